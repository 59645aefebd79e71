/** The package as somebody gets it: packed, installed into an empty folder, started, imported, type-checked. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../scripts/lib/build.mjs';
import { filesBelow } from '../../scripts/lib/fingerprint.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { npmCommand } from '../../scripts/lib/npm.mjs';
import { toolPath } from '../../scripts/lib/run-tool.mjs';

const about: { version: string; exports: Record<string, string | { types: string; default: string }> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
const home = mkdtempSync(join(tmpdir(), 'saola-package-'));
const site = join(home, 'trang tin'); // people have folders with spaces and accents
const installed = join(site, 'node_modules', 'saola');
let packed: string[];

beforeAll(async () => {
  await build();
  const { out } = await npm(root, 'pack', '--json', '--pack-destination', home);
  const [tarball]: { filename: string; files: { path: string }[] }[] = JSON.parse(out);
  packed = tarball?.files.map(({ path }) => path) ?? [];
  mkdirSync(site);
  writeFileSync(join(site, 'package.json'), '{ "private": true, "type": "module" }');
  // Offline: whatever it needs has to be in it.
  await npm(site, 'install', '--offline', '--ignore-scripts', '--omit=dev', join(home, tarball?.filename ?? ''));
});
afterAll(() => rmSync(home, { recursive: true }));

describe('what is in it', () => {
  test('is what a user needs and nothing else', () => {
    const allowed = [
      /^(package\.json|README(\.vi)?\.md|LICENSE|CHANGELOG\.md|template\.yaml|docs\/[^/]+\.(md|png))$/,
      /^dist\/(cli|chunks|lib)\/[^/]+\.mjs$/,
      /^dist\/types\/.+\.d\.ts$/,
      /^dist\/web\/[^/]+\.(html|css|js|svg|png|ico|webmanifest)$/,
      /^dist\/functions\/[^/]+\/((handler|chunk-worker)\.mjs|chunks\/[^/]+\.mjs|THIRD-PARTY-NOTICES\.txt)$/,
      /^dist\/THIRD-PARTY-NOTICES\.txt$/,
      /^saola\.config\.schema\.json$/,
    ];
    expect(packed.filter((path) => !allowed.some((each) => each.test(path)))).toEqual([]);
    expect(packed).toEqual(
      expect.arrayContaining([
        'package.json',
        'LICENSE',
        'dist/cli/saola.mjs',
        'dist/web/index.html',
        'dist/web/main.js',
      ]),
    );
  });

  test('needs no other package', () => {
    expect(readdirSync(join(site, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['saola']);
    const foreign = filesBelow(join(installed, 'dist'))
      .filter((file) => file.endsWith('.mjs'))
      .flatMap((file) => specifiersIn(readFileSync(file, 'utf8')))
      .filter((target) => !/^\.{1,2}\//.test(target) && !isBuiltin(target));
    expect(foreign).toEqual([]);
  });

  test.each(['dist', 'dist/functions/search'])('%s carries the licences of what is bundled there', (folder) => {
    const notices = readFileSync(join(installed, folder, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    expect(notices).toMatch(/^flexsearch 0\.8\.212 \(Apache-2\.0\)$/m);
    expect(notices).toMatch(/^@aws-sdk\/client-s3 \S+ \(Apache-2\.0\)$/m);
    expect(notices).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION');
    expect(notices).not.toMatch(/^(vitest|typescript|playwright-core) /m);
  });
});

describe('npx saola', () => {
  test('--version is the version of package.json', async () => {
    expect((await saola('--version')).out.trim()).toBe(about.version);
  });

  test('indexes articles and finds them, with and without accents', async () => {
    const articles = [
      {
        id: 'kuril',
        title: 'Nga và Nhật Bản bàn về quần đảo Nam Kuril',
        body: 'Hai bên gặp nhau bên lề hội nghị G20 ở Osaka.',
      },
      { id: 'đà-nẵng', title: 'Đà Nẵng bắn pháo hoa', body: 'Lễ hội pháo hoa quốc tế khai mạc bên sông Hàn.' },
    ];
    writeFileSync(join(site, 'bài viết.json'), JSON.stringify(articles));
    await saola('index', 'bài viết.json', '--store', 'kho');
    for (const query of ['quần đảo Kuril', 'quan dao kuril', 'G20']) {
      const answer: { hits: { id: string }[] } = JSON.parse(
        (await saola('search', query, '--store', 'kho', '--json')).out,
      );
      expect(answer.hits.map(({ id }) => id)).toEqual(['kuril']);
    }
    expect((await saola('search', 'da nang', '--store', 'kho')).out).toContain('Đà Nẵng bắn pháo hoa');
  });

  test('looks at a folder, and reads all kinds of sources by what it wrote', async () => {
    const sources = {
      'a.md': '---\ntitle: Bão số một\n---\nMưa.',
      'b.md': '+++\ntitle = "Bão số hai"\n+++\nMưa.',
      'c.csv': 'Tiêu đề,Nội dung\nBão số ba,Mưa\n',
      'd.json': '{"data": [{"attributes": {"title": "Bão số bốn"}}]}',
      'e.xml':
        '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>Bão số năm</title><wp:post_id>5</wp:post_id></item></channel></rss>',
      'f.json':
        '{"db":[{"data":{"posts":[{"id":"6","title":"Bão số sáu","html":"<p>Mưa</p>","status":"published"}]}}]}',
      'g.html': `<title>Bão số bảy</title><article><h1>Bão số bảy</h1><p>${'Mưa rất to ở Huế và Đà Nẵng. '.repeat(20)}</p></article>`,
    };
    mkdirSync(join(site, 'nguồn'));
    for (const [name, text] of Object.entries(sources)) writeFileSync(join(site, 'nguồn', name), text);
    await saola('init', 'nguồn');
    await saola('index', 'nguồn', '--store', 'kho khác');
    rmSync(join(site, 'saola.config.yaml'));
    const answer = (await saola('search', 'bão số', '--store', 'kho khác', '--json')).out;
    const { hits }: { hits: { title: string }[] } = JSON.parse(answer);
    const numbers = ['một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy'];
    expect(hits.map(({ title }) => title).toSorted()).toEqual(numbers.map((each) => `Bão số ${each}`).toSorted());
  });
});

test('says what is wrong with a bucket in one sentence, with nothing of the S3 client’s own around it', async () => {
  const bucket = ['--store', 's3://bao/tim-kiem', '--endpoint', 'http://127.0.0.1:1'];
  const keys = { AWS_ACCESS_KEY_ID: 'khoá', AWS_SECRET_ACCESS_KEY: 'bí mật', AWS_REGION: 'ap-southeast-1' };
  const command = join(installed, 'dist/cli/saola.mjs');
  const failure = await run(site, process.execPath, [command, 'search', 'Kuril', ...bucket], keys).catch(String);
  expect(failure).toMatch(/nothing listens at http:\/\/127\.0\.0\.1:1\.[^\n]*\n$/);
  expect(failure).not.toContain('Warning');
});

describe('the library', () => {
  const entries = Object.entries(about.exports).flatMap(([path, target]) =>
    typeof target === 'string' ? [] : [{ name: join('saola', path).replaceAll('\\', '/'), ...target }],
  );

  test.each(entries)('$name has a module and types', ({ types, default: module }) => {
    expect(packed).toEqual(expect.arrayContaining([types, module].map((path) => path.replace('./', ''))));
  });

  test('its types are its own: they name no other package', () => {
    const declarations = filesBelow(join(installed, 'dist/types'));
    const foreign = declarations.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return [...specifiersIn(text), ...[...text.matchAll(/<reference types="([^"]+)"/g)].map(([, name = '']) => name)];
    });
    expect(declarations.length).toBeGreaterThan(0);
    expect(foreign.filter((target) => !/^\.{1,2}\/.*\.js$/.test(target))).toEqual([]);
  });

  test('the example of docs/library.md runs', async () => {
    const [, example = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs/library.md'), 'utf8')) ?? [];
    writeFileSync(join(site, 'example.mjs'), example);
    const { out } = await run(site, process.execPath, ['example.mjs']);
    expect(out).toContain('Quần đảo Nam Kuril');
  });

  test.each([
    { module: 'NodeNext', moduleResolution: 'NodeNext' },
    { module: 'ESNext', moduleResolution: 'Bundler' },
  ])('its types hold under the strictest reading ($moduleResolution)', async (resolution) => {
    const imports = entries.map(({ name }, number) => `import * as part${number} from '${name}';`);
    writeFileSync(
      join(site, 'consumer.ts'),
      `${imports.join('\n')}
import { SaolaError, analyze, fileStore, openIndex, type Hit, type SearchAnswer } from 'saola';
import { indexArticles, readSources, type IndexReport } from 'saola/indexer';
import { makeHandler } from 'saola/function';
export const parts = [${entries.map((_, number) => `part${number}`).join(', ')}];
const store = fileStore('kho');
export const report: IndexReport = await indexArticles(store, readSources(['bài viết.json']));
export const answer: SearchAnswer = await (await openIndex(store)).search({ query: 'Kuril', limit: 3 });
export const first: Hit | undefined = answer.hits[0];
export const handler = makeHandler({ store });
export const terms: string[] = analyze('Đà Nẵng');
export const code: SaolaError['code'] = 'index-missing';
// @ts-expect-error -- a limit is a number: were everything \`any\`, this would pass
void (await openIndex(store)).search({ query: 'Kuril', limit: 'ba' });
`,
    );
    const compilerOptions = {
      ...resolution,
      target: 'ES2022',
      lib: ['ES2023', 'DOM'],
      types: [],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    };
    writeFileSync(join(site, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
    const { out } = await run(site, process.execPath, [toolPath('typescript', 'tsc'), '-p', site]);
    expect(out).toBe('');
  });
});

/** What `import`, `export … from` and `import()` name in built files. */
const specifiersIn = (text: string): string[] =>
  [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
    ),
  ].map(([, from, bare, lazy]) => from ?? bare ?? lazy ?? '');

const isBuiltin = (name: string): boolean => builtinModules.includes(name.replace(/^node:/, ''));

const saola = (...args: string[]) => npm(site, 'exec', '--offline', '--', 'saola', ...args);

function npm(folder: string, ...args: string[]) {
  const [program, ...first] = npmCommand();
  return run(folder, program, [...first, ...args]);
}

/** Rejects, with everything that was said, where the exit code is not 0. */
async function run(
  folder: string,
  program: string,
  args: string[],
  more: Record<string, string> = {},
): Promise<{ out: string }> {
  // Not the environment that the npm around this test has made for its own package.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  try {
    const { stdout } = await promisify(execFile)(program, args, { cwd: folder, env: { ...env, ...more } });
    return { out: stdout };
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout: string; stderr: string };
    throw new Error(`${args.join(' ')}\n${stdout}${stderr}`, { cause });
  }
}

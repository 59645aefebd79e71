import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import type { PageFile } from '../support/browser.ts';
import { builtPage } from '../support/browser.ts';

/** A phone on a slow line has the page after two round trips: TCP's first window is some 14 kB (RFC 6928). */
const MAX_JS_GZIP_BYTES = 8 * 1024;
const MAX_CSS_GZIP_BYTES = 4 * 1024;

let built: ReadonlyMap<string, PageFile>;
beforeAll(async () => {
  built = await builtPage();
});

function body(path: string): Uint8Array {
  const file = built.get(path);
  if (file === undefined) throw new Error(`The built page has no ${path}.`);
  return file.body;
}
const text = (path: string) => new TextDecoder().decode(body(path));

test('script and style are small', () => {
  expect(gzipSync(body('/main.js')).length).toBeLessThan(MAX_JS_GZIP_BYTES);
  expect(gzipSync(body('/style.css')).length).toBeLessThan(MAX_CSS_GZIP_BYTES);
});

test('nothing is loaded from elsewhere', () => {
  expect(text('/style.css')).not.toMatch(/@import|url\(/u);
  // The one address is the name of SVG in the icon, which nothing fetches.
  expect(text('/').replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|src="\/\//u);
});

/** The sources of the page, by name. */
async function sources(): Promise<ReadonlyMap<string, string>> {
  const web = fileURLToPath(new URL('../../web', import.meta.url));
  const names = (await readdir(web, { recursive: true })).filter((name) => name.endsWith('.ts'));
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(`${web}/${name}`, 'utf8')] as const)),
  );
}

const MAKES_HTML = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTML/u;

test('nothing makes HTML out of text', async () => {
  const files = [...(await sources())];
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter(([, source]) => MAKES_HTML.test(source)).map(([name]) => name)).toEqual([]);
});

test('the page knows of what is outside it nothing but the types of the answer', async () => {
  const files = [...(await sources()).values()];
  const imports = files.flatMap((source) =>
    [...source.matchAll(/^import .*? from '[^']+';$/gmu)].map(([line]) => line),
  );
  const outside = imports.filter((line) => !/ from '\.\.?\/[a-z-]+\.ts';$/u.test(line));
  expect(outside.length).toBeGreaterThan(0);
  expect(
    outside.filter((line) => !/^import type \{[^}]+\} from '\.\.\/core\/search\/answer\.ts';$/u.test(line)),
  ).toEqual([]);
});

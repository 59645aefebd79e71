/** Which file is a site's configuration, and what is said of one that cannot be read. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../../../cli/config/read-config.ts';
import { inOwnFolder, put } from '../../indexer/sources/own-folder.ts';

inOwnFolder();

test.each([
  { file: 'saola.config.json', text: '{"url": "/{id}"}' },
  { file: 'saola.config.yaml', text: '# của báo\nurl: /{id}\n' },
  { file: 'saola.config.mjs', text: 'export default { url: "/" + "{id}" };' },
])('$file is found in the folder, or by its name', async ({ file, text }) => {
  await put(file, text);
  expect(await readConfig(undefined, '.')).toEqual({ file, rules: { url: '/{id}' } });
  expect(await readConfig(file, '/')).toEqual({ file, rules: { url: '/{id}' } });
});

test('no file is no configuration; one of comments alone says nothing', async () => {
  expect(await readConfig(undefined, '.')).toBeNull();
  await put('saola.config.yaml', '# url: /{id}\n');
  expect(await readConfig(undefined, '.')).toEqual({ file: 'saola.config.yaml', rules: {} });
});

test.each([
  { file: 'saola.config.js', name: 'saola.config.mjs, with "export default { … }"' },
  { file: 'saola.config.ts', name: 'saola.config.mjs, with "export default { … }"' },
  { file: 'saola.config.toml', name: 'saola.config.yaml, and write it as YAML' },
])('$file would never be read, so it is named, unless there is one that is', async ({ file, name }) => {
  await put(file, '');
  await expect(readConfig(undefined, '.')).rejects.toMatchObject({
    code: 'bad-request',
    message: `There is a ${file} in this folder, which is not read under that name; name it ${name}.`,
  });
  await put('saola.config.yaml', 'url: /{id}\n');
  expect(await readConfig(undefined, '.')).toMatchObject({ file: 'saola.config.yaml' });
});

test('the file of synonyms counts from the folder of the configuration', async () => {
  await put('toa-soan/a.yaml', 'synonyms: dong-nghia.txt\n');
  expect(await readConfig('toa-soan/a.yaml', '.')).toMatchObject({
    synonyms: join(process.cwd(), 'toa-soan/dong-nghia.txt'),
  });
});

test.each([
  { why: 'not there', given: 'mat.json', what: 'The configuration "mat.json" does not exist.' },
  {
    why: 'of no known kind',
    given: 'a.toml',
    text: '',
    what: 'The configuration "a.toml" must be called .json, .yaml or .mjs, which says how it is read.',
  },
  { why: 'no JSON', given: 'a.json', text: '{"url": }', what: expect.stringMatching(/^a\.json is not JSON: .*\.$/) },
  {
    why: 'no YAML',
    given: 'a.yaml',
    text: 'url: [',
    what: expect.stringMatching(/^a\.yaml is not YAML: .* at line 1, column \d+\.$/),
  },
  { why: 'code that fails', given: 'a.mjs', text: 'throw new Error("hỏng");', what: 'a.mjs cannot be run: hỏng.' },
  {
    why: 'code without a result',
    given: 'a.mjs',
    text: 'export const url = "/";',
    what: 'a.mjs exports nothing; wanted is "export default { … }".',
  },
  {
    why: 'wrong keys',
    given: 'a.yaml',
    text: 'urll: /\nmirorr: true\n',
    what: 'a.yaml: there is no "urll"; did you mean "url"?\na.yaml: there is no "mirorr"; did you mean "mirror"?',
  },
])('$why', async ({ given, text, what }) => {
  if (text !== undefined) await put(given, text);
  await expect(readConfig(given, '.')).rejects.toMatchObject({
    code: 'bad-request',
    message: what,
  });
});

test('two of them are one too many', async () => {
  await put('saola.config.json', '{}');
  await put('saola.config.yaml', '');
  await expect(readConfig(undefined, '.')).rejects.toThrow(
    'There are both saola.config.json and saola.config.yaml in this folder; keep one, or say --config.',
  );
});

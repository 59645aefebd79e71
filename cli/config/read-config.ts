/** Given a folder or the name of a file, returns the configuration that a site has there. */
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SaolaError } from '../../core/errors.ts';
import { whatBroke } from '../../indexer/sources/bytes.ts';
import { parseConfig, type Config } from './config.ts';

/** What it is called where nobody says how. */
export const CONFIG_NAMES = ['saola.config.json', 'saola.config.yaml', 'saola.config.yml', 'saola.config.mjs'] as const;

/** What other tools call theirs, or what one would call it; nothing in it would count, and nobody would know. */
const NEAR_NAMES = ['saola.config.js', 'saola.config.cjs', 'saola.config.ts', 'saola.config.toml'];

export type FoundConfig = Config & { readonly file: string };

/** `given`: the file that was asked for; else the one in `folder`, `null` where there is none. Throws
 *  `SaolaError('bad-request')` where there are two, where one is called as none is, where it cannot be read, and for each wrong key and value in it. */
export async function readConfig(given: string | undefined, folder: string): Promise<FoundConfig | null> {
  if (given !== undefined) return load(given);
  const there = await Promise.all(CONFIG_NAMES.map((name) => fileExists(join(folder, name))));
  const [file, second] = CONFIG_NAMES.filter((_, at) => there[at]);
  if (second !== undefined)
    throw bad(`There are both ${file} and ${second} in this folder; keep one, or say --config.`);
  if (file !== undefined) return load(join(folder, file), file);
  for (const name of NEAR_NAMES) {
    if (await fileExists(join(folder, name)))
      throw bad(`There is a ${name} in this folder, which is not read under that name; name it ${renamed(name)}.`);
  }
  return null;
}

/** Code needs another name; what is in another language must be written anew. */
const renamed = (name: string): string =>
  name === 'saola.config.toml'
    ? 'saola.config.yaml, and write it as YAML'
    : 'saola.config.mjs, with "export default { … }"';

async function load(path: string, file = path): Promise<FoundConfig> {
  const parsed = parseConfig(await valueOf(path, file));
  if (!parsed.ok)
    throw bad(parsed.faults.map((fault) => `${file}: ${fault}${fault.endsWith('?') ? '' : '.'}`).join('\n'));
  const { synonyms, fetch, ...config } = parsed.config;
  const beside = (name: string): string => resolve(dirname(path), name);
  return {
    ...config,
    ...(synonyms !== undefined && { synonyms: beside(synonyms) }),
    ...(fetch && { fetch: { ...fetch, ...(fetch.state !== undefined && { state: beside(fetch.state) }) } }),
    file,
  };
}

async function valueOf(path: string, file: string): Promise<unknown> {
  const ending = extname(path);
  if (ending === '.mjs' || ending === '.js') return importFrom(path, file);
  if (!['.json', '.yaml', '.yml'].includes(ending)) {
    throw bad(`The configuration "${file}" must be called .json, .yaml or .mjs, which says how it is read.`);
  }
  const text = await textOf(path);
  if (text === null) throw bad(`The configuration "${file}" does not exist.`);
  try {
    if (ending === '.json') return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
    const { parseYaml } = await import('./yaml.ts');
    return parseYaml(text);
  } catch (cause) {
    const [what = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    const language = ending === '.json' ? 'JSON' : 'YAML';
    throw bad(`${file} is not ${language}: ${what.replace(/[.:]$/, '')}.`, cause);
  }
}

/** `export default { … }`. It is code of the site's own, and is run. */
async function importFrom(path: string, file: string): Promise<unknown> {
  try {
    const found = (await import(pathToFileURL(resolve(path)).href)) as { readonly default?: unknown };
    if (found.default !== undefined) return found.default;
  } catch (cause) {
    throw bad(`${file} cannot be run: ${cause instanceof Error ? cause.message : String(cause)}.`, cause);
  }
  throw bad(`${file} exports nothing; wanted is "export default { … }".`);
}

export async function fileExists(path: string): Promise<boolean> {
  return (await textOf(path)) !== null;
}

/** `null` where there is no such file. */
async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw bad(`The configuration "${path}" ${whatBroke(cause) ?? 'cannot be read'}.`, cause);
  }
}

const bad = (message: string, cause?: unknown): SaolaError => new SaolaError('bad-request', message, { cause });

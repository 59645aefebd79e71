/** Given the text of a Markdown file, returns its front matter as an object and the text below it.
 *  YAML between `---`, TOML between `+++`, JSON in braces (Hugo), or what `---json` and `---toml` say (Eleventy). */
import { parse as parseToml, TomlDate } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { isRecord } from '../paths.ts';

export type FrontMatter =
  | { readonly ok: true; readonly fields: Readonly<Record<string, unknown>>; readonly text: string }
  | { readonly ok: false; readonly problem: string; readonly line: number };

/** A page of settings has some kilobytes; what is longer is a table of data, or a file that never closes its front matter. */
const MAX_UNITS = 256 * 1024;

const FENCED = /^(?<fence>---|\+\+\+)[ \t]*(?<language>yaml|yml|toml|json)?[ \t]*\n/;

type Language = 'YAML' | 'TOML' | 'JSON';

export function readFrontMatter(given: string): FrontMatter {
  const text = given.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const opening = FENCED.exec(text);
  if (opening) return readFenced(text, opening);
  if (/^\{\s*\n/.test(text)) return readBraces(text);
  return { ok: true, fields: {}, text };
}

function readFenced(text: string, opening: RegExpExecArray): FrontMatter {
  const { fence = '---', language } = opening.groups ?? {};
  const start = opening[0].length;
  const closing = fence === '---' ? /^(?:---|\.\.\.)[ \t]*(?:\n|$)/m : /^\+\+\+[ \t]*(?:\n|$)/m;
  const found = closing.exec(text.slice(start, start + MAX_UNITS));
  // A first line of `---` without another one is a rule across the page.
  if (!found) return { ok: true, fields: {}, text };
  const inside = text.slice(start, start + found.index);
  const below = text.slice(start + found.index + found[0].length);
  const named = language?.toUpperCase() ?? (fence === '---' ? 'YAML' : 'TOML');
  return parse(inside, named === 'TOML' || named === 'JSON' ? named : 'YAML', below);
}

/** Hugo ends it at the brace that stands alone on its line. */
function readBraces(text: string): FrontMatter {
  const found = /^\}[ \t]*(?:\n|$)/m.exec(text.slice(0, MAX_UNITS));
  if (!found) return { ok: true, fields: {}, text };
  const end = found.index + found[0].length;
  return parse(text.slice(0, end), 'JSON', text.slice(end));
}

function parse(inside: string, language: Language, text: string): FrontMatter {
  try {
    const parsed: unknown = PARSERS[language](inside);
    if (parsed === null || parsed === undefined) return { ok: true, fields: {}, text };
    if (isRecord(parsed)) return { ok: true, fields: parsed, text };
    // A text between two rules, and no settings.
    return { ok: true, fields: {}, text: `${inside}\n${text}` };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [what = ''] = message.split('\n');
    const line = Number(/line (\d+)/.exec(message)?.[1] ?? lineOf(error) ?? 1);
    const reason = what.replace(/ at line \d+, column \d+:?$/, '').replace(/\.$/, '');
    return { ok: false, problem: `its front matter is not ${language}: ${reason}`, line: line + 1 };
  }
}

const PARSERS: Readonly<Record<Language, (text: string) => unknown>> = {
  // Aliases multiply: the parser itself refuses more than a hundred (`maxAliasCount`).
  YAML: (text) => parseYaml(text, { logLevel: 'error' }) as unknown,
  TOML: (text) => withoutTomlDates(parseToml(text)),
  JSON: (text) => JSON.parse(text) as unknown,
};

const lineOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'line' in error ? error.line : undefined;

/** Dates become texts again, as they are in YAML and JSON. `smol-toml` refuses what is nested over a thousand deep. */
function withoutTomlDates(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(withoutTomlDates);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutTomlDates(each)]));
}

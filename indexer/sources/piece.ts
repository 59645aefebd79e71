/** Given a stretch of a file that should be one article in JSON, returns that article or what is wrong with it. */
import { parseArticle } from '../../core/article.ts';
import { MAX_ARTICLE_BYTES } from './bytes.ts';
import type { FileText } from './file-text.ts';
import type { Found, Origin, Problem } from './source.ts';

/** `bytes` are `null` where there were more of them than an article may have. `id` names an article that has neither an
 *  id nor a url. */
export type Piece = { readonly origin: Origin; readonly id: string; readonly bytes: Uint8Array | null };

export const TOO_LONG = `longer than ${MAX_ARTICLE_BYTES / 1024 / 1024} MiB, which is no article; is the file damaged?`;

export const skipped = (origin: Origin, what: string): { readonly problem: Problem } => ({
  problem: { kind: 'skipped', origin, what },
});
export const warning = (origin: Origin, what: string): { readonly problem: Problem } => ({
  problem: { kind: 'warning', origin, what },
});

export function readPiece({ origin, id, bytes }: Piece, fileText: FileText): Found[] {
  if (bytes === null) return [skipped(origin, TOO_LONG)];
  const decoded = fileText.decode(bytes, origin);
  if (decoded.text === null) return [skipped(origin, decoded.what)];
  const { text } = decoded;
  const json = parseJson(text);
  if (json.ok) {
    const mended = fileText.mendJson(json.value, origin);
    return [...mended.warnings, ...readArticle(mended.json, origin, id)];
  }
  return [skipped(placeIn(origin, json.linesBefore), `broken JSON: ${json.what}`)];
}

/** The line of a fault, as far as it is known; else the line on which the article starts. */
function placeIn(origin: Origin, linesBefore: number | null): Origin {
  return linesBefore === null ? origin : { file: origin.file, line: (origin.line ?? 1) + linesBefore };
}

/** The warnings come before the article that they are about. */
export function readArticle(json: unknown, origin: Origin, id: string): Found[] {
  const parsed = parseArticle(json, { id });
  if (!parsed.ok) return [skipped(origin, parsed.problem)];
  return [...parsed.warnings.map((what) => warning(origin, what)), { article: parsed.article, origin }];
}

type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly what: string; readonly linesBefore: number | null };

function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
    // V8 says of some faults where they are.
    const position = / (?:in JSON )?at position (\d+).*$/.exec(message);
    return {
      ok: false,
      what: position ? message.slice(0, position.index) : message,
      linesBefore: position ? text.slice(0, Number(position[1])).split('\n').length - 1 : null,
    };
  }
}

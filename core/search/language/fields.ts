/** Given the name and the value of `name:value`, here is what they ask for, or `null` where they are only words.
 *  Names are known with their accents or without any, and in any case, as people type them. */
import { foldWord } from '../../text/fold.ts';
import type { Condition } from '../filter.ts';
import { timeRange } from '../time-range.ts';

export type Field = 'title' | 'section' | 'tag' | 'author' | 'from' | 'before' | 'until';

const NAMES: Readonly<Record<Field, readonly string[]>> = {
  title: ['title', 'tiêu-đề'],
  section: ['section', 'mục', 'chuyên-mục'],
  tag: ['tag', 'thẻ', 'nhãn', 'từ-khoá'],
  author: ['author', 'tác-giả'],
  from: ['after', 'sau', 'từ'],
  before: ['before', 'trước'],
  until: ['đến'],
};

/** As `foldWord` gives them, without hyphens, so that `tiêu-đề` and `tiêuđề` are one name; with all accents, and without any. */
const FIELDS: ReadonlyMap<string, Field> = new Map(
  (Object.keys(NAMES) as Field[]).flatMap((field) =>
    NAMES[field].flatMap((name) => {
      const { exact, folded } = foldWord(name);
      return [[exact, field] as const, [folded, field] as const];
    }),
  ),
);

/** With other accents it is another word: of `thế:` no tag is asked for. */
export const fieldNamed = (name: string): Field | undefined => FIELDS.get(foldWord(name).exact);

/** `value`: not empty. `null` where a time was wanted and none was given. */
export function conditionOn(field: Exclude<Field, 'title'>, value: string, not: boolean): Condition | null {
  if (field === 'section' || field === 'tag' || field === 'author') {
    return { of: field, anyOf: [value], whole: false, not };
  }
  const span = timeRange(value.normalize('NFKC')); // digits of full width
  if (!span) return null;
  if (field === 'from') return { of: 'time', from: span.from, not };
  // “đến 2019” takes in the whole year, “trước 2019” nothing of it
  return { of: 'time', before: field === 'until' ? span.before : span.from, not };
}

/** Hyphens stand for the spaces that a value without quotes cannot have: `mục:thể-thao`. */
export const withSpaces = (value: string): string => value.replace(/[-_－]+/gu, ' ').trim();

/** Given the name and the value of `name:value`, here is what they ask for, or `null` where they are only words.
 *  Names are known without accents and in any case, as people type them. */
import { foldWord } from '../../text/fold.ts';
import type { Condition } from '../filter.ts';
import { timeRange } from '../time-range.ts';

export type Field = 'title' | 'section' | 'tag' | 'author' | 'from' | 'before' | 'until';

/** As `foldWord` gives them: no accents, no hyphens, so that `tiêu-đề` and `tieude` are one name. */
const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['title', 'title'],
  ['tieude', 'title'],
  ['section', 'section'],
  ['muc', 'section'],
  ['chuyenmuc', 'section'],
  ['tag', 'tag'],
  ['the', 'tag'],
  ['nhan', 'tag'],
  ['tukhoa', 'tag'],
  ['author', 'author'],
  ['tacgia', 'author'],
  ['after', 'from'],
  ['sau', 'from'],
  ['tu', 'from'],
  ['before', 'before'],
  ['truoc', 'before'],
  ['den', 'until'],
]);

export const fieldNamed = (name: string): Field | undefined => FIELDS.get(foldWord(name).folded);

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

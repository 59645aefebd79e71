/** Whether marks are what `core/search/answer.ts` promises. */
import type { Mark } from '../../../core/search/answer.ts';

/** Each promise that they break, in words; empty where they are right. */
export function wrongMarks(text: string, marks: readonly Mark[]): string[] {
  const wrong: string[] = [];
  let last = 0;
  for (const [start, end] of marks) {
    const name = `[${start}, ${end}) of “${text}”`;
    if (!(Number.isInteger(start) && Number.isInteger(end) && start < end)) wrong.push(`${name} is none`);
    if (start < last) wrong.push(`${name} begins before ${last}`);
    if (end > text.length) wrong.push(`${name} ends behind ${text.length}`);
    if (splits(text, start) || splits(text, end)) wrong.push(`${name} splits a letter`);
    if (/^\s|\s$/u.test(text.slice(start, end))) wrong.push(`${name} has white space at its edge`);
    last = end;
  }
  return wrong;
}

const splits = (text: string, place: number): boolean =>
  /^\p{M}/u.test(text.slice(place)) ||
  (/[\uD800-\uDBFF]$/.test(text.slice(0, place)) && /^[\uDC00-\uDFFF]/.test(text.slice(place)));

/** What is marked. */
export const marked = (text: string, marks: readonly Mark[]): string[] =>
  marks.map(([start, end]) => text.slice(start, end));

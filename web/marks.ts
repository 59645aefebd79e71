/** Given a text and the ranges to mark in it, cuts it into pieces that are marked or not.
 *  The pieces put together are the text, and no cut goes through a letter, whatever ranges came over the wire. */
import type { Mark } from '../core/search/answer.ts';

export type Piece = { readonly text: string; readonly marked: boolean };

export function pieces(text: string, marks: readonly Mark[]): Piece[] {
  const cut: Piece[] = [];
  let done = 0;
  for (const [from, to] of marks) {
    if (!Number.isInteger(from) || !Number.isInteger(to) || from >= to) continue;
    const start = Math.max(letterStart(text, from), done);
    const end = letterEnd(text, to);
    if (start >= end) continue;
    if (start > done) cut.push({ text: text.slice(done, start), marked: false });
    cut.push({ text: text.slice(start, end), marked: true });
    done = end;
  }
  if (done < text.length) cut.push({ text: text.slice(done), marked: false });
  return cut;
}

function letterStart(text: string, at: number): number {
  let place = Math.max(at, 0);
  while (isInsideLetter(text, place)) place--;
  return place;
}

function letterEnd(text: string, at: number): number {
  let place = Math.min(at, text.length);
  while (isInsideLetter(text, place)) place++;
  return place;
}

/** Between the halves of a surrogate pair, or between a letter and an accent that is a character of its own (NFD). */
function isInsideLetter(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  return /^\p{M}/u.test(text.slice(at, at + 2)) || (text.codePointAt(at - 1) ?? 0) > 0xffff;
}

/** Hits as a person reads them. */
import { expect, test } from 'vitest';
import { hitsAsText } from '../../cli/hits.ts';
import type { Hit } from '../../core/search/answer.ts';

const KURIL: Hit = {
  id: 'kuril',
  url: '/tin/kuril.html',
  title: 'Nga, Nhật bàn về Nam Kuril',
  snippet: 'Quần đảo Nam Kuril có bốn đảo.',
  score: 9.5,
  marks: {
    title: [[17, 26]],
    snippet: [
      [0, 8],
      [9, 18],
    ],
  },
};
const BAO: Hit = { id: 'bao-so-3', title: 'Bão số 3', snippet: '', score: 1, marks: { title: [], snippet: [] } };

test('rank, title, where it is, what it says', () => {
  expect(hitsAsText([KURIL, BAO], { isBold: false })).toBe(
    `1. Nga, Nhật bàn về Nam Kuril
   /tin/kuril.html
   Quần đảo Nam Kuril có bốn đảo.

2. Bão số 3
   bao-so-3
`,
  );
});

test('marks are bold where they can be', () => {
  expect(hitsAsText([KURIL], { isBold: true })).toBe(
    `1. Nga, Nhật bàn về \u001B[1mNam Kuril\u001B[22m
   /tin/kuril.html
   \u001B[1mQuần đảo\u001B[22m \u001B[1mNam Kuril\u001B[22m có bốn đảo.
`,
  );
});

test('ten hits stand in line', () => {
  const lines = hitsAsText(
    Array.from({ length: 10 }, () => BAO),
    { isBold: false },
  ).split('\n');
  expect([lines[0], lines[1], lines.at(-3)]).toEqual([' 1. Bão số 3', '    bao-so-3', '10. Bão số 3']);
});

test('what an article says cannot recolour the screen, and marks stay where they are', () => {
  const title = 'Nga,\u001B[31m bàn về\nNam Kuril';
  const hit: Hit = { ...KURIL, id: '\u0007kuril', title, snippet: '', marks: { title: [[17, 26]], snippet: [] } };
  const { url: _, ...bare } = hit;
  expect(hitsAsText([bare], { isBold: true })).toBe('1. Nga, [31m bàn về \u001B[1mNam Kuril\u001B[22m\n    kuril\n');
});

test('no hits are no text', () => expect(hitsAsText([], { isBold: false })).toBe(''));

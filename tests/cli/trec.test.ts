/** A TREC run says the same by its ranks and by its scores. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { trecLines } from '../../cli/trec.ts';
import { SaolaError } from '../../core/errors.ts';

test('one line for each hit', () => {
  const hits = [
    { id: 'kuril', score: 9.5 },
    { id: 'đảo-iturup', score: 0.0001 },
  ];
  expect(trecLines('q1', hits)).toBe('q1 Q0 kuril 1 9.500000 saola\nq1 Q0 đảo-iturup 2 0.000100 saola\n');
  expect(trecLines('q1', [])).toBe('');
});

test('equal scores still come down, however many there are', () => {
  const scores = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 300 });
  fc.assert(
    fc.property(scores, (tenThousandths) => {
      const hits = tenThousandths
        .toSorted((a, b) => b - a)
        .map((score, at) => ({ id: `tin-${at}`, score: score / 1e4 }));
      const written = trecLines('q1', hits)
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(' '));
      expect(written.map((fields) => [fields[2], Number(fields[3])])).toEqual(hits.map(({ id }, at) => [id, at + 1]));
      const shown = written.map((fields) => Number(fields[4]));
      expect(shown.every((score, at) => at === 0 || score < (shown[at - 1] ?? 0))).toBe(true);
    }),
  );
});

test.each(['bài viết.txt', 'bai\tviet', 'bai\u00A0viet', ''])('an id that is not one word is refused: %j', (id) => {
  const write = () => trecLines('q1', [{ id, score: 1 }]);
  expect(write).toThrow(SaolaError);
  expect(write).toThrow(`The article "${id}" (query "q1") has white space in its id`);
});

import { expect, test } from 'vitest';
import { costOf, editCost, keepsLetters } from '../../../core/search/edit-cost.ts';

test('a slip costs the same however the word begins or ends', () => {
  expect(editCost('kuril', 'kuril')).toBe(0);
  expect(editCost('kuril', 'osaka')).toBeNull();
  expect(editCost('', 'a')).not.toBeNull();
  expect(editCost('ukril', 'kuril')).toBe(editCost('kurli', 'kuril'));
});

test.each([
  { typed: 'xot', near: 'sot', far: 'got', why: 'x lies below s' },
  { typed: 'zo', near: 'ao', far: 'mo', why: 'z lies below a' },
  { typed: 'gin', near: 'tin', far: 'min', why: 'g lies below t' },
  { typed: 'hou', near: 'hoi', far: 'hoc', why: 'neighbours in one row' },
  { typed: 'cub', near: 'cup', far: 'cua', why: 'b and p are said alike at the end of foreign words' },
])('$typed is nearer to $near than to $far — $why', ({ typed, near, far }) =>
  expect(editCost(typed, near)).toBeLessThan(editCost(typed, far) as number),
);

test('two slips are one word still only where it is long', () => {
  expect(costOf('manchetser', 'manchester')).not.toBeNull();
  expect(costOf('nghiepf', 'nghiem')).toBeNull();
  expect(costOf('washnigtno', 'washington')).not.toBeNull();
});

test.each([
  { typed: 'kurli', meant: 'kuril', keeps: true },
  { typed: 'mesi', meant: 'messi', keeps: true },
  { typed: 'trump', meant: 'trum', keeps: false },
])('$typed has the letters of $meant: $keeps', ({ typed, meant, keeps }) =>
  expect(keepsLetters(typed, meant)).toBe(keeps),
);

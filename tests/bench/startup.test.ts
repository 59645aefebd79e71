import { expect, test } from 'vitest';
import { PROGRAMS } from '../../bench/startup/programs.ts';
import { startTable } from '../../bench/startup/report.ts';
import type { Measured } from '../../bench/startup/report.ts';

const measured = (
  answers: boolean,
  startBytes: number,
  starts: readonly (readonly [ready: number, answered: number])[],
): Measured => ({
  built: {
    program: { name: answers ? 'tìm kiếm' : 'không làm gì', contents: '', answers },
    folder: '/nowhere',
    startBytes,
    bytes: 2 * startBytes,
  },
  starts: starts.map(([ready, answered]) => ({ ready, answered })),
});

test('a row is the medians and the least of its starts, beside the first row', () => {
  const bare = measured(false, 200, [
    [50, 55],
    [40, 45],
    [90, 99],
  ]);
  const ours = measured(true, 300_000, [
    [100, 260],
    [130, 200],
    [90, 150],
  ]);
  expect(startTable([bare, ours]).rows).toEqual([
    ['không làm gì', '0.4', '0.2', '50', '40', '1.0', '–', '–', '–'],
    ['tìm kiếm', '600', '300', '100', '90', '2.0', '200', '150', '4.0'],
  ]);
});

test('there is no table of nothing', () => expect(() => startTable([])).toThrow(RangeError));

test('the programs have names of their own, and begin with one that does nothing', () => {
  expect(PROGRAMS[0]).toMatchObject({ answers: false, name: 'a handler that does nothing' });
  expect(new Set(PROGRAMS.map(({ name }) => name)).size).toBe(PROGRAMS.length);
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeRange } from '../../../core/search/time-range.ts';

test.each([
  { text: '2019', from: '2019-01-01T00:00+07:00', before: '2020-01-01T00:00+07:00', why: 'a year' },
  { text: '2019-06', from: '2019-06-01T00:00+07:00', before: '2019-07-01T00:00+07:00', why: 'a month' },
  { text: '6/2019', from: '2019-06-01T00:00+07:00', before: '2019-07-01T00:00+07:00', why: 'a month, in Vietnam' },
  { text: '12/2019', from: '2019-12-01T00:00+07:00', before: '2020-01-01T00:00+07:00', why: 'the last one' },
  { text: '2019-06-28', from: '2019-06-28T00:00+07:00', before: '2019-06-29T00:00+07:00', why: 'a day' },
  { text: '28/6/2019', from: '2019-06-28T00:00+07:00', before: '2019-06-29T00:00+07:00', why: 'a day, in Vietnam' },
  { text: '05/06/2019', from: '2019-06-05T00:00+07:00', before: '2019-06-06T00:00+07:00', why: 'the day comes first' },
  { text: '28-6-2019', from: '2019-06-28T00:00+07:00', before: '2019-06-29T00:00+07:00', why: 'as Tuổi Trẻ writes it' },
  { text: '30.6.2019', from: '2019-06-30T00:00+07:00', before: '2019-07-01T00:00+07:00', why: 'the end of a month' },
  { text: ' 2019-6-8 ', from: '2019-06-08T00:00+07:00', before: '2019-06-09T00:00+07:00', why: 'spaces, no zeros' },
  { text: '29/2/2020', from: '2020-02-29T00:00+07:00', before: '2020-03-01T00:00+07:00', why: 'a leap day' },
  { text: '2019-06-28T08:30', from: '2019-06-28T08:30+07:00', before: '2019-06-28T08:31+07:00', why: 'a minute' },
  {
    text: '2019-06-28T08:30:15',
    from: '2019-06-28T08:30:15+07:00',
    before: '2019-06-28T08:30:16+07:00',
    why: 'a second',
  },
  {
    text: '2019-06-28T01:30:15Z',
    from: '2019-06-28T08:30:15+07:00',
    before: '2019-06-28T08:30:16+07:00',
    why: 'the same one, of another zone',
  },
  {
    text: '2019-06-28T01:30:15.250Z',
    from: '2019-06-28T08:30:15.250+07:00',
    before: '2019-06-28T08:30:15.251+07:00',
    why: 'an instant',
  },
])('$text — $why', ({ text, from, before }) =>
  expect(timeRange(text)).toEqual({ from: Date.parse(from), before: Date.parse(before) }),
);

test.each([
  { text: '', why: 'nothing' },
  { text: '30/2/2019', why: 'no calendar has it' },
  { text: '29/2/2019', why: 'no leap year' },
  { text: '2019-13', why: 'no such month' },
  { text: '0/2019', why: 'months count from 1' },
  { text: '6/28/2019', why: 'the month does not come first' },
  { text: '28/6-2019', why: 'two signs' },
  { text: '28/6', why: 'of which year?' },
  { text: '28/6/19', why: 'of which century?' },
  { text: '20190628', why: 'a number' },
  { text: '2019-06-28T25:00', why: 'no such hour' },
  { text: 'hôm qua', why: 'words' },
])('$text names none — $why', ({ text }) => expect(timeRange(text)).toBeNull());

const partsOf = (date: Date) => [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()] as const;
const padded = (year: number): string => String(year).padStart(4, '0');

describe('laws', () => {
  const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  test('a day is one day long, the same either way round, and within its month and year', () =>
    fc.assert(
      fc.property(day, (date) => {
        const [year, month, dayOfMonth] = partsOf(date);
        const range = timeRange(`${dayOfMonth}/${month}/${padded(year)}`);
        expect(range).toEqual(timeRange(date.toISOString().slice(0, 10)));
        const { from, before } = range ?? { from: NaN, before: NaN };
        expect(before - from).toBe(24 * 60 * 60 * 1000);
        for (const wider of [timeRange(`${month}/${padded(year)}`), timeRange(padded(year))]) {
          expect(wider?.from).toBeLessThanOrEqual(from);
          expect(wider?.before).toBeGreaterThanOrEqual(before);
        }
      }),
    ));

  test('of any text it is a span that goes forward, or none', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[-0-9/.:TZ+ ]*$/), (text) => {
        const { from, before } = timeRange(text) ?? { from: 0, before: 1 };
        expect(before).toBeGreaterThan(from);
      }),
      { numRuns: 2_000 },
    ));
});

import { expect, test } from 'vitest';
import { dayBegins, momentOf } from '../../core/vietnam-time.ts';

test.each([
  { text: '2019-06-28T08:30:00+07:00', utc: '2019-06-28T01:30:00.000Z', why: 'as newsrooms write it' },
  { text: '2019-06-28T08:30:00', utc: '2019-06-28T01:30:00.000Z', why: 'no zone is Vietnam’s, wherever this runs' },
  { text: '2019-06-28 08:30', utc: '2019-06-28T01:30:00.000Z', why: 'as databases write it' },
  { text: '2019-06-28', utc: '2019-06-27T17:00:00.000Z', why: 'a day alone begins at midnight in Vietnam' },
  { text: '2019-06-28T01:30:00Z', utc: '2019-06-28T01:30:00.000Z', why: 'UTC is UTC' },
  { text: '2019-06-27T20:30:00-0500', utc: '2019-06-28T01:30:00.000Z', why: 'a zone without a colon' },
  { text: '2019-06-28T10:30+09', utc: '2019-06-28T01:30:00.000Z', why: 'a zone of hours' },
  { text: '2019-06-28T08:30:00.1234567+07:00', utc: '2019-06-28T01:30:00.123Z', why: 'more digits than milliseconds' },
])('$text — $why', ({ text, utc }) => expect(new Date(momentOf(text)).toISOString()).toBe(utc));

test.each(['', '2019-02-30', '28/6/2019', 'hôm qua', '2019'])('%j is no moment', (text) =>
  expect(momentOf(text)).toBeNaN(),
);

test.each<{ why: string; day: [number, number, number]; utc: string }>([
  { why: 'a day', day: [2019, 6, 28], utc: '2019-06-27T17:00:00.000Z' },
  { why: 'the day behind the last of a leap February', day: [2020, 2, 30], utc: '2020-02-29T17:00:00.000Z' },
  { why: 'the month behind December', day: [2019, 13, 1], utc: '2019-12-31T17:00:00.000Z' },
  {
    why: 'a year of two digits is none of the last century',
    day: [19, 1, 1],
    utc: '0018-12-31T17:00:00.000Z',
  },
])('$why begins at $utc', ({ day, utc }) => expect(new Date(dayBegins(...day)).toISOString()).toBe(utc));

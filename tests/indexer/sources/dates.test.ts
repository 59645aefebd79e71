/** Dates as sources have them, in the formats and the zone that a site names. */
import { expect, test } from 'vitest';
import { readDate, wrongInFormat } from '../../../indexer/sources/dates.ts';

const VIETNAM = 'Asia/Ho_Chi_Minh';

test.each([
  { why: 'ISO stays as it is', value: '2019-06-28T08:30', iso: '2019-06-28T08:30' },
  { why: 'as Vietnamese pages have it', value: 'Thứ Hai, 20/05/2019 | 08:30 GMT+7', iso: '2019-05-20T08:30+07:00' },
  { why: 'a day is a day', value: '20/05/2019', iso: '2019-05-20' },
  { why: 'the format of the site goes before', value: '05/20/2019', formats: ['MM/dd/yyyy'], iso: '2019-05-20' },
  { why: 'and decides where both could be', value: '05/06/2019', formats: ['MM/dd/yyyy'], iso: '2019-05-06' },
  {
    why: 'the second format',
    value: '20.5.2019 8:05',
    formats: ['dd/MM/yyyy', 'd.M.yyyy H:mm'],
    iso: '2019-05-20T08:05+07:00',
  },
  {
    why: 'twelve hours',
    value: '20/05/2019 08:30:05 CH',
    formats: ['dd/MM/yyyy hh:mm:ss a'],
    iso: '2019-05-20T20:30:05+07:00',
  },
  {
    why: 'midnight of twelve hours',
    value: '20/05/2019 12:30 AM',
    formats: ['dd/MM/yyyy hh:mm a'],
    iso: '2019-05-20T00:30+07:00',
  },
  {
    why: 'words in a format',
    value: 'ngày 20 tháng 05 năm 19',
    formats: ["'ngày' dd 'tháng' MM 'năm' yy"],
    iso: '2019-05-20',
  },
  {
    why: 'its own zone',
    value: '2019/05/20 08:30 -05:00',
    formats: ['yyyy/MM/dd HH:mm XXX'],
    iso: '2019-05-20T08:30-05:00',
  },
  { why: 'seconds since 1970', value: 1558341000, formats: ['unix'], iso: '2019-05-20T08:30:00.000Z' },
  { why: 'milliseconds', value: '1558341000000', formats: ['unix-ms'], iso: '2019-05-20T08:30:00.000Z' },
  { why: 'another zone', value: '2019-05-20T08:30', zone: 'Asia/Tokyo', iso: '2019-05-20T08:30+09:00' },
  { why: 'summer time', value: '20/05/2019 08:30', zone: 'Europe/Berlin', iso: '2019-05-20T08:30+02:00' },
  { why: 'and winter time', value: '20/01/2019 08:30', zone: 'Europe/Berlin', iso: '2019-01-20T08:30+01:00' },
  {
    why: 'the hour after clocks went back',
    value: '2019-10-27T03:30',
    zone: 'Europe/Berlin',
    iso: '2019-10-27T03:30+01:00',
  },
])('$value is $iso: $why', ({ value, formats = [], zone = VIETNAM, iso }) => {
  expect(readDate(value, { formats, zone })).toBe(iso);
});

test.each(['hôm qua', '', 20190520, null, ['2019-05-20'], '31/02/2019'])('%j is none, and comes back', (value) => {
  expect(readDate(value, { formats: ['dd/MM/yyyy'], zone: VIETNAM })).toBe(value);
});

test.each([
  { format: 'dd/MM/yyyy HH:mm', wrong: null },
  { format: 'unix', wrong: null },
  { format: 'DD/MM/YYYY', wrong: '"D" is no letter of a date' },
  { format: 'dd/MM', wrong: 'it needs yyyy, MM and dd' },
  { format: 'dd/MM/yyyy dd', wrong: '"dd" says again what stands before it' },
])('$format: $wrong', ({ format, wrong }) => expect(wrongInFormat(format)).toBe(wrong));

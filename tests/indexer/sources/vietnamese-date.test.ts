import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIsoDate } from '../../../core/iso-date.ts';
import { parseVietnameseDate } from '../../../indexer/sources/vietnamese-date.ts';

describe('a date with its time', () => {
  test.each([
    { text: 'Thứ Hai, 20/05/2019 | 08:30 GMT+7', iso: '2019-05-20T08:30+07:00' },
    { text: '08:30, 20/05/2019', iso: '2019-05-20T08:30+07:00' },
    { text: '20/5/2019 8:30 (GMT+7)', iso: '2019-05-20T08:30+07:00' },
    { text: 'Cập nhật lúc 14:20, Thứ Hai, 12/11/2018 (GMT+7)', iso: '2018-11-12T14:20+07:00' },
    { text: '09:12 - 03/10/2019', iso: '2019-10-03T09:12+07:00' },
    { text: 'Chủ Nhật, 15-07-2018, 15:35', iso: '2018-07-15T15:35+07:00' },
    { text: '8h30 ngày 28/6/2019', iso: '2019-06-28T08:30+07:00' },
    { text: '15 giờ ngày 1-7-2020', iso: '2020-07-01T15:00+07:00', why: 'the -7 is a month, no zone' },
    { text: '08/01/2017 3:45:00 SA', iso: '2017-01-08T03:45:00+07:00', why: 'sáng, as Windows writes it' },
    { text: '08/01/2017 3:45:00 CH', iso: '2017-01-08T15:45:00+07:00', why: 'chiều' },
    { text: '22/06/2018 11:15 AM', iso: '2018-06-22T11:15+07:00' },
    { text: '6/5/2019 8:30:00 AM', iso: '2019-06-05T08:30:00+07:00', why: 'American: .NET without settings' },
    { text: '6/5/2019 11:30:00 AM', iso: '2019-06-05T11:30:00+07:00', why: 'the same before noon' },
    {
      text: '(12/11/2024 09:15:32 AM)',
      iso: '2024-11-12T09:15:32+07:00',
      why: 'the zero is of dd/MM/yyyy hh:mm:ss tt',
    },
    { text: '05/06/2019 8:30:00 AM', iso: '2019-06-05T08:30:00+07:00', why: 'zeros before the day and the month' },
    { text: '12/11/2024 10:15:32 PM', iso: '2024-11-12T22:15:32+07:00', why: 'nothing says that it is American' },
    { text: '6/28/2019 8:30 PM', iso: '2019-06-28T20:30+07:00', why: 'no month is the 28th' },
    { text: '12:05 SA 20/5/2019', iso: '2019-05-20T00:05+07:00', why: 'five past midnight' },
    { text: '20/5/2019 | 08:30 GMT+9', iso: '2019-05-20T08:30+09:00', why: 'another zone, where it is named' },
    { text: 'Fri, 28 Jun 2019 08:30:00 +0000', iso: '2019-06-28T08:30:00+00:00', why: 'as feeds write it' },
    { text: '2019-06-28 08:30:00', iso: '2019-06-28T08:30:00+07:00', why: 'no zone is Vietnam' },
    { text: '2019-06-28T08:30:00', iso: '2019-06-28T08:30:00+07:00', why: 'no zone is Vietnam' },
    { text: '2019-06-28T08:30:00.000+0700', iso: '2019-06-28T08:30:00.000+07:00' },
    { text: '2019-06-28+0708:30:00', iso: '2019-06-28T08:30:00+07:00', why: 'PHP has the zone where the T should be' },
    { text: '2019-06-28T01:30:00Z', iso: '2019-06-28T01:30:00Z', why: 'stays as it is' },
    { text: 'Mon Nov 18 2022 00:00:00 GMT+0700 (Indochina Time)', iso: '2022-11-18T00:00:00+07:00' },
  ])('$text', ({ text, iso }) => expect(parseVietnameseDate(text)).toBe(iso));
});

describe('a day alone', () => {
  test.each([
    { text: '28 tháng 6 năm 2019', iso: '2019-06-28' },
    { text: 'Ngày 12 tháng 9 năm 2003', iso: '2003-09-12' },
    { text: 'Thứ Sáu, 28 tháng 6, 2013', iso: '2013-06-28' },
    { text: '28 Tháng Sáu, 2019', iso: '2019-06-28' },
    { text: 'Tháng Sáu 28, 2019', iso: '2019-06-28', why: 'WordPress' },
    { text: '5 tháng năm năm 2019', iso: '2019-05-05', why: 'năm is five, and year' },
    { text: '3 tháng mười hai, 2020', iso: '2020-12-03', why: 'not mười, the tenth' },
    { text: '30 thg 11, 2021', iso: '2021-11-30', why: 'as browsers shorten it' },
    { text: '28 Th6, 2019', iso: '2019-06-28', why: 'as WordPress does' },
    { text: 'Th6 28, 2019', iso: '2019-06-28', why: 'the same, in its other order' },
    { text: 'Th6, 28/10/2019', iso: '2019-10-28', why: 'Friday is no June' },
    { text: '18-Nov-2022', iso: '2022-11-18' },
    { text: 'Ngày đăng: 20.05.2019', iso: '2019-05-20' },
    { text: 'Nov 18, 2022', iso: '2022-11-18' },
    { text: 'May 3rd, 2022', iso: '2022-05-03' },
    { text: '2019-06-28', iso: '2019-06-28' },
    { text: 'tha\u0301ng 6'.replace(/^/, '28 '), iso: null, why: 'no year' },
    { text: '28 tha\u0301ng 6 na\u0306m 2019', iso: '2019-06-28', why: 'letters from a Mac' },
  ])('$text', ({ text, iso }) => expect(parseVietnameseDate(text)).toBe(iso));
});

test.each(['31/02/2019', 'hôm qua', '', 'tháng năm', 'Quốc lộ 1, km 20/5', '0123/45/2019', 'Điện thoại 024 1234 5678'])(
  '%j is no date',
  (text) => expect(parseVietnameseDate(text)).toBeNull(),
);

test('every day is found in each way of writing it', () => {
  const days = fc.record({
    year: fc.integer({ min: 1900, max: 2099 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  });
  fc.assert(
    fc.property(days, ({ year, month, day }) => {
      const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
      for (const text of [
        `${day}/${month}/${year}`,
        `${day} tháng ${month} năm ${year}`,
        `Tháng ${month} ${day}, ${year}`,
        iso,
      ]) {
        expect(parseVietnameseDate(`Đăng ngày ${text}`.replace(/^Đăng ngày (?=\d{4})/, ''))).toBe(iso);
      }
    }),
  );
});

test('whatever the text, what comes back is a date or nothing', () => {
  const signs = Array.from('0123456789/-:., thángnămGMT+chSA');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...signs) }), (text) => {
      const date = parseVietnameseDate(text);
      expect(date === null || parseIsoDate(date) === date).toBe(true);
    }),
  );
});

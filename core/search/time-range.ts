/** Given what somebody wrote for a date, returns the span of time that it names; in Vietnam where no zone is given.
 *  A day that no calendar has names none. */
import { parseIsoDate } from '../iso-date.ts';
import { dayBegins, momentOf } from '../vietnam-time.ts';

/** Milliseconds since 1970: `from` is the first of the span, `before` the first behind it. */
export type TimeRange = { readonly from: number; readonly before: number };

/** A year, a month or a day: `2019-06-28` and, as it is written in Vietnam, `28/6/2019`, `28-6-2019`, `28.6.2019`. */
const CALENDAR = [
  /^(?<year>\d{4})(?:(?<sign>[-/.])(?<month>\d{1,2})(?:\k<sign>(?<day>\d{1,2}))?)?$/,
  /^(?<month>\d{1,2})[-/.](?<year>\d{4})$/,
  /^(?<day>\d{1,2})(?<sign>[-/.])(?<month>\d{1,2})\k<sign>(?<year>\d{4})$/,
];

/** Of an ISO time that names a minute the minute, a second the second, a fraction the millisecond. `null` for what is no
 *  date. */
export function timeRange(text: string): TimeRange | null {
  const given = text.trim();
  for (const form of CALENDAR) {
    const found = form.exec(given)?.groups;
    if (found) return daysOf(found['year'], found['month'], found['day']);
  }
  const from = momentOf(given);
  return Number.isNaN(from) ? null : { from, before: from + precisionOf(given) };
}

function daysOf(year = '', month?: string, day?: string): TimeRange | null {
  const first = `${year}-${(month ?? '1').padStart(2, '0')}-${(day ?? '1').padStart(2, '0')}`;
  if (parseIsoDate(first) === null) return null;
  const [y, m, d] = [Number(year), Number(month ?? 1), Number(day ?? 1)];
  const from = dayBegins(y, m, d);
  if (day !== undefined) return { from, before: dayBegins(y, m, d + 1) };
  return { from, before: month !== undefined ? dayBegins(y, m + 1, 1) : dayBegins(y + 1, 1, 1) };
}

function precisionOf(isoTime: string): number {
  if (/:\d\d[.,]\d/.test(isoTime)) return 1;
  return /[Tt ]\d\d:\d\d:\d\d/.test(isoTime) ? 1_000 : 60_000;
}

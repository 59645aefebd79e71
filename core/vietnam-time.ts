/** Given a date or a time of ISO 8601, returns the moment that it is; where it names no zone it is Vietnamese time.
 *  The same text is the same moment on every machine, whatever zone that machine is in. */
import { parseIsoDate } from './iso-date.ts';

/** All of Vietnam since 1975, and it has no summer time (IANA time zone database, Asia/Ho_Chi_Minh). */
const ZONE = '+07:00';
const ZONE_MS = 7 * 60 * 60 * 1000;
const NAMES_ZONE = /(?:Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since 1970; of a day alone its first one. NaN for what `parseIsoDate` refuses. */
export function momentOf(text: string): number {
  const iso = parseIsoDate(text);
  if (iso === null) return NaN;
  if (!iso.includes('T')) return Date.parse(`${iso}T00:00${ZONE}`);
  return Date.parse(NAMES_ZONE.test(iso) ? iso : `${iso}${ZONE}`);
}

/** When a day begins in Vietnam, in milliseconds since 1970. `month` and `day` count from 1; one too many is the first of
 *  the next month or year. */
export function dayBegins(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) - ZONE_MS; // `Date.UTC` takes the year 19 for 1919
}

/** Given a date as a source has it, returns it as ISO 8601: in the formats that the site names, then in those that
 *  Vietnamese pages have anyway. */
import { parseIsoDate } from '../../core/iso-date.ts';
import { parseVietnameseDate } from './vietnamese-date.ts';

export const VIETNAM = 'Asia/Ho_Chi_Minh';

export type DateRule = { readonly formats: readonly string[]; readonly zone: string };

/** What is no date comes back as it is, for `parseArticle` to name. */
export function readDate(value: unknown, { formats, zone }: DateRule): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const text = String(value).trim();
  for (const format of formats) {
    const iso = parseFormat(text, format);
    if (iso !== null) return inZone(iso, zone);
  }
  if (typeof value === 'number' || text === '') return value;
  // As it was given: a time without a zone is Vietnamese to the core (core/vietnam-time.ts).
  if (zone === VIETNAM && parseIsoDate(text) !== null) return text;
  const iso = parseVietnameseDate(text, '');
  return iso === null ? value : inZone(iso, zone);
}

/** Each letter of a format, as Unicode has them (UTS 35, "Date Field Symbol Table"), and what may stand there. */
const PIECES: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<short>\\d\\d)',
  MM: '(?<month>\\d\\d)',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d\\d)',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d\\d)',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<hour>\\d\\d)',
  h: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d\\d)',
  ss: '(?<second>\\d\\d)',
  a: '(?<half>am|pm|sa|ch)',
  XXX: '(?<offset>z|[+-]\\d\\d:?\\d\\d)',
};
const PIECE = /'(?:[^']|'')*'|yyyy|yy|MM?|dd?|HH?|hh?|mm|ss|a|XXX|[^A-Za-z']+|[\s\S]/g;

/** Seconds or milliseconds since 1970. */
export const UNIX_FORMATS = ['unix', 'unix-ms'] as const;

/** Why this is no format; `null` where it is one. */
export function wrongInFormat(format: string): string | null {
  if (UNIX_FORMATS.some((each) => each === format)) return null;
  const names: string[] = [];
  for (const [piece] of format.matchAll(PIECE)) {
    if (/^[A-Za-z]/.test(piece) && !(piece in PIECES)) return `"${piece}" is no letter of a date`;
    const name = PIECES[piece]?.slice(0, 6);
    if (name !== undefined && names.includes(name)) return `"${piece}" says again what stands before it`;
    if (name !== undefined) names.push(name);
  }
  const has = (name: string): boolean => names.includes(`(?<${name}`.slice(0, 6));
  return (has('year') || has('short')) && has('month') && has('day') ? null : 'it needs yyyy, MM and dd';
}

/** Without a zone where the text has none. */
function parseFormat(text: string, format: string): string | null {
  if (format === 'unix' || format === 'unix-ms') {
    const moment = /^-?\d{1,16}$/.test(text) ? new Date(Number(text) * (format === 'unix' ? 1000 : 1)) : new Date(NaN);
    return Number.isNaN(moment.getTime()) ? null : parseIsoDate(moment.toISOString());
  }
  const found = expressionOf(format).exec(text)?.groups;
  if (!found) return null;
  const { year, short = '', month = '', day = '', hour, minute = '00', second, half, offset = '' } = found;
  // As POSIX reads two digits: 69 is 1969, 68 is 2068.
  const full = year ?? `${Number(short) < 69 ? 20 : 19}${short}`;
  const date = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (hour === undefined) return parseIsoDate(date);
  return parseIsoDate(`${date}T${hoursOf(hour, half)}:${minute}${second ? `:${second}` : ''}${offset}`);
}

const expressions = new Map<string, RegExp>();

function expressionOf(format: string): RegExp {
  const known = expressions.get(format);
  if (known) return known;
  const source = [...format.matchAll(PIECE)].map(([piece]) => PIECES[piece] ?? literal(piece)).join('');
  const made = new RegExp(`^${source}$`, 'iu');
  expressions.set(format, made);
  return made;
}

function literal(piece: string): string {
  const text = piece.startsWith("'") && piece.length > 1 ? piece.slice(1, -1).replaceAll("''", "'") : piece;
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+');
}

/** SA is sáng, before noon; CH is chiều, after it. */
function hoursOf(hour: string, half: string | undefined): string {
  const isAfternoon = /^(?:pm|ch)$/i.test(half ?? '');
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0);
  return String(hours).padStart(2, '0');
}

const NAMES_ZONE = /(?:Z|[+-]\d\d:\d\d)$/;

/** The day, as `2024-11-12`, that clocks in the zone showed at a time of ISO 8601; `''` for what is none. A day alone, and a
 *  time that names no zone, are of that zone already. */
export function dayIn(date: string, zone: string): string {
  const iso = parseIsoDate(date);
  if (iso === null || !NAMES_ZONE.test(iso)) return iso?.slice(0, 10) ?? '';
  const moment = Date.parse(iso);
  return new Date(moment + minutesOf(offsetOf(moment, zone)) * 60_000).toISOString().slice(0, 10);
}

/** A day alone has no zone, and stays a day. */
function inZone(iso: string, zone: string): string {
  if (!iso.includes('T') || NAMES_ZONE.test(iso)) return iso;
  return `${iso}${offsetAt(iso, zone)}`;
}

/** What clocks in the zone were ahead of UTC when they showed this. */
function offsetAt(local: string, zone: string): string {
  const asUtc = Date.parse(`${local}Z`);
  // Once more from the moment that the first answer gives: summer time may begin or end in between.
  const guess = minutesOf(offsetOf(asUtc, zone));
  return offsetOf(asUtc - guess * 60_000, zone);
}

/** To make one takes longer than to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function offsetOf(moment: number, zone: string): string {
  if (zone === VIETNAM) return '+07:00'; // as the core has it for all times (core/vietnam-time.ts)
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, format);
  const name = format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return /[+-]\d\d:\d\d/.exec(name)?.[0] ?? '+00:00';
}

const minutesOf = (offset: string): number =>
  (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));

/** Given a text as Vietnamese pages write it, returns the date in it as ISO 8601, in Vietnamese time where it names no zone.
 *  The first date that a calendar has counts; a time belongs to it only where it stands close by. */
import { parseIsoDate } from '../../core/iso-date.ts';

/** Where the date stands in the text. */
type Day = { readonly iso: string; readonly start: number; readonly end: number; readonly isAmbiguous: boolean };
type Groups = Readonly<Record<string, string | undefined>>;

/** Longest first: `mười hai` begins with `mười`. `giêng` and `chạp` are the first and the last month. */
const NAMED_MONTHS: readonly (readonly [name: string, month: number])[] = [
  ['mười một', 11],
  ['mười hai', 12],
  ['giêng', 1],
  ['một', 1],
  ['hai', 2],
  ['ba', 3],
  ['tư', 4],
  ['bốn', 4],
  ['năm', 5],
  ['sáu', 6],
  ['bảy', 7],
  ['bẩy', 7],
  ['tám', 8],
  ['chín', 9],
  ['mười', 10],
  ['chạp', 12],
];
const ENGLISH_MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const MONTH = `(?<month>\\d{1,2}|${NAMED_MONTHS.map(([name]) => name).join('|')})`;
/** As WordPress shortens it, `Th6` has a number. */
const WORD = '(?:tháng|thg|th(?=\\d))';
const ENGLISH = `(?<english>${ENGLISH_MONTHS.join('|')})[a-z]*\\.?`;
const DAY = '(?<day>\\d{1,2})';
const YEAR = '(?<year>(?:19|20)\\d\\d)(?!\\d)';

const FORMS: readonly RegExp[] = [
  // 2019-05-20, 2019/5/20
  /(?<!\d)(?<year>(?:19|20)\d\d)(?<sign>[-/.])(?<month>\d{1,2})\k<sign>(?<day>\d{1,2})(?!\d)/u,
  // 20/05/2019, 20-5-2019, 20.05.2019
  new RegExp(`(?<![\\d/])${DAY} ?(?<sign>[-/.]) ?(?<month>\\d{1,2}) ?\\k<sign> ?${YEAR}`, 'u'),
  // 28 tháng 6 năm 2019, 28 Tháng Sáu, 2019, 30 thg 11, 2021, 28 Th6, 2019
  new RegExp(`(?<!\\d)${DAY} ${WORD} ?${MONTH}(?: ?, ?| năm | ?/ ?| - | )${YEAR}`, 'u'),
  // Tháng Sáu 28, 2019, Th6 28, 2019: how WordPress and Blogger set it
  new RegExp(`${WORD} ?${MONTH} ${DAY} ?,? (?:năm )?${YEAR}`, 'u'),
  // 28 Jun 2019, 28-Jun-2019; June 28th, 2019
  new RegExp(`(?<!\\d)${DAY}(?:st|nd|rd|th)?[ -]${ENGLISH},?[ -]${YEAR}`, 'u'),
  new RegExp(`(?<![a-z])${ENGLISH} ${DAY}(?:st|nd|rd|th)?,? ${YEAR}`, 'u'),
];

/** 08:30, 8h30, 8 giờ 30, 15h, 3:45:00 SA. */
const TIME =
  /(?<![\d:])(?<hour>\d{1,2})(?: ?: ?(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,]\d+)?)?| ?(?:h|g|giờ) ?(?<minutes>\d\d)?(?!\p{L}))(?![\d:]) ?(?<half>am|pm|sa|ch)?(?!\p{L})/gu;

/** `GMT+7`, `UTC+07:00`, `+0700`; a bare Z or GMT. Without its name it has four digits: the `-7` of `1-7-2020` is none. */
const ZONE =
  /(?:gmt|utc) ?(?<sign>[+-]) ?(?<hours>\d{1,2})(?::?(?<minutes>\d\d))?(?!\d)|(?<![\d-])(?<bareSign>[+-])(?<bareHours>\d\d):?(?<bareMinutes>\d\d)(?!\d)|(?<!\p{L})(?<zero>gmt|utc|z)(?!\p{L})/u;

const VIETNAM = '+07:00';

/** Letters between a date and its time: `20/05/2019, thứ hai | 08:30` has a dozen. */
const MAX_APART = 24;

/** A page or a file may be given whole by mistake; a date stands at the start of what is meant to be one. */
const MAX_LOOKED_AT = 400;

/** `2019-05-20`, or `2019-05-20T08:30+07:00` with the zone that the text names. An ISO date comes back as it is, with the
 *  zone added. `null` where there is no date. `zone`: of a time that names none, as `+09:00`; empty leaves it without. */
export function parseVietnameseDate(given: string, zone = VIETNAM): string | null {
  const text = given.slice(0, MAX_LOOKED_AT).normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
  const whole = parseIsoDate(
    text
      .replace(/^(\d{4}-\d\d-\d\d) (?=\d\d:)/, '$1T')
      .replace(/ (?=[+-]\d\d:?\d\d$)/, '')
      // PHP's `Y-m-dTH:i:s`, where T is the zone, as NukeViet portals have it
      .replace(/^(\d{4}-\d\d-\d\d)([+-]\d\d)(\d\d:\d\d:\d\d)$/, '$1T$3$2:00'),
  );
  if (whole !== null) return /T.*(?:Z|[+-]\d\d:\d\d)$/.test(whole) || !whole.includes('T') ? whole : `${whole}${zone}`;
  const day = findDay(text);
  if (day === null) return null;
  const time = findTime(text, day);
  if (time === null) return day.iso;
  const { hour, minute, second, half, end } = time;
  const isEnglish = second !== undefined && (half === 'am' || half === 'pm');
  const isAmerican = day.isAmbiguous && isEnglish && isBare(text.slice(day.start, day.end), time.written);
  const date = isAmerican ? (swapped(day.iso) ?? day.iso) : day.iso;
  const own = zoneIn(text.slice(Math.max(end, day.end)), text.slice(end, Math.max(end, day.start))) ?? zone;
  return parseIsoDate(`${date}T${hour}:${minute}${second ? `:${second}` : ''}${own}`) ?? day.iso;
}

function findDay(text: string): Day | null {
  for (const form of FORMS) {
    const found = form.exec(text);
    if (!found?.groups) continue;
    const day = readDay(found.groups);
    if (day) return { ...day, start: found.index, end: found.index + found[0].length };
  }
  return null;
}

function readDay({ year = '', month = '', english, day = '', sign }: Groups): Pick<Day, 'iso' | 'isAmbiguous'> | null {
  const number = english
    ? ENGLISH_MONTHS.indexOf(english) + 1
    : (NAMED_MONTHS.find(([name]) => name === month)?.[1] ?? Number(month));
  const iso = isoOf(year, number, Number(day));
  // 6/28/2019 is American, whoever wrote it.
  if (iso === null && sign === '/') {
    const american = isoOf(year, Number(day), number);
    return american === null ? null : { iso: american, isAmbiguous: false };
  }
  return iso === null ? null : { iso, isAmbiguous: sign === '/' && Number(day) <= 12 };
}

const two = (number: number): string => String(number).padStart(2, '0');
const isoOf = (year: string, month: number, day: number): string | null =>
  parseIsoDate(`${year}-${two(month)}-${two(day)}`);

/** Written without any zero before a number, and with one of a single digit, as no pattern of Vietnamese pages
 *  (`dd/MM/yyyy hh:mm:ss tt`) yields: `(12/11/2024 09:15:32 AM)` is the twelfth of November. */
function isBare(day: string, hour: string): boolean {
  const [first = '', second = ''] = day.split('/').map((part) => part.trim());
  const numbers = [first, second, hour];
  return !numbers.some((number) => number.startsWith('0')) && numbers.some((number) => number.length === 1);
}

/** What .NET writes under American settings: `6/5/2019 8:30:00 AM` is the fifth of June. */
function swapped(iso: string): string | null {
  const [year = '', month, day] = iso.split('-');
  return isoOf(year, Number(day), Number(month));
}

type Time = {
  hour: string;
  /** The hour, as it stands there. */ written: string;
  minute: string;
  second: string | undefined;
  half: string | undefined;
  end: number;
};

function findTime(text: string, day: Day): Time | null {
  let best: { readonly apart: number; readonly time: Time } | null = null;
  for (const found of text.matchAll(TIME)) {
    const start = found.index;
    const end = start + found[0].length;
    if (start < day.end && end > day.start) continue;
    const apart = start >= day.end ? start - day.end : day.start - end;
    if (apart > MAX_APART || (best && best.apart <= apart)) continue;
    const time = readTime(found.groups ?? {}, end);
    if (time) best = { apart, time };
  }
  return best?.time ?? null;
}

/** SA is sáng, before noon; CH is chiều, after it. */
function readTime({ hour = '', minute, minutes, second, half }: Groups, end: number): Time | null {
  let hours = Number(hour);
  if ((half === 'pm' || half === 'ch') && hours < 12) hours += 12;
  if ((half === 'am' || half === 'sa') && hours === 12) hours = 0;
  return hours > 23 ? null : { hour: two(hours), written: hour, minute: minute ?? minutes ?? '00', second, half, end };
}

function zoneIn(...places: readonly string[]): string | null {
  for (const place of places) {
    const found = ZONE.exec(place.slice(0, MAX_APART));
    if (!found?.groups) continue;
    const { sign, hours, minutes, bareSign, bareHours, bareMinutes, zero } = found.groups;
    if (zero) return 'Z';
    return `${sign ?? bareSign}${(hours ?? bareHours ?? '').padStart(2, '0')}:${minutes ?? bareMinutes ?? '00'}`;
  }
  return null;
}

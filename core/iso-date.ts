/** Given a text, returns the ISO 8601 date or time it is, in one spelling; a day that no calendar has is none. */

const FORM =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[Tt ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?(?<zone>[Zz]|[+-]\d\d(?::?\d\d)?)?)?$/;

/** `2019-06-28`, or `2019-06-28T08:30:00+07:00` with seconds and fraction only where they were given, and without a zone
 *  where none was given. `null` for anything else: 2019-02-30, 25:00, `28/6/2019`, weeks, a year alone. */
export function parseIsoDate(text: string): string | null {
  const found = FORM.exec(text.trim())?.groups;
  if (!found) return null;
  const { year = '', month = '', day = '', hour, minute = '', second, fraction, zone } = found;
  if (!isDay(Number(year), Number(month), Number(day))) return null;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return date;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  const offset = parseZone(zone);
  if (offset === null) return null;
  return `${date}T${hour}:${minute}${second ? `:${second}` : ''}${fraction ? `.${fraction}` : ''}${offset}`;
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

function parseZone(zone: string | undefined): string | null {
  if (zone === undefined) return '';
  if (zone === 'Z' || zone === 'z') return 'Z';
  const hours = zone.slice(1, 3);
  const minutes = zone.slice(3).replace(':', '') || '00';
  // 14 hours east is as far as any place on earth goes (Kiritimati).
  return Number(hours) <= 14 && Number(minutes) <= 59 ? `${zone[0]}${hours}:${minutes}` : null;
}

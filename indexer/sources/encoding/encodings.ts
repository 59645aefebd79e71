/** The encodings that Vietnamese texts come in, by what they are called in reports and by what files call them. */

/** `misread`: UTF-8 that somebody read as windows-1252 or Latin-1 and wrote as UTF-8 again, once or more often. `unknown`:
 *  none of these, as far as can be told. */
export type Encoding =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | 'windows-1252'
  | 'windows-1258'
  | 'tcvn3'
  | 'vni'
  | 'viscii'
  | 'viqr'
  | 'misread'
  | 'misread-twice'
  | 'unknown';

/** As it stands in a report, behind "read as". */
export const ENCODING_NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (little endian)',
  'utf-16be': 'UTF-16 (big endian)',
  'windows-1252': 'windows-1252',
  'windows-1258': 'windows-1258',
  tcvn3: 'TCVN3 (ABC)',
  vni: 'VNI-Windows',
  viscii: 'VISCII',
  viqr: 'VIQR',
  misread: 'UTF-8 that had been read as Latin-1',
  'misread-twice': 'UTF-8 that had been read as Latin-1 twice',
  unknown: 'an unknown encoding',
};

/** What pages and mails write into `charset=`, besides the names above. */
const LABELS: ReadonlyMap<string, Encoding> = new Map<string, Encoding>([
  ['utf8', 'utf-8'],
  ['unicode', 'utf-16le'],
  ['utf-16', 'utf-16le'],
  ['ucs-2', 'utf-16le'],
  ['cp1258', 'windows-1258'],
  ['x-cp1258', 'windows-1258'],
  ['cp1252', 'windows-1252'],
  ['x-cp1252', 'windows-1252'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['us-ascii', 'windows-1252'],
  ['tcvn', 'tcvn3'],
  ['abc', 'tcvn3'],
  ['tcvn-5712', 'tcvn3'],
  ['tcvn5712', 'tcvn3'],
  ['x-viet-tcvn', 'tcvn3'],
  ['x-viet-tcvn5712', 'tcvn3'],
  ['vni-windows', 'vni'],
  ['x-viet-vni', 'vni'],
  ['csviscii', 'viscii'],
  ['viscii1.1-1', 'viscii'],
  ['x-viet-viscii', 'viscii'],
  ['csviqr', 'viqr'],
]);

/** `null` for a label that nothing here is called. */
export function encodingOf(label: string): Encoding | null {
  const name = label.trim().toLowerCase();
  const known = name in ENCODING_NAMES && name !== 'unknown' ? (name as Encoding) : undefined;
  return known ?? LABELS.get(name) ?? null;
}

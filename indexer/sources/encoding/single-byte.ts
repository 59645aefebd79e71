/** Given bytes as characters (U+0000 to U+00FF), returns the Vietnamese text that they are in an encoding of one byte for
 *  each letter. Whatever is not one of these characters stays as it is, so that it works inside Unicode texts too. */
import { upperedRuns } from './capital-runs.ts';

/** The 256 characters of an encoding, U+FFFD where it has none. */
type Table = readonly string[];

/** WHATWG, index-windows-1252, bytes 80 to 9F: quotes, dashes and the like, which fonts and editors of Windows have here
 *  whatever the letters are. By hand, since `TextDecoder` of Node 20 takes the label for Latin-1. */
const QUOTES_AND_DASHES =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';

const LATIN_1: Table = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
export const WINDOWS_1252: Table = [...LATIN_1.slice(0, 0x80), ...QUOTES_AND_DASHES.split(''), ...LATIN_1.slice(0xa0)];
const WINDOWS_1258_DECODER = new TextDecoder('windows-1258');
const WINDOWS_1258: Table = LATIN_1.map((_, byte) => WINDOWS_1258_DECODER.decode(Uint8Array.of(byte)));

/** TCVN 5712:1993, second character set (VN2): as tabulated in "TCVNtoUCS2.c" of X-TrueType and in iconv's `tcvn.h`. What
 *  is called TCVN3 or ABC is its part that has no capitals with tones; the rest costs nothing. Bytes from A0 on. */
const TCVN_FROM_A0 =
  '\u00A0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ';

/** RFC 1456, "Conventions for Encoding the Vietnamese Language", table of VISCII 1.1. Bytes from 80 on. */
const VISCII_FROM_80 =
  'ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ';
/** The same table: six control characters were given up for capitals. */
const VISCII_BELOW_20: ReadonlyMap<number, string> = new Map([
  [0x02, 'Ẳ'],
  [0x05, 'Ẵ'],
  [0x06, 'Ẫ'],
  [0x14, 'Ỷ'],
  [0x19, 'Ỹ'],
  [0x1e, 'Ỵ'],
]);

const TCVN3: Table = [...WINDOWS_1252.slice(0, 0xa0), ...TCVN_FROM_A0.split('')];
const VISCII: Table = [
  ...WINDOWS_1252.slice(0, 0x80).map((sign, byte) => VISCII_BELOW_20.get(byte) ?? sign),
  ...VISCII_FROM_80.split(''),
];

/** Its capitals with tones exist in fonts of their own (.VnTimeH), where the bytes of the small letters are drawn as
 *  capitals: `CéNG HOµ`. A run of capitals with such letters in it is written in capitals throughout; what was typed
 *  without the shift key cannot be told from small letters, and stays so. */
export const fromTcvn3 = (bytes: string): string => upperedRuns(mapped(bytes, TCVN3).normalize('NFC'));
export const fromViscii = (bytes: string): string => mapped(bytes, VISCII);
/** Vowels with their quality are letters, tones are marks behind them, and some letters with tones exist as well; a
 *  decomposed text has marks only. NFC makes one of all. */
export const fromWindows1258 = (bytes: string): string => mapped(bytes, WINDOWS_1258).normalize('NFC');
/** Western European text, for pages that say so. */
export const fromWindows1252 = (bytes: string): string => mapped(bytes, WINDOWS_1252);

function mapped(bytes: string, table: Table): string {
  return bytes.replace(NOT_PLAIN, (sign) => table[sign.charCodeAt(0)] ?? sign);
}
/** Printed ASCII stands for itself everywhere. */
const NOT_PLAIN = /[^\s!-~]|[\u00A0]/g;

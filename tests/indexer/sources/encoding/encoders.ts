/** Unicode → the old encodings, as people wrote them: what the decoders are tried on. Where iconv-lite has the table it is
 *  the one that is used, so that a mistake in ours is seen. */
import iconv from 'iconv-lite';

/** Letters with their marks, decomposed. */
const CLUSTER = /\P{M}\p{M}*/gu;
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/u;

type Letter = { readonly base: string; readonly quality: string; readonly tone: string };

function eachLetter(text: string, write: (letter: Letter) => string): string {
  return text.normalize('NFD').replace(CLUSTER, (cluster) => {
    const tone = TONE.exec(cluster)?.[0] ?? '';
    const [base = '', quality = ''] = cluster.replace(tone, '');
    return write({ base, quality, tone });
  });
}

/** Old editors have no signs beyond those of windows-1252; what is not in it is a question mark. */
const inWindows1252 = (sign: string): string => iconv.encode(sign, 'windows-1252').toString('latin1');

/** Capitals with tones are in a font of their own, so their bytes are those of small letters. */
export const toTcvn3 = (text: string): Buffer =>
  Buffer.from(
    Array.from(text.normalize('NFC'), (sign) => {
      if (sign.charCodeAt(0) < 0x80) return sign;
      const asIs = /[ĂÂĐÊÔƠƯ]/.test(sign) ? sign : sign.toLowerCase();
      const [byte = 0x3f] = iconv.encode(asIs, 'tcvn');
      return byte === 0x3f ? inWindows1252(sign) : String.fromCharCode(byte);
    }).join(''),
    'latin1',
  );

export const toViscii = (text: string): Buffer => iconv.encode(text.normalize('NFC'), 'viscii');

/** The way Windows types: letters with quality whole, tones behind them. */
export const toWindows1258 = (text: string): Buffer =>
  iconv.encode(
    eachLetter(text, ({ base, quality, tone }) => (base + quality).normalize('NFC') + tone),
    'windows-1258',
  );

/** The way of converters: what exists with its tone is one letter. */
export const toComposedWindows1258 = (text: string): Buffer =>
  iconv.encode(
    eachLetter(text, ({ base, quality, tone }) =>
      /[aeu][\u0301\u0300]|[io]\u0301/i.test(base + quality + tone)
        ? (base + quality + tone).normalize('NFC')
        : (base + quality).normalize('NFC') + tone,
    ),
    'windows-1258',
  );

const VNI: Readonly<Record<string, string>> = Object.fromEntries(
  `á aù à aø ả aû ã aõ ạ aï ă aê ắ aé ằ aè ẳ aú ẵ aü ặ aë â aâ ấ aá ầ aà ẩ aå ẫ aã ậ aä
   é eù è eø ẻ eû ẽ eõ ẹ eï ê eâ ế eá ề eà ể eå ễ eã ệ eä í í ì ì ỉ æ ĩ ó ị ò
   ó où ò oø ỏ oû õ oõ ọ oï ô oâ ố oá ồ oà ổ oå ỗ oã ộ oä ơ ô ớ ôù ờ ôø ở ôû ỡ ôõ ợ ôï
   ú uù ù uø ủ uû ũ uõ ụ uï ư ö ứ öù ừ öø ử öû ữ öõ ự öï ý yù ỳ yø ỷ yû ỹ yõ ỵ î đ ñ`
    .trim()
    .split(/\s+/)
    .flatMap((sign, at, all) => (at % 2 === 0 ? [[sign, all[at + 1] ?? '']] : [])),
);

export const toVni = (text: string): Buffer =>
  Buffer.from(
    Array.from(text.normalize('NFC'), (sign) => {
      const small = VNI[sign.toLowerCase()];
      if (small === undefined) return sign.charCodeAt(0) < 0x80 ? sign : inWindows1252(sign);
      return sign === sign.toLowerCase() ? small : small.toUpperCase();
    }).join(''),
    'latin1',
  );

const VIQR: Readonly<Record<string, string>> = {
  '\u0302': '^',
  '\u0306': '(',
  '\u031B': '+',
  '\u0301': "'",
  '\u0300': '`',
  '\u0309': '?',
  '\u0303': '~',
  '\u0323': '.',
};

/** `escaped`: as RFC 1456 asks, a `\` before what would be read as a mark. */
export function toViqr(text: string, { escaped = true } = {}): Buffer {
  const meant = escaped ? text.normalize('NFD').replace(/(?<=[aeiouy]\p{M}*)([.?'`~^(+*])/giu, '\\$1') : text;
  const written = eachLetter(meant, ({ base, quality, tone }) => {
    if (base === 'đ') return 'dd';
    if (base === 'Đ') return 'DD';
    return base + (VIQR[quality] ?? quality) + (VIQR[tone] ?? tone);
  });
  return Buffer.from(written);
}

export const toMisread = (text: string, times: number): Buffer =>
  times === 0 ? Buffer.from(text) : Buffer.from(toMisread(text, times - 1).toString('latin1'));

/** As browsers and editors of Windows read Latin-1: five bytes that windows-1252 has no sign for are control characters. */
export const toMisreadInWindows = (text: string, times: number): Buffer =>
  times === 0
    ? Buffer.from(text)
    : Buffer.from(
        Array.from(toMisreadInWindows(text, times - 1), (byte) => {
          const sign = iconv.decode(Buffer.of(byte), 'windows-1252');
          return sign === '\uFFFD' ? String.fromCharCode(byte) : sign;
        }).join(''),
      );

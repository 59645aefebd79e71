/** Recognition: of each encoding real text is known, of texts in other languages and encodings none is. */
import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodeText, encodingOfHead } from '../../../../indexer/sources/encoding/decode.ts';
import {
  toComposedWindows1258,
  toMisread,
  toMisreadInWindows,
  toTcvn3,
  toViqr,
  toViscii,
  toVni,
  toWindows1258,
} from './encoders.ts';
import { cutsOf, exampleNews, hasRealNews, realNews } from './news.ts';
import type { Encoding } from '../../../../indexer/sources/encoding/encodings.ts';

type Way = { readonly how: string; readonly encoding: Encoding; readonly encode: (text: string) => Buffer };

const asUtf8 = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('latin1'));
const WAYS: readonly Way[] = [
  { how: 'TCVN3', encoding: 'tcvn3', encode: toTcvn3 },
  { how: 'VNI-Windows', encoding: 'vni', encode: toVni },
  { how: 'VISCII', encoding: 'viscii', encode: toViscii },
  { how: 'windows-1258, tones as marks', encoding: 'windows-1258', encode: toWindows1258 },
  { how: 'windows-1258, with the letters it has', encoding: 'windows-1258', encode: toComposedWindows1258 },
  { how: 'VIQR', encoding: 'viqr', encode: (text) => toViqr(text) },
  { how: 'VIQR without escapes', encoding: 'viqr', encode: (text) => toViqr(text, { escaped: false }) },
  { how: 'UTF-16, little end first', encoding: 'utf-16le', encode: (text) => Buffer.from(`\uFEFF${text}`, 'utf16le') },
  {
    how: 'UTF-16, big end first',
    encoding: 'utf-16be',
    encode: (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  },
  { how: 'UTF-16 without a mark', encoding: 'utf-16le', encode: (text) => Buffer.from(text, 'utf16le') },
  { how: 'UTF-8', encoding: 'utf-8', encode: (text) => Buffer.from(text) },
  { how: 'UTF-8 with a mark', encoding: 'utf-8', encode: (text) => Buffer.from(`\uFEFF${text}`) },
  { how: 'UTF-8 read as Latin-1', encoding: 'misread', encode: (text) => toMisread(text, 1) },
  { how: 'UTF-8 read as windows-1252', encoding: 'misread', encode: (text) => toMisreadInWindows(text, 1) },
  { how: 'UTF-8 read as Latin-1 twice', encoding: 'misread-twice', encode: (text) => toMisread(text, 2) },
  { how: 'UTF-8 read as windows-1252 twice', encoding: 'misread-twice', encode: (text) => toMisreadInWindows(text, 2) },
  { how: 'TCVN3 inside UTF-8', encoding: 'tcvn3', encode: (text) => asUtf8(toTcvn3(text)) },
  { how: 'VNI inside UTF-8', encoding: 'vni', encode: (text) => asUtf8(toVni(text)) },
];

/** Shares of texts that were recognised; and of those whose letters are right but for what the encoding cannot say: capitals
 *  in TCVN3, dashes in VISCII, ends of sentences in VIQR. */
function tried(
  cuts: readonly string[],
  { encoding, encode }: Way,
): { recognised: number; wrong: number; right: number } {
  const found = { recognised: 0, wrong: 0, right: 0 };
  for (const cut of cuts) {
    const decoded = decodeText(encode(cut));
    if (decoded.doubt !== undefined) continue;
    if (decoded.encoding !== encoding) {
      if (decoded.encoding !== 'utf-8') found.wrong += 1;
      continue;
    }
    found.recognised += 1;
    if (lettersOf(decoded.text) === lettersOf(cut)) found.right += 1;
  }
  const share = (count: number): number => count / cuts.length;
  return { recognised: share(found.recognised), wrong: share(found.wrong), right: share(found.right) };
}
const lettersOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

describe('at 200 characters of the examples', () => {
  const cuts = cutsOf(exampleNews(), 200);
  test('there are some', () => expect(cuts.length).toBeGreaterThan(50));
  test.each(WAYS)('$how', (way) => {
    const { recognised, wrong, right } = tried(cuts, way);
    expect({ recognised, wrong }).toEqual({ recognised: 1, wrong: 0 });
    expect(right).toBeGreaterThan(way.encoding === 'viqr' ? 0.85 : 0.97);
  });
});

describe.skipIf(!hasRealNews)('of 200 real articles (skipped where ../shared is not)', () => {
  const news = hasRealNews ? realNews().filter((_, at) => at % 150 === 3) : [];
  test.each(
    WAYS.flatMap((way) => [
      { ...way, characters: 200, least: 0.995 },
      { ...way, characters: 100, least: 0.985 },
      { ...way, characters: 50, least: 0.94 },
    ]),
  )('$how at $characters characters', ({ characters, least, ...way }) => {
    const cuts = cutsOf(news, characters);
    expect(cuts.length).toBeGreaterThan(190);
    const { recognised, wrong } = tried(cuts, way);
    expect(wrong).toBe(0);
    expect(recognised).toBeGreaterThanOrEqual(least);
  });
});

const FOREIGN: Readonly<Record<string, string>> = {
  French:
    "L'été dernier, à Genève, le président de la République a déclaré que les élèves étaient très préparés. Où êtes-vous allés ? Même là-bas, ça n'a pas été facile.",
  Spanish: 'El año pasado, en España, la economía creció más de lo esperado según el informe que presentó el ministro.',
  German:
    'Für die Bürger wäre es schön, wenn größere Städte über mehr Grünflächen verfügten; außerdem müssen Straßen her.',
  Portuguese:
    'A eleição não será fácil: o cidadão está à espera de soluções há três anos, e não há razão para não agir.',
};
const MORE: Readonly<Record<string, string>> = {
  English:
    'Prices rose (see p. 3) to 2+2^3; "naïve" readers don\'t mind. Ask me? Go to http://a.vn/co^ng?x=la`, e.g. u.s. news.',
  Chinese: '中国国家主席周五在北京会见了越南领导人，双方就经贸合作交换了意见。',
  Russian: 'Президент России провёл переговоры с премьер-министром Японии по вопросу Курильских островов.',
  'Vietnamese without accents':
    'Thu tuong Nhat Ban va Tong thong Nga se gap nhau ben le G20. Ai se den? Chua ro. Toi di ve.',
};

describe('other languages', () => {
  test.each(Object.entries({ ...FOREIGN, ...MORE }))('%s in UTF-8 is what it is', (_, text) => {
    expect(decodeText(Buffer.from(text))).toEqual({ text, encoding: 'utf-8' });
  });
  test.each(
    Object.entries(FOREIGN).flatMap(([language, text]) =>
      ['windows-1252', 'macroman'].map((label) => ({ language, text, label })),
    ),
  )('$language in $label is none of ours', ({ text, label }) => {
    const { encoding, doubt } = decodeText(iconv.encode(text, label));
    expect({ encoding, doubt }).toEqual({ encoding: 'unknown', doubt: 'no old encoding of Vietnamese fits' });
  });
  test.each(['gbk', 'big5'])('Chinese in %s neither', (label) => {
    expect(decodeText(iconv.encode(MORE['Chinese'] ?? '', label)).encoding).toBe('unknown');
  });
  test.each(['windows-1251', 'koi8-r'])('Russian in %s neither', (label) => {
    expect(decodeText(iconv.encode(MORE['Russian'] ?? '', label)).encoding).toBe('unknown');
  });
  test('but a page that says it is Latin-1 is believed', () => {
    const text = FOREIGN['French'] ?? '';
    expect(decodeText(iconv.encode(text, 'windows-1252'), 'ISO-8859-1')).toEqual({ text, encoding: 'windows-1252' });
  });
});

test('a page in HTML is known by its text, whatever stands in its tags and scripts', () => {
  const script = `<script src="/static/js/jquery.min.js">window.dataLayer = window.dataLayer || [];</script>`.repeat(
    20,
  );
  const text = 'Thủ tướng Nhật Bản và Tổng thống Nga hội đàm';
  const page = `<html><head><title>${text}</title>${script}</head><body class="page wrapper"><p>${text}</p></body></html>`;
  for (const encode of [toTcvn3, toVni, toWindows1258]) expect(decodeText(encode(page)).text).toBe(page);
});

describe('a hint', () => {
  test('decides for two words', () => {
    expect(decodeText(toTcvn3('Bão số 3')).doubt).toBeDefined();
    expect(decodeText(toTcvn3('Bão số 3'), 'x-viet-tcvn')).toEqual({ text: 'Bão số 3', encoding: 'tcvn3' });
  });
  test('that the text denies is not believed: pages in TCVN3 call themselves Latin-1, and others', () => {
    const text = 'Thủ tướng Nhật Bản và Tổng thống Nga hội đàm về quần đảo Nam Kuril';
    for (const hint of ['iso-8859-1', 'windows-1258', 'utf-8', 'x-user-defined']) {
      expect(decodeText(toTcvn3(text), hint)).toEqual({ text, encoding: 'tcvn3' });
    }
  });
});

test('damaged UTF-8 is said to be that, and not taken for anything else', () => {
  const bytes = Buffer.from('Bão số 3 đổ bộ Quảng Ninh, hàng nghìn hộ dân mất điện từ tối qua');
  const damaged = Buffer.concat([bytes.subarray(0, 5), bytes.subarray(6)]);
  const { encoding, doubt } = decodeText(Buffer.concat([bytes, damaged.subarray(0, -1), Buffer.of(0xe1)]));
  expect({ encoding, doubt }).toEqual({ encoding: 'utf-8', doubt: 'some of its letters are damaged' });
});

test('law: bytes of any kind are decoded without trouble, and what is called UTF-8 is just that', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const { text, encoding } = decodeText(bytes);
      const asUtf8Says = new TextDecoder().decode(bytes);
      expect(encoding === 'utf-8' || encoding === 'unknown' ? text : asUtf8Says).toBe(asUtf8Says);
    }),
  );
});

describe('the beginning of a stream', () => {
  const long = exampleNews()
    .map(({ body }) => body)
    .join('\n');
  test.each([
    { encoding: 'tcvn3', encode: toTcvn3 },
    { encoding: 'vni', encode: toVni },
    { encoding: 'utf-8', encode: (text: string) => Buffer.from(text) },
    { encoding: 'utf-16be', encode: (text: string) => Buffer.from(text, 'utf16le').swap16() },
  ])('says $encoding, also where it ends inside a letter', ({ encoding, encode }) => {
    const bytes = encode(long);
    for (let end = 4001; end < 4009; end += 1) expect(encodingOfHead(bytes.subarray(0, end))).toBe(encoding);
  });
  test('says nothing where it cannot be told', () => {
    expect(encodingOfHead(iconv.encode(FOREIGN['German'] ?? '', 'windows-1252'))).toBeNull();
  });
});

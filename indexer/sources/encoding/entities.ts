/** Given plain text in which HTML was left behind (`&nbsp;`, `&#7843;`, `&amp;amp;`), returns it with the characters that are
 *  meant. Only what ends in `;` and has a name that HTML knows is taken for one; where a text writes about HTML (`&lt;p&gt;`),
 *  its brackets stay written out, so that no text becomes a tag. */
import { WINDOWS_1252 } from './single-byte.ts';

/** HTML Living Standard, "Named character references": the ones of HTML 4 for letters of the first 256 characters, in
 *  order from U+00A0, and those of other signs and letters that editors write. */
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  );
const NAMED: ReadonlyMap<string, string> = new Map([
  ...LATIN_1.map((name, at): [string, string] => [name, String.fromCharCode(0xa0 + at)]),
  ...Object.entries({
    quot: '"',
    apos: "'",
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    lsaquo: '‹',
    rsaquo: '›',
    hellip: '…',
    bull: '•',
    dagger: '†',
    permil: '‰',
    prime: '′',
    Prime: '″',
    euro: '€',
    trade: '™',
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
    zwnj: '\u200C',
    zwj: '\u200D',
    abreve: 'ă',
    Abreve: 'Ă',
    dstrok: 'đ',
    Dstrok: 'Đ',
    itilde: 'ĩ',
    Itilde: 'Ĩ',
    utilde: 'ũ',
    Utilde: 'Ũ',
    rarr: '→',
    larr: '←',
    le: '≤',
    ge: '≥',
    ne: '≠',
    minus: '−',
    oelig: 'œ',
    OElig: 'Œ',
    scaron: 'š',
    Scaron: 'Š',
  }),
]);

/** Escaped twice or more often: the inner `amp;` go first. */
const AMPERSANDS = /&(?:amp;)+(?=#?\w{1,10};)/g;
const ENTITY = /&(?:#(\d{1,7})|#[xX]([\dA-Fa-f]{1,6})|([A-Za-z]\w{1,9}));/g;
/** A tag that is written out. */
const WRITTEN_TAG = /&lt;[/!]?[a-z]/i;

export function withoutEntities(text: string): string {
  if (!text.includes('&')) return text;
  const inner = text.replace(AMPERSANDS, '&');
  const writesTags = WRITTEN_TAG.test(inner);
  return inner.replace(ENTITY, (entity: string, decimal?: string, hex?: string, name?: string) => {
    if (name === undefined)
      return byNumber(decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal)) ?? entity;
    if (name === 'amp') return '&';
    if (name === 'lt' || name === 'gt') return writesTags ? entity : name === 'lt' ? '<' : '>';
    return NAMED.get(name) ?? entity;
  });
}

/** HTML Living Standard, "Numeric character reference end state": numbers 128 to 159 are those of windows-1252. No control
 *  characters, no halves of characters. */
function byNumber(code: number): string | null {
  if (code === 9 || code === 10 || code === 13) return ' ';
  if (code < 0x20 || code === 0x7f || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
  if (code >= 0x80 && code < 0xa0) return WINDOWS_1252[code] ?? null;
  return String.fromCodePoint(code);
}

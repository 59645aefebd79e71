/** Given a document, sets a space where two words stand side by side that only the style of the page keeps apart:
 *  `<span class="location-stamp">Cà Mau</span>Sóng lớn`, and between two links that lead to different places. Words of one kind, as
 *  `<b>H</b>ello` and `<b>You</b>Tube`, stay whole. */

/** What a style may set apart. Without a class there is none that does so here and not everywhere. */
const STYLED = 'span[class], b[class], strong[class], em[class], i[class], small[class], a[class]';

/** Names have a capital and more than one letter; a letter alone is the first of a word, set large. */
const NAME_AT_END = /^\s*\p{Lu}.*\p{L}$/su;
const SENTENCE_AT_START = /^\p{Lu}(?:\p{Ll}|\s)/u;

/** Works on the whole page, since any of it may become a field. */
export function unglue(document: Document): void {
  for (const element of document.querySelectorAll(STYLED)) {
    const next = element.nextSibling;
    if (next?.nodeType !== 3 || !SENTENCE_AT_START.test(next.textContent ?? '')) continue;
    if (NAME_AT_END.test(element.textContent ?? '')) next.textContent = ` ${next.textContent ?? ''}`;
  }
  // not by `a + a`, for which each link's siblings are gone through from the first one on
  for (const link of document.querySelectorAll('a')) {
    const before = link.previousSibling as Element | null;
    if (before?.localName === 'a' && before.getAttribute('href') !== link.getAttribute('href')) link.before(' ');
  }
}

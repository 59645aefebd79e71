/** Given a document, puts its texts right where they were misread before they became Unicode, or escaped once too often. */

/** Letters that are shown, and what the head says of the page; not scripts and styles, which are no text. */
export function mendTexts(document: Document, mend: (texts: readonly string[]) => readonly string[]): void {
  const places: { readonly text: string; readonly put: (text: string) => void }[] = [];
  for (const element of document.querySelectorAll('*')) {
    if (element.localName === 'script' || element.localName === 'style') continue;
    const content = element.localName === 'meta' ? element.getAttribute('content') : null;
    if (content) places.push({ text: content, put: (text) => element.setAttribute('content', text) });
    for (const child of element.childNodes) {
      const text = child.nodeType === 3 ? (child.textContent ?? '') : '';
      if (text.trim() !== '') places.push({ text, put: (mended) => (child.textContent = mended) });
    }
  }
  const mended = mend(places.map(({ text }) => text));
  for (const [at, { text, put }] of places.entries()) {
    const right = mended[at];
    if (right !== undefined && right !== text) put(right);
  }
}

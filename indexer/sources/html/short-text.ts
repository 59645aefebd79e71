/** Given an element, returns its text where it is short; of a long one no more is read than it takes to know. */

/** `null` where there are more than `most` UTF-16 units. */
export function shortText(element: Node, most: number): string | null {
  const parts: string[] = [];
  let size = 0;
  return gather(element) ? parts.join('') : null;

  function gather(node: Node): boolean {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === 1 && !gather(child)) return false;
      if (child.nodeType !== 3) continue;
      const text = child.textContent ?? '';
      parts.push(text);
      size += text.length;
      if (size > most) return false;
    }
    return true;
  }
}

/** Whether something below the element is such; elements are asked in the order of the page. */
export function holds(element: Element, isSuch: (each: Element) => boolean): boolean {
  for (let child = element.firstElementChild; child; child = child.nextElementSibling) {
    if (isSuch(child) || holds(child, isSuch)) return true;
  }
  return false;
}

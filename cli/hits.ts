/** Given hits, returns them as a person reads them on a terminal. */
import type { Hit, Mark } from '../core/search/answer.ts';
import { plain } from './io.ts';

const BOLD = '\u001B[1m';
const USUAL = '\u001B[22m';

/** Rank and title, then where it is, then the snippet; marks are bold where `isBold`. Ends with a line break. */
export function hitsAsText(hits: readonly Hit[], { isBold }: { readonly isBold: boolean }): string {
  const width = String(hits.length).length;
  return hits
    .map(({ id, url, title, snippet, marks }, at) => {
      const indent = ' '.repeat(width + 2);
      const lines = [
        `${String(at + 1).padStart(width)}. ${marked(title, isBold ? marks.title : [])}`,
        `${indent}${plain(url ?? id)}`,
        ...(snippet === '' ? [] : [`${indent}${marked(snippet, isBold ? marks.snippet : [])}`]),
      ];
      return `${lines.join('\n')}\n`;
    })
    .join('\n');
}

function marked(text: string, marks: readonly Mark[]): string {
  let shown = '';
  let last = 0;
  for (const [start, end] of marks) {
    shown += `${plain(text.slice(last, start))}${BOLD}${plain(text.slice(start, end))}${USUAL}`;
    last = end;
  }
  return shown + plain(text.slice(last));
}

/** Given what an editor of WordPress has stored, returns the text of it: blocks, shortcodes, and lines of the classic editor. */
import { textOfHtml } from '../html-text.ts';

/** `[caption id="7" align="left"]…[/caption]`, `[/row]`, and what WordPress brings along. `[sic]` is text. */
const SHORTCODE =
  /\[\/[a-z][\w-]*\]|\[[a-z][\w-]*(?:\s+[\w-]+\s*=\s*(?:"[^"\]]*"|'[^'\]]*'|[^\s\]"']+))+\s*\/?\]|\[(?:gallery|caption|embed|audio|video|playlist|toc)\s*\/?\]/gi;

export function textOfContent(content: string): string {
  // The classic editor stores no paragraphs: an empty line is one.
  const withBreaks = content.replace(/\r\n?/g, '\n').replace(/\n[ \t]*\n/g, '\n<br>\n');
  return textOfHtml(withBreaks.replace(SHORTCODE, ''));
}

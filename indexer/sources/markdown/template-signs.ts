/** Given Markdown as site generators take it, returns it without what only they understand: shortcodes, Liquid and Nunjucks
 *  tags, imports and expressions of MDX, attributes. Code between fences stays as it is. */

/** A fence, as CommonMark has it: three signs or more, up to three spaces before them. */
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** `isMdx`: braces are expressions there, and nothing special elsewhere. */
export function withoutTemplateSigns(markdown: string, isMdx: boolean): string {
  return stretchesOf(markdown)
    .map(({ text, isCode }) => (isCode ? text : clean(text, isMdx)))
    .join('\n');
}

type Stretch = { readonly text: string; readonly isCode: boolean };

function stretchesOf(markdown: string): Stretch[] {
  const stretches: Stretch[] = [];
  let lines: string[] = [];
  let fence: string | null = null;
  const end = (isCode: boolean): void => {
    if (lines.length > 0) stretches.push({ text: lines.join('\n'), isCode });
    lines = [];
  };
  for (const line of markdown.split('\n')) {
    const sign = FENCE.exec(line)?.[1];
    if (fence === null && sign !== undefined) {
      end(false);
      fence = sign;
      lines.push(line);
    } else if (fence !== null && sign?.startsWith(fence) && line.trim() === sign) {
      lines.push(line);
      end(true);
      fence = null;
    } else lines.push(line);
  }
  end(fence !== null);
  return stretches;
}

/** What a tag of a template says to readers. */
const SPOKEN = /\s(?:alt|caption|title)\s*=\s*"([^"]*)"/g;

/** No tag holds the opening of another one, so that each sign is looked at once. */
const SHORTCODE = /\{\{[<%](?:(?!\{\{)[\s\S])*?[>%]\}\}/g;
const LIQUID_TAG = /\{%(?:(?!\{%)[\s\S])*?%\}/g;
const LIQUID_VALUE = /\{\{(?:(?!\{\{)[\s\S])*?\}\}/g;
/** kramdown: `{: .class}`, `{:toc}`; Docusaurus and Hugo: `## Tin {#tin}`. */
const ATTRIBUTES = /\{[:#.][^{}\n]*\}/g;
/** `:::note Lưu ý` of Docusaurus opens a box; its title is read. */
const BOX = /^[ \t]*:{3,}[ \t]*(?:[\w-]+)?(?:\[([^\]\n]*)\])?(?:\{[^}\n]*\})?(.*)$/gm;
const FOOTNOTE_TEXT = /^( {0,3})\[\^[^\]\n]+\]:[ \t]*/gm;
const FOOTNOTE_MARK = /\[\^[^\]\s]+\]/g;

function clean(text: string, isMdx: boolean): string {
  const plain = text
    .replace(SHORTCODE, (tag) => [...tag.matchAll(SPOKEN)].map(([, words]) => words).join(' '))
    .replace(LIQUID_TAG, '')
    .replace(LIQUID_VALUE, '')
    .replace(ATTRIBUTES, '')
    .replace(BOX, (_, label: string | undefined, title: string) => `\n${label ?? title.trim()}\n`)
    .replace(FOOTNOTE_TEXT, '\n$1')
    .replace(FOOTNOTE_MARK, '');
  return isMdx ? withoutCode(plain) : plain;
}

/** An import or export goes on to the next empty line. */
const MODULE_LINES =
  /^(?:import\b[^\n]*\bfrom\b|import\s*["'{*]|export\s+(?:const|let|default|function|async|class|\{|\*))[^\n]*(?:\n[^\n]+)*/gm;
const EXPRESSION = /\{[^{}]*\}/g;
/** `style={{ a: { b } }}`: from the inside out. */
const MAX_NESTED = 5;

function withoutCode(text: string): string {
  let left = text.replace(MODULE_LINES, '');
  for (let times = 0; times < MAX_NESTED; times += 1) {
    const next = left.replace(EXPRESSION, (expression) => {
      const words = /^\{\s*(["'`])([^"'`$]*)\1\s*\}$/.exec(expression)?.[2];
      return words ?? '';
    });
    if (next === left) break;
    left = next;
  }
  return left;
}

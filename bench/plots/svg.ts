/** Given what is drawn, its SVG as text: a picture that brings its own background, light or dark as the reader's system is.
 *  Who cannot see it hears the title and every figure. */

/** All plots are as wide; a document scales them. */
export const WIDTH = 760;
/** Between the picture and its edge. */
export const MARGIN = 16;
const SIZES = { heading: 16, text: 13, small: 11 } as const;
export type TextSize = keyof typeof SIZES;
/** Of a letter, in its size: generous, since every reader's system has another typeface. */
const LETTER_WIDTH = 0.58;

/** About how wide a text is, in units of the picture. */
export const widthOf = (text: string, size: TextSize = 'text'): number => text.length * SIZES[size] * LETTER_WIDTH;

type Attributes = Readonly<Record<string, string | number>>;

/** Children are SVG already, made by this or by `escaped`. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(inTenths(value))}"`);
  const head = `<${name}${written.join('')}`;
  return children.length === 0 ? `${head}/>` : `${head}>${children.join('')}</${name}>`;
}

export type Anchor = 'start' | 'middle' | 'end';
export type TextOptions = { readonly size?: TextSize; readonly anchor?: Anchor; readonly muted?: boolean };

/** `y` is the line that the letters stand on. */
export const text = (x: number, y: number, says: string, options: TextOptions = {}): string => {
  const { size = 'text', anchor = 'start', muted = false } = options;
  const named = [size, ...(muted ? ['muted'] : [])].join(' ');
  return element('text', { x, y, 'text-anchor': anchor, class: named }, [escaped(says)]);
};

export const escaped = (says: string): string =>
  says.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const inTenths = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;

/** GitHub's colours, whose texts have a contrast of 4.5 to 1 at least on the background of each. */
const COLOURS = `
.paper{fill:#ffffff}.heading,.text,.small{fill:#1f2328;stroke:#ffffff}.muted{fill:#59636e}.grid{stroke:#d1d9e0}.axis{stroke:#818b98}
.ours{fill:#0969da;stroke:#0969da}.theirs{fill:#768390;stroke:#768390}
@media(prefers-color-scheme:dark){
.paper{fill:#0d1117}.heading,.text,.small{fill:#f0f6fc;stroke:#0d1117}.muted{fill:#9198a1}.grid{stroke:#3d444d}.axis{stroke:#656c76}
.ours{fill:#4493f8;stroke:#4493f8}.theirs{fill:#8b949e;stroke:#8b949e}}`;
const TYPE = `
text{font-family:system-ui,-apple-system,"Segoe UI",sans-serif;stroke-width:4;paint-order:stroke}
.heading{font-size:${SIZES.heading}px;font-weight:600}.text{font-size:${SIZES.text}px}.small{font-size:${SIZES.small}px}
.rest{fill-opacity:.35}.line{stroke-width:2}`;

export type Picture = {
  readonly title: string;
  /** How to read it, in a line under the title. */
  readonly subtitle: string;
  /** All figures in words, for those who hear them. */
  readonly description: string;
  readonly height: number;
  readonly body: readonly string[];
};

export function picture({ title, subtitle, description, height, body }: Picture): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${WIDTH} ${Math.ceil(height)}`,
    width: WIDTH,
    height: Math.ceil(height),
    role: 'img',
    'aria-labelledby': 'title description',
  };
  const parts = [
    element('title', { id: 'title' }, [escaped(title)]),
    element('desc', { id: 'description' }, [escaped(description)]),
    element('style', {}, [`${TYPE}${COLOURS}\n`]),
    element('rect', { class: 'paper', width: WIDTH, height: Math.ceil(height), rx: 6 }),
    text(MARGIN, 30, title, { size: 'heading' }),
    text(MARGIN, 50, subtitle, { muted: true }),
    ...body,
  ];
  return `${element(
    'svg',
    attributes,
    parts.map((part) => `\n${part}`),
  )}\n`;
}

/** Where what is drawn begins, below title and subtitle. */
export const BODY_TOP = 66;

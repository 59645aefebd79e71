/** What a reader sees of Markdown, and of what site generators put into it. */
import { array, assert, constantFrom, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { withoutTemplateSigns } from '../../../../indexer/sources/markdown/template-signs.ts';
import { textOfMarkdown } from '../../../../indexer/sources/markdown/text.ts';

const bodyOf = (markdown: string, isMdx = false): string => textOfMarkdown(withoutTemplateSigns(markdown, isMdx)).body;

test.each([
  { why: 'signs of emphasis go', markdown: '**Bão** số *3* ~~đã~~ `đổ bộ`', body: 'Bão số 3 đã đổ bộ' },
  { why: 'a line that the editor wrapped', markdown: 'Hàng nghìn hộ\nmất điện.', body: 'Hàng nghìn hộ mất điện.' },
  { why: 'a line that the author broke', markdown: 'Bão số 3  \nmất điện.', body: 'Bão số 3\nmất điện.' },
  { why: 'links keep their words', markdown: 'Theo [TTXVN](https://ttxvn.vn "Thông tấn").', body: 'Theo TTXVN.' },
  { why: 'pictures what they show', markdown: '![Cây đổ ở Hạ Long](a.jpg)', body: 'Cây đổ ở Hạ Long' },
  {
    why: 'code is searched on a blog of programmers',
    markdown: '```js\nconst a = 1;\n\nlet b < c;\n```',
    body: 'const a = 1;\n\nlet b < c;',
  },
  {
    why: 'items, and items in items',
    markdown: '- Hà Nội\n- Huế\n  1. Kim Long\n- [x] Vinh',
    body: 'Hà Nội\nHuế\nKim Long\nVinh',
  },
  {
    why: 'rows of tables',
    markdown: '| Tỉnh | Hộ |\n|---|--:|\n| Quảng Ninh | 1.200 |',
    body: 'Tỉnh | Hộ\nQuảng Ninh | 1.200',
  },
  { why: 'quotes', markdown: '> Không chủ quan.\n>\n> Ông nói.', body: 'Không chủ quan.\nÔng nói.' },
  {
    why: 'HTML',
    markdown: '<div class="hop"><p>Lưu ý:</p>\n<p>bão <b>mạnh</b></p></div>\n\nGió<br>mưa <u>to</u>',
    body: 'Lưu ý:\nbão mạnh\nGió\nmưa to',
  },
  {
    why: 'what no reader sees',
    markdown: 'A\n\n<!-- more -->\n\n<script>\nalert(1)\n</script>\n\n---\n\nB',
    body: 'A\nB',
  },
  {
    why: 'footnotes are read at their end',
    markdown: 'Bão mạnh[^1].\n\n[^1]: Theo đài khí tượng.',
    body: 'Bão mạnh.\nTheo đài khí tượng.',
  },
  { why: 'entities', markdown: 'Nga &amp; Nhật, 5 &lt; 6&nbsp;km', body: 'Nga & Nhật, 5 < 6 km' },
  {
    why: 'shortcodes of Hugo, but their captions',
    markdown: '{{< figure src="a.jpg" caption="Cây đổ" >}}\n\n{{% luu-y %}}Bão mạnh{{% /luu-y %}}',
    body: 'Cây đổ\nBão mạnh',
  },
  { why: 'Liquid of Jekyll', markdown: '{% include a.html %}Bão {{ page.so }}\n{: .lon}', body: 'Bão' },
  { why: 'but not in code', markdown: '```\n{{< hinh >}}\n```', body: '{{< hinh >}}' },
  { why: 'boxes of Docusaurus', markdown: ':::note Lưu ý\n\nBão mạnh.\n\n:::', body: 'Lưu ý\nBão mạnh.' },
  { why: 'anchors of headings', markdown: 'A\n\n## Thiệt hại {#thiet-hai}', body: 'A\nThiệt hại' },
])('$why', ({ markdown, body }) => expect(bodyOf(markdown)).toBe(body));

test.each([
  {
    why: 'imports and exports',
    mdx: "import Tabs from '@theme/Tabs';\nimport { A } from './a';\n\nexport const so = 3;\n\nBão số 3",
    body: 'Bão số 3',
  },
  {
    why: 'a sentence is no import',
    mdx: 'Import gạo tăng.\n\nimport thuế tăng',
    body: 'Import gạo tăng.\nimport thuế tăng',
  },
  {
    why: 'components',
    mdx: '<Tabs>\n<TabItem value="a" label={nhan}>\n\nBão **mạnh**\n\n</TabItem>\n</Tabs>',
    body: 'Bão mạnh',
  },
  { why: 'expressions', mdx: '{/* ghi chú */}Bão {so + 1} {"mạnh"}<Hop style={{ a: { b: 1 } }} />', body: 'Bão mạnh' },
])('MDX: $why', ({ mdx, body }) => expect(bodyOf(mdx, true).replace(/ +/g, ' ')).toBe(body));

test('braces stay where they are no code', () => expect(bodyOf('Tập {1, 2}')).toBe('Tập {1, 2}'));

test.each([
  {
    why: 'the first of the first level',
    markdown: 'Mở đầu\n\n# Bão số 3\n\n## Gió',
    heading: 'Bão số 3',
    body: 'Mở đầu\nGió',
  },
  { why: 'else one that stands first', markdown: '## Bão *số* 3\n\nGió', heading: 'Bão số 3', body: 'Gió' },
  { why: 'one below is part of the text', markdown: 'Gió\n\n## Bão', heading: undefined, body: 'Gió\nBão' },
])('its heading: $why', ({ markdown, heading, body }) => expect(textOfMarkdown(markdown)).toEqual({ heading, body }));

test('plain words come through, whatever stands between them', () => {
  const word = constantFrom('bão', 'Quảng', 'Ninh', 'điện', 'hộ');
  const sign = constantFrom(
    ' ',
    '\n',
    '\n\n',
    ' **',
    '** ',
    '\n- ',
    '\n> ',
    '\n# ',
    ' [',
    '](x) ',
    ' `',
    '` ',
    '\n---\n',
    ' {{< a >}} ',
  );
  assert(
    property(array(tuple(word, sign), { minLength: 1, maxLength: 12 }), (parts) => {
      const { heading = '', body } = textOfMarkdown(withoutTemplateSigns(parts.flat().join(''), false));
      const found = `${heading} ${body}`;
      for (const [each] of parts) expect(found).toContain(each);
    }),
  );
});

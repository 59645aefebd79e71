/** What a reader sees of a stretch of HTML. */
import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { textOfHtml } from '../../../indexer/sources/html-text.ts';

test.each([
  { why: 'a line for each paragraph', html: '<p>Bão số 3</p><p>mất\n điện</p>', text: 'Bão số 3\nmất điện' },
  { why: 'tags within a word part nothing', html: 'Quảng <b>N</b>inh', text: 'Quảng Ninh' },
  { why: 'no tag at all', html: 'Gió < 6 m/s & mưa', text: 'Gió < 6 m/s & mưa' },
  {
    why: 'scripts, styles and comments are not shown',
    html: 'A<script>if (a<b) x("</p>")</script><style>p{}</style><!-- <p>ẩn</p> -->B',
    text: 'AB',
  },
  { why: 'a script that nobody closes hides nothing', html: 'A<script>B', text: 'AB' },
  {
    why: 'pictures give what they show',
    html: '<figure><img src="a.jpg" alt="Cây đổ"><figcaption>Ảnh: TTXVN</figcaption></figure>',
    text: 'Cây đổ\nẢnh: TTXVN',
  },
  {
    why: 'a row is a line',
    html: '<table><tr><th>Tỉnh</th><th>Hộ</th></tr><tr><td>Huế</td><td>5</td></tr></table>',
    text: 'Tỉnh | Hộ\nHuế | 5',
  },
  { why: 'code keeps its lines', html: '<p>Mã:</p><pre>a\n  b</pre><p>x\ny</p>', text: 'Mã:\na\n  b\nx y' },
  {
    why: 'entities, and tags that are written about',
    html: 'H&#7891;&nbsp;T&acirc;y d&ugrave;ng th&#7867; &lt;p&gt;',
    text: 'Hồ Tây dùng thẻ <p>',
  },
  { why: 'a bracket in a value is no end', html: '<a title="a > b">Nga</a>', text: 'Nga' },
  { why: 'a forgotten quote does not swallow the text', html: '<a title="a>Nga</a> và Nhật', text: 'Nga và Nhật' },
  { why: 'nothing', html: '', text: '' },
])('$why', ({ html, text }) => expect(textOfHtml(html)).toBe(text));

test('plain text stays, but for white space', () => {
  assert(
    property(string(), (some) => {
      const plain = some.replace(/[<&]/g, ' ');
      expect(textOfHtml(plain)).toBe(plain.replace(/\s+/g, ' ').trim());
    }),
  );
});

test('work grows with the length alone, however deep the tags are', () => {
  expect(textOfHtml(`${'<div><b>'.repeat(200_000)}Bão`)).toBe('Bão');
  expect(textOfHtml(`${'<script>'.repeat(20_000)}Bão`)).toBe('Bão');
  expect(textOfHtml(`${'<a title="'.repeat(20_000)}>Bão`)).toBe('Bão');
});

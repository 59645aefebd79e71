/** The picture that publishing systems set above the element that holds the text. */
import { expect, test } from 'vitest';
import { articleOfPage, PARAGRAPHS } from './support.ts';

const CAPTION = 'Đoạn đê biển Tây vỡ sáng nay';

test.each([
  { why: 'a figure', above: `<figure><img src="de.jpg"><figcaption>${CAPTION}</figcaption></figure>`, is: [CAPTION] },
  {
    why: 'a table around a picture',
    above: `<table><tr><td><img src="de.jpg"></td></tr><tr><td class="caption">${CAPTION}</td></tr></table>`,
    is: [CAPTION],
  },
  { why: 'one that is hidden', above: `<figure style="display:none"><figcaption>${CAPTION}</figcaption></figure>` },
  {
    why: 'one that leads to another article',
    above: `<a href="/x"><figure><img src="de.jpg"><figcaption>${CAPTION}</figcaption></figure></a>`,
  },
  {
    why: 'one in a box of related news',
    above: `<div class="related"><figure><img src="de.jpg"><figcaption>${CAPTION}</figcaption></figure></div>`,
  },
])('$why', async ({ above, is }) => {
  const html = `<html><body><h1>Vỡ đê biển Tây</h1>${above}<div class="article-body">${PARAGRAPHS}</div></body></html>`;
  const left: string[] = [];
  const { captions, body } = await articleOfPage(html, (text) => left.push(text));
  expect(captions).toEqual(is);
  expect(body.split('\n')).toHaveLength(3);
  expect(left.some((text) => text.includes(CAPTION))).toBe(is === undefined);
});

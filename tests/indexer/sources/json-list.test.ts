/** Where the bytes of a list are cut on their way must not matter, and nor may what the texts in it hold. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitList } from '../../../indexer/sources/json-list.ts';

async function* cutUp(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function itemsOf(json: string, size: number) {
  const items = [];
  for await (const item of splitList(cutUp(Buffer.from(json), size))) {
    items.push('bytes' in item && item.bytes ? { ...item, bytes: Buffer.from(item.bytes).toString() } : item);
  }
  return items;
}

const article = fc.record({
  title: fc.string({ unit: fc.constantFrom('"', '\\', '[', ']', '{', '}', ',', '\n', 'Đảo ', 'ế', '😀') }),
  tags: fc.array(fc.constantFrom('Nga', 'Nhật Bản')),
});

test('every list comes apart into its items, however it is printed and cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(article, { maxLength: 5 }),
      fc.constantFrom(0, 2),
      fc.integer({ min: 1, max: 40 }),
      async (articles, indent, size) => {
        const items = await itemsOf(JSON.stringify(articles, null, indent), size);
        expect(items.map((item) => 'bytes' in item && JSON.parse(String(item.bytes)))).toEqual(articles);
      },
    ),
  );
});

test('a damaged list comes apart the same way wherever it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(article, { minLength: 1, maxLength: 3 }),
      fc.nat(),
      fc.constantFrom('', '"', ']', '}', '\n'),
      fc.integer({ min: 1, max: 40 }),
      async (articles, where, instead, size) => {
        const whole = JSON.stringify(articles, null, 1);
        const at = 1 + (where % (whole.length - 1));
        const damaged = whole.slice(0, at) + instead + whole.slice(at + 1);
        expect(await itemsOf(damaged, size)).toEqual(await itemsOf(damaged, damaged.length));
      },
    ),
  );
});

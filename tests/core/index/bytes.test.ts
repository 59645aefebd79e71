import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteReader, ByteWriter, CHECKSUM_BYTES, encodeText, sealed, unsealed } from '../../../core/index/bytes.ts';
import { outcomeOf } from './refused.ts';

const written = (write: (out: ByteWriter) => void): Uint8Array => {
  const out = new ByteWriter(1);
  write(out);
  return out.take();
};
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const varint = (value: number): Uint8Array => written((out) => out.varint(value));

describe('varints', () => {
  test.each([
    { value: 0, bytes: '00' },
    { value: 127, bytes: '7f' },
    { value: 128, bytes: '8001' },
    { value: 300, bytes: 'ac02' },
    { value: 2 ** 31, bytes: '8080808008' },
    { value: 2 ** 32 + 1, bytes: '8180808010' },
    { value: Number.MAX_SAFE_INTEGER, bytes: 'ffffffffffffff0f' },
  ])('$value is $bytes', ({ value, bytes }) => {
    expect(hex(varint(value))).toBe(bytes);
    expect(new ByteReader(varint(value)).varint()).toBe(value);
  });

  test('any number up to 2^53 − 1 comes back, and takes no more bytes than a smaller one would not need', () =>
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat()), (numbers) => {
        const bytes = written((out) => numbers.forEach((number) => out.varint(number)));
        const input = new ByteReader(bytes);
        expect(numbers.map(() => input.varint())).toEqual(numbers);
        expect(input.done).toBe(true);
        const wanted = numbers.reduce((sum, number) => sum + Math.max(1, Math.ceil(number.toString(2).length / 7)), 0);
        expect(bytes.length).toBe(wanted);
      }),
    ));

  test.each([
    { why: 'it never ends', bytes: 'ffffffffffffffffffffff' },
    { why: 'it has 54 bits', bytes: 'ffffffffffffff1f' },
    { why: 'it is cut short', bytes: '80' },
    { why: 'there is none', bytes: '' },
  ])('refused: $why', ({ bytes }) =>
    expect(outcomeOf(() => new ByteReader(Buffer.from(bytes, 'hex')).varint())).toBe('index-malformed'),
  );
});

describe('what is written comes back', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme-ascii' }),
    fc.constantFrom('', 'Quần đảo Nam Kuril', 'ệ', '👍', '\u0000'),
  );

  test('numbers, texts and raw bytes, one after the other', () =>
    fc.assert(
      fc.property(
        text,
        fc.nat(),
        fc.nat({ max: 2 ** 32 - 1 }),
        fc.uint8Array(),
        fc.nat({ max: 255 }),
        (string, number, word, raw, byte) => {
          const input = new ByteReader(
            written((out) => {
              out.text(string);
              out.varint(number);
              out.uint32(word);
              out.raw(raw);
              out.byte(byte);
            }),
          );
          expect([input.text(), input.varint(), input.uint32(), [...input.raw(raw.length)], input.byte()]).toEqual([
            string,
            number,
            word,
            [...raw],
            byte,
          ]);
          expect(input.done).toBe(true);
        },
      ),
    ));

  test('a part of a longer array is read as if it were alone', () => {
    const long = Uint8Array.from([9, 9, 2, 0xc4, 0x91, 9, 9]);
    const input = new ByteReader(long.subarray(2, 5));
    expect(input.text()).toBe('đ');
    expect(outcomeOf(() => input.byte())).toBe('index-malformed');
    const within = new ByteReader(long, 2, 5);
    expect([within.text(), within.done]).toEqual(['đ', true]);
    expect(outcomeOf(() => within.byte())).toBe('index-malformed');
  });

  test('what was taken stays as it is while more is written', () => {
    const out = new ByteWriter(2);
    out.text('nam');
    const taken = out.take();
    out.clear();
    out.text('bắc');
    expect([hex(taken), out.length, hex(out.take(1))]).toEqual(['036e616d', 6, '62e1baaf63']);
  });
});

test.each([
  { why: 'a text longer than what follows', bytes: [5, 0x6e, 0x61], read: (input: ByteReader) => input.text() },
  { why: 'a text that is half a letter', bytes: [2, 0xe1, 0xba], read: (input: ByteReader) => input.text() },
  { why: 'raw bytes that are not there', bytes: [1], read: (input: ByteReader) => input.raw(2) },
  { why: 'a number that is not there', bytes: [1, 2, 3], read: (input: ByteReader) => input.uint32() },
])('refused: $why', ({ bytes, read }) =>
  expect(outcomeOf(() => read(new ByteReader(Uint8Array.from(bytes))))).toBe('index-malformed'),
);

describe('a sealed block', () => {
  test('has the CRC-32 of gzip behind it, least significant byte first', () =>
    expect(hex(sealed(encodeText('123456789')))).toBe(`${hex(encodeText('123456789'))}2639f4cb`));

  test('opens to its body, wherever it lies', () =>
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat({ max: 8 }), (body, before) => {
        const block = sealed(body);
        const longer = Uint8Array.from([...Array.from({ length: before }, () => 7), ...block, 7]);
        expect([...unsealed(longer.subarray(before, before + block.length), 'khối')]).toEqual([...body]);
      }),
    ));

  test('one flipped bit anywhere, and it is refused by its name', () => {
    const block = sealed(encodeText('Quần đảo Nam Kuril'));
    for (let bit = 0; bit < block.length * 8; bit += 1) {
      const flipped = block.slice();
      (flipped[bit >> 3] as number) ^= 1 << (bit & 7);
      expect(() => unsealed(flipped, 'khối 7')).toThrow(/khối 7 has checksum [0-9a-f]{8}, but [0-9a-f]{8}/);
    }
  });

  test('any part of it is refused', () => {
    const block = sealed(encodeText('Kuril'));
    for (let length = 0; length < block.length; length += 1) {
      expect(outcomeOf(() => unsealed(block.subarray(0, length), 'khối'))).toBe('index-malformed');
    }
    expect(outcomeOf(() => unsealed(new Uint8Array(CHECKSUM_BYTES), 'khối'))).toEqual(new Uint8Array());
  });
});

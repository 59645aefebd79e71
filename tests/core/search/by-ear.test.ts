import { expect, test } from 'vitest';
import { byEar, isRather, type Slot } from '../../../core/search/by-ear.ts';
import type { StandIn } from '../../../core/search/stand-ins.ts';
import { words } from '../../../core/text/words.ts';

const VOCABULARY = new Map(Object.entries({ lai: 90, xuat: 80, suat: 30, gia: 90, rau: 20, dau: 40, hien: 50 }));

function asked(typed: string, accented: boolean): StandIn[] {
  const slots = words(typed).map((word, number): Slot => Object.assign(word, { number, isCode: false }));
  return byEar(slots, VOCABULARY, accented);
}

test('a known word that another sounds like, beside each of its neighbours', () => {
  expect(asked('lãi xuất', true)).toMatchObject([
    {
      terms: ['lai suat', '=laĩ', '=suât́'],
      words: [0, 1],
      rather: { than: [['lai xuat', '=laĩ', '=xuât́']], reads: [{ number: 1, unit: 'suat', spelled: 'suất' }] },
    },
  ]);
  expect(asked('lai xuat hien', false).flatMap(({ terms }) => terms)).toEqual(['lai suat', 'suat hien']);
});

test('without accents only what is said alike in most of the news', () => expect(asked('gia rau', false)).toEqual([]));

test.each([
  { than: 0, df: 1, is: true, why: 'never side by side as typed' },
  { than: 1, df: 19, is: false, why: 'as typed it is rare, not absent' },
  { than: 1, df: 20, is: true, why: 'twenty times as common' },
])('$df against $than: $is — $why', ({ than, df, is }) => {
  const [standIn] = asked('lãi xuất', true);
  expect(standIn?.rather && isRather(standIn.rather, df, () => than)).toBe(is);
});

test('a word without accents among others may have lost them, what it is read as has none', () => {
  const [standIn] = asked('gia xuất', true);
  expect(standIn).toMatchObject({ terms: ['gia suat', '=gia', '=suât́'], rather: { than: [['gia xuat', '=xuât́']] } });
});

test.each([
  { than: 0, df: 3, is: true, why: 'no article has what was typed' },
  { than: 0, df: 2, is: false, why: 'two articles may say it of anything' },
  { than: 8, df: 1716, is: true, why: 'chuyen hinh, truyen hinh' },
  { than: 90, df: 996, is: false, why: 'xe phai, se phai: both are written' },
])('without accents, $df against $than: $is — $why', ({ than, df, is }) => {
  const [standIn] = asked('lai xuat', false);
  expect(standIn?.rather && isRather(standIn.rather, df, () => than)).toBe(is);
});

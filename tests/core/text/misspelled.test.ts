import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldWord } from '../../../core/text/fold.ts';
import { soundAlikes } from '../../../core/text/misspelled.ts';
import { vietnamese } from './spellings.ts';

const alikes = (typed: string): string[] => soundAlikes(foldWord(typed).exact).map(({ text }) => text);

test.each([
  { typed: 'xuất', alike: 'suất', why: 'x and s' },
  { typed: 'chanh', alike: 'tranh', why: 'ch and tr' },
  { typed: 'giành', alike: 'dành', why: 'gi and d' },
  { typed: 'da', alike: 'gia', why: 'd and gi' },
  { typed: 'nòng', alike: 'lòng', why: 'n and l' },
  { typed: 'bác', alike: 'bát', why: 'final c and t' },
  { typed: 'bàn', alike: 'bàng', why: 'final n and ng' },
  { typed: 'xuat', alike: 'suat', why: 'without accents' },
])('$typed sounds like $alike — $why', ({ typed, alike }) => expect(alikes(typed)).toContain(alike));

test.each([
  { typed: 'nghe', why: 'ngh is no n' },
  { typed: 'nhà', why: 'nh is no n' },
  { typed: 'đá', why: 'đ is no d' },
  { typed: 'kuril', why: 'no syllable' },
])('$typed sounds like nothing else — $why', ({ typed }) => expect(alikes(typed)).toEqual([]));

test('only s and x, ch and tr are sure without accents', () =>
  expect(soundAlikes('sinh').map(({ exact, sure }) => [exact, sure])).toContainEqual(['xinh', true]));

test('what sounds like another is itself sounded like', () =>
  fc.assert(
    fc.property(vietnamese(), (text) => {
      for (const word of text.split(/\s+/).map((each) => foldWord(each).exact)) {
        for (const { exact } of soundAlikes(word)) {
          expect(exact).not.toBe(word);
          expect(foldWord(exact).exact).toBe(exact);
        }
      }
    }),
  ));

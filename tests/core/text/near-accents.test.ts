import { expect, test } from 'vitest';
import { foldWord } from '../../../core/text/fold.ts';
import { nearAccents, otherTone } from '../../../core/text/near-accents.ts';

const exact = (word: string): string => foldWord(word).exact;
const near = (word: string): string[] => nearAccents(exact(word)).map((each) => each.exact);

test('another tone first, hook and tilde before all, then another letter', () => {
  expect(near('muổi')[0]).toBe(exact('muỗi'));
  expect(near('muổi')).toEqual(expect.arrayContaining(['muối', 'muồi', 'muội', 'muôi'].map(exact)));
  expect(near('đăng').indexOf(exact('đằng'))).toBeLessThan(near('đăng').indexOf(exact('đâng')));
});

test.each([
  { word: 'đảo', not: 'mão', why: 'other letters' },
  { word: 'muổi', not: 'mười', why: 'two marks' },
  { word: 'một', not: 'mồt', why: 'a stopped syllable has two tones alone' },
])('$word is not near $not — $why', ({ word, not }) => expect(near(word)).not.toContain(exact(not)));

test.each(['kuril', 'muoi', ''])('%j has no accents to be wrong', (word) => expect(near(word)).toEqual([]));

test('each once, none the word itself, all with its letters', () => {
  for (const word of ['muổi', 'đường', 'trường', 'ước', 'quý']) {
    expect(new Set(near(word)).size).toBe(near(word).length);
    expect(near(word)).not.toContain(exact(word));
  }
});

test('the other of hook and tilde', () => {
  expect(otherTone(exact('nghĩ'))).toBe(exact('nghỉ'));
  expect(otherTone(exact('nghị'))).toBeUndefined();
});

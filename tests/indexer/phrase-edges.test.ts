import { expect, test } from 'vitest';
import { words } from '../../core/text/words.ts';
import { edgesOf } from '../../indexer/phrase-edges.ts';

test.each([
  { phrase: 'Thủ tướng Nhật Bản', is: 'whole', why: 'a name' },
  { phrase: 'Nga và Nhật Bản', is: 'whole', why: 'such a word may stand between others' },
  { phrase: 'trong nước', is: 'whole', why: 'one word of two syllables' },
  { phrase: 'từ thiện', is: 'whole', why: 'the same, of one that may stand before anything' },
  { phrase: 'yêu cầu', is: 'whole', why: 'alone it may be what is looked for' },
  { phrase: 'của', is: 'whole', why: 'one word is what was typed' },
  { phrase: 'Hà Nội đã', is: 'cut', why: 'what Hà Nội did is missing' },
  { phrase: 'giá xăng của', is: 'cut', why: 'whose it is is missing' },
  { phrase: 'TP. HCM yêu cầu', is: 'cut', why: 'what is asked for is missing' },
  { phrase: 'của họ', is: 'common', why: 'what is theirs is missing' },
  { phrase: 'từ ngày', is: 'common', why: 'from which day?' },
  { phrase: 'thứ hai', is: 'common', why: 'every week has one' },
  { phrase: 'từ ngày 19', is: 'common', why: 'a number says no more' },
])('“$phrase” is $is: $why', ({ phrase, is }) => expect(edgesOf(words(phrase).map(({ exact }) => exact))).toBe(is));

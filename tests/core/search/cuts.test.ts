import { expect, test } from 'vitest';
import { cutBefore } from '../../../core/search/cuts.ts';
import { words } from '../../../core/text/words.ts';

/** `|` stands before the word that is asked about. */
test.each([
  { why: 'the beginning of all', text: '|Nga rút quân', cut: 'sentence' },
  { why: 'a full stop', text: 'Nga rút. |Nhật mừng', cut: 'sentence' },
  { why: 'a full stop in quotes', text: '“Nga rút.” |Nhật mừng', cut: 'sentence' },
  { why: 'a line', text: 'Nga rút\n|Nhật mừng', cut: 'sentence' },
  { why: 'a question', text: 'Nga rút? |Nhật mừng', cut: 'sentence' },
  { why: 'a question that a sentence goes on behind', text: 'triệu phú? |trở lại', cut: 'clause' },
  { why: 'a name with a sign', text: 'Yahoo! |đã bán', cut: 'clause' },
  { why: 'dots that a sentence goes on behind', text: 'Theo ông... |thì', cut: 'clause' },
  { why: 'dots at its end', text: 'Không biết nữa… |Nhật mừng', cut: 'sentence' },
  { why: 'a year at the end', text: 'từ năm 1945. |Hai bên', cut: 'sentence' },
  { why: 'a colon', text: 'nhắc khách hàng: |không nhân viên nào', cut: 'clause' },
  { why: 'a comma', text: '6 người thiệt mạng, |9 người bị thương', cut: 'clause' },
  { why: 'a dash', text: 'Hà Nội – |Hải Phòng', cut: 'clause' },
  { why: 'parentheses', text: 'Cảnh sát giao thông (|CSGT)', cut: 'clause' },
  { why: 'a small word', text: 'Hà Nội |và Hải Phòng', cut: 'phrase' },
  { why: 'one that has its tone elsewhere', text: 'một loại rượu |của Pháp', cut: 'phrase' },
  { why: 'a quotation', text: 'gọi là |“đi bão”', cut: 'phrase' },
  { why: 'a space, which divides syllables and words alike', text: 'tuyên |bố chung', cut: 'word' },
  { why: 'a hyphen', text: 'Oa-|sinh-tơn', cut: null },
  { why: 'a decimal', text: '1,|5 tỷ', cut: null },
  { why: 'a day', text: 'ngày 28/|6', cut: null },
  { why: 'a code in one', text: 'Nhóm G|20', cut: null },
  { why: 'a code in two', text: 'tuyển U |23', cut: null },
  { why: 'an abbreviation', text: 'ở TP. |Hưng Yên', cut: null },
  { why: 'with two spaces behind it', text: 'ở TP.  |Hưng Yên', cut: null },
  { why: 'with the line broken behind it', text: 'gửi Công an TP.\n|Hà Nội', cut: null },
  { why: 'a title before a name', text: 'theo TS. |Hoa', cut: null },
  { why: 'two abbreviations that are one', text: 'Công an TP. |HCM', cut: null },
  { why: 'a name that is shortened to a letter', text: 'chị L. |thường trú', cut: 'word' },
  { why: 'a script without spaces', text: '東京|大阪', cut: 'word' },
])('“$text”: $cut — $why', ({ text, cut }) => {
  const plain = text.replace('|', '');
  const list = words(plain);
  const at = list.findIndex(({ start }) => start >= text.indexOf('|'));
  expect(cutBefore(plain, list, at)).toBe(cut);
});

import { expect, test } from 'vitest';
import { readingsOf } from '../../../core/search/typed-readings.ts';

/** Words of an index, and the articles that hold each. */
const KNOWN = new Map([
  ['thu', 50],
  ['tuong', 40],
  ['nhat', 30],
  ['me', 20],
  ['messi', 5],
  ['tuoi', 9],
  ['dang', 9],
]);

test.each([
  { typed: 'thu tuong', readings: ['thu tuong'], why: 'known as it stands' },
  { typed: 'thur tuwowngs', readings: ['thủ tướng', 'thủ tuwowngs', 'thủ tuong'], why: 'keys, Telex' },
  { typed: 'thu3 tu7', readings: ['thủ tu7', 'thủ tu'], why: 'keys, VNI, the last word half typed' },
  { typed: 'mes', readings: ['mes', 'mé', 'me'], why: 'the beginning of a name stands for itself first' },
  { typed: 'thur mes', readings: ['thủ mé', 'thủ mes', 'thủ me'], why: 'where the word before it is keys, so is this' },
  { typed: 'tuwow', readings: ['tuwow', 'tuo'], why: 'half a syllable' },
  { typed: 'ddang', readings: ['ddang', 'đang', 'dang'], why: 'a letter of two keys' },
  { typed: 'thur ', readings: ['thủ '], why: 'a space ends the word' },
  { typed: 'thử', readings: ['thử'], why: 'the input method was on' },
  { typed: 'nhat 22.5', readings: ['nhat 22.5', 'nhat 225'], why: 'a number that may go on' },
  { typed: '', readings: [''], why: 'nothing' },
])('“$typed”: $why', ({ typed, readings }) => expect(readingsOf(typed, KNOWN)).toEqual(readings));

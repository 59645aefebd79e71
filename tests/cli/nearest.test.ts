/** Which word was meant. */
import { expect, test } from 'vitest';
import { nearest } from '../../cli/nearest.ts';

const COMMANDS = ['index', 'inspect', 'remove', 'search', 'serve', 'versions', 'rollback', 'stats', 'verify', 'gc'];

test.each([
  { word: 'serch', meant: 'search', why: 'a letter left out' },
  { word: 'searhc', meant: 'search', why: 'two letters swapped' },
  { word: 'sserve', meant: 'serve', why: 'a letter doubled' },
  { word: 'rollbakc', meant: 'rollback', why: 'swapped at the end' },
  { word: 'version', meant: 'versions', why: 'the singular' },
  { word: 'rem', meant: 'remove', why: 'a beginning' },
  { word: 'Index', meant: 'index', why: 'a capital' },
  { word: 'xoá', meant: null, why: 'another word' },
  { word: 'publish', meant: null, why: 'another word of the same length' },
  { word: '', meant: null, why: 'no word' },
])('$word — $why', ({ word, meant }) => expect(nearest(word, COMMANDS)).toBe(meant));

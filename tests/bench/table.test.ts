import { expect, test } from 'vitest';
import { toMarkdown, toText } from '../../bench/table.ts';

const table = {
  title: '1,000 articles: warm',
  head: ['engine', 'p50 ms', 'p99'],
  rows: [
    ['Saola', '1.20', '10.7'],
    ['a|b', '0.5', '–'],
  ],
  note: 'everything in memory',
};

test('on a terminal, names stand left and figures right', () => {
  expect(toText(table)).toBe(
    [
      '1,000 articles: warm',
      '  engine  p50 ms   p99',
      '  Saola     1.20  10.7',
      '  a|b        0.5     –',
      '  (everything in memory)',
    ].join('\n'),
  );
});

test('in a document, it is a table of Markdown', () => {
  expect(toMarkdown(table)).toBe(
    [
      '**1,000 articles: warm**',
      '',
      '| engine | p50 ms | p99 |',
      '|---|---:|---:|',
      '| Saola | 1.20 | 10.7 |',
      '| a\\|b | 0.5 | – |',
      '',
      'everything in memory',
    ].join('\n'),
  );
});

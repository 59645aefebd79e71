import { expect, test } from 'vitest';
import { ENGINES } from '../../bench/engines/names.ts';
import { optionsFrom } from '../../bench/options.ts';

test.each([
  { args: [], sizes: [1_000, 10_000], runs: 3, engines: ENGINES },
  { args: ['--quick'], sizes: [1_000], runs: 1, engines: ENGINES },
  { args: ['--quick', '--articles', '30000', '--runs', '2'], sizes: [30_000], runs: 2, engines: ENGINES },
  { args: ['--engines', 'minisearch'], sizes: [1_000, 10_000], runs: 3, engines: ['saola', 'minisearch'] },
  {
    args: ['--from', 'runs.json', '--plots'],
    sizes: [1_000, 10_000],
    runs: 3,
    engines: ENGINES,
    from: 'runs.json',
    plots: true,
  },
])('npm run bench -- $args', ({ args, ...expected }) => {
  expect(optionsFrom(args)).toEqual({ markdown: false, plots: false, ...expected });
});

test.each([
  { args: ['--articles', 'all'], says: /--articles has "all"; whole numbers/ },
  { args: ['--runs', '0'], says: /--runs has "0"; whole numbers/ },
  { args: ['--engines', 'lucene'], says: /no engine "lucene"; there are saola, / },
  { args: ['--size', '5'], says: /'--size'.*--articles 1000,10000/s },
])('$args is refused', ({ args, says }) => expect(() => optionsFrom(args)).toThrow(says));

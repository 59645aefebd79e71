/** Given the words behind `npm run bench --`, what is measured and where it goes. */
import { parseArgs } from 'node:util';
import { Trouble, codeOf } from '../scripts/lib/trouble.mjs';
import { ENGINES, type EngineName } from './engines/names.ts';

export type Options = {
  /** Articles in the index. @default 1,000 and 10,000; with `--quick` 1,000 */
  readonly sizes: readonly number[];
  /** How often all is done. @default 3; with `--quick` once */
  readonly runs: number;
  /** Saola is always there, and first. @default all */
  readonly engines: readonly EngineName[];
  /** A file for every figure of every run. */
  readonly json?: string;
  /** Such a file of a run before: nothing is measured, all is told from it. */
  readonly from?: string;
  readonly markdown: boolean;
  /** Pictures are drawn too, into docs/plots. */
  readonly plots: boolean;
};

/** Throws `Trouble` for words that it does not know. */
export function optionsFrom(args: readonly string[]): Options {
  const values = parse(args);
  const sizes = values.articles ?? (values.quick ? '1000' : '1000,10000');
  return {
    sizes: sizes.split(',').map((size) => wholeNumber('articles', size)),
    runs: wholeNumber('runs', values.runs ?? (values.quick ? '1' : '3')),
    engines: values.engines === undefined ? ENGINES : enginesIn(values.engines),
    ...(values.json !== undefined && { json: values.json }),
    ...(values.from !== undefined && { from: values.from }),
    markdown: values.markdown,
    plots: values.plots,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        articles: { type: 'string' },
        runs: { type: 'string' },
        engines: { type: 'string' },
        quick: { type: 'boolean', default: false },
        json: { type: 'string' },
        from: { type: 'string' },
        markdown: { type: 'boolean', default: false },
        plots: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    if (!codeOf(cause)?.startsWith('ERR_PARSE_ARGS')) throw cause;
    throw new Trouble(
      `${(cause as Error).message.replace(/\.?$/, '.')} There are --articles 1000,10000, --runs 3, --engines ${ENGINES.join(',')}, --quick, --json FILE, --from FILE, --markdown and --plots.`,
    );
  }
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Trouble(`--${name} has "${text}"; whole numbers from 1 on are wanted.`);
}

function enginesIn(text: string): EngineName[] {
  const names = text.split(',');
  const unknown = names.find((name) => !ENGINES.some((engine) => engine === name));
  if (unknown !== undefined) throw new Trouble(`There is no engine "${unknown}"; there are ${ENGINES.join(', ')}.`);
  return ENGINES.filter((engine) => engine === 'saola' || names.includes(engine));
}

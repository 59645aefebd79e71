/** What a command is: its words and options, from which both its parser and its help are made, and what it does. */
import { parseArgs } from 'node:util';
import type { Io } from './io.ts';
import { nearest } from './nearest.ts';
import type { Parts } from './parts.ts';
import type { Talk } from './talk.ts';

export type Option = {
  readonly type: 'string' | 'boolean';
  /** What the help calls the value of a `string`. */
  readonly value?: string;
  readonly short?: string;
  /** It may be given several times. @default false */
  readonly multiple?: true;
  readonly help: string;
};
type Options = Readonly<Record<string, Option>>;

export type Values<O extends Options> = {
  readonly [Name in keyof O]?: O[Name]['type'] extends 'boolean'
    ? boolean
    : O[Name]['multiple'] extends true
      ? readonly string[]
      : string;
};

export type Asked<O extends Options> = { readonly words: readonly string[]; readonly values: Values<O> };

export type Context = { readonly io: Io; readonly parts: Parts; readonly talk: Talk };

type Definition<O extends Options> = {
  readonly name: string;
  /** What follows the name, once for each way to use it. */
  readonly usage: readonly string[];
  /** Half a sentence, for the list of commands. */
  readonly summary: string;
  readonly options: O;
  /** Sentences for the end of its help. */
  readonly notes?: readonly string[];
  /** Returns the exit code. */
  readonly run: (asked: Asked<O>, context: Context) => Promise<number>;
};

export type Command = Pick<Definition<Options>, 'name' | 'usage' | 'summary' | 'options' | 'notes'> & {
  /** Reads the words behind the command's name, then runs it. */
  readonly start: (args: readonly string[], context: Context) => Promise<number>;
  readonly wantsHelp: (args: readonly string[]) => boolean;
};

/** The words on the command line make no sense; exit code 2. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

export const HELP = { type: 'boolean', short: 'h', help: 'print this' } satisfies Option;

export function defineCommand<const O extends Options>({ run, ...definition }: Definition<O>): Command {
  const options: O & { readonly help: Option } = { ...definition.options, help: HELP };
  return {
    ...definition,
    options,
    wantsHelp: (args) => parseArgs({ args: [...args], options, strict: false }).values['help'] === true,
    start: (args, context) => run(read(args, options), context),
  };
}

function read<O extends Options>(args: readonly string[], options: O): Asked<O> {
  const config = { args: [...args], options, allowPositionals: true } as const;
  for (const token of parseArgs({ ...config, strict: false, tokens: true }).tokens) {
    if (token.kind === 'option' && !Object.hasOwn(options, token.name)) throw unknownOption(token.rawName, options);
  }
  try {
    const { values, positionals } = parseArgs(config);
    return { words: positionals, values };
  } catch (error) {
    const [what = ''] = error instanceof Error ? error.message.split('\n') : [];
    throw new Misuse(what.endsWith('.') ? what : `${what}.`);
  }
}

function unknownOption(rawName: string, options: Options): Misuse {
  const near = nearest(rawName.replace(/^-+/, ''), Object.keys(options));
  const meant = near === null ? '' : ` Did you mean --${near}?`;
  const dash = rawName.startsWith('--') ? '' : ' A word that begins with - goes behind --, as in: -- -5';
  return new Misuse(`There is no option ${rawName}.${meant}${near === null ? dash : ''}`);
}

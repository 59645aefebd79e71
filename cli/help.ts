/** Given a command or all of them, returns the text that `--help` prints. */
import type { Command, Option } from './command.ts';

export function helpOfAll(commands: readonly Command[]): string {
  return `${[
    'Saola: full-text search for Vietnamese sites, from files in a folder or an S3 bucket.',
    '',
    'Usage: saola <command> …',
    '',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    ...columns([
      ['<command> --help', 'what it takes'],
      ['--version', 'print the version'],
    ]),
    '',
    'Exit code 0: done, 1: failed, 2: the words make no sense, 130: stopped by Ctrl-C.',
  ].join('\n')}\n`;
}

export function helpOf({ name, usage, summary, options, notes = [] }: Command): string {
  return `${[
    ...usage.map((words, at) => `${at === 0 ? 'Usage:' : '      '} saola ${name} ${words}`),
    '',
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    '',
    ...columns(Object.entries(options).map(([option, about]) => [signature(option, about), about.help])),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ].join('\n')}\n`;
}

function signature(name: string, { value, short }: Option): string {
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` <${value}>`}`;
}

function columns(rows: readonly (readonly [left: string, right: string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

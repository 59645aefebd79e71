/** Given a file that `--json` wrote, what was measured then: tables and plots are made of it again without measuring. */
import { readFile } from 'node:fs/promises';
import { Trouble, codeOf } from '../scripts/lib/trouble.mjs';
import type { Machine } from './machine.ts';
import type { Measured } from './reads/report.ts';
import type { Run } from './summary.ts';

/** Of `npm run bench`. */
export type Kept = {
  readonly machine: Machine;
  /** A Node process that does nothing. */
  readonly empty: { readonly ms: number; readonly residentBytes: number };
  readonly runs: readonly Run[];
};

/** Of `npm run bench:reads`. */
export type KeptReads = { readonly machine: Machine; readonly sizes: readonly Measured[] };

/** Throws `Trouble` where there is no such file, or not one of `npm run bench -- --json`. */
export const keptRuns = (file: string): Promise<Kept> => kept(file, 'runs', 'npm run bench');

/** The same for `npm run bench:reads -- --json`. */
export const keptReads = (file: string): Promise<KeptReads> => kept(file, 'sizes', 'npm run bench:reads');

async function kept<Found extends Kept | KeptReads>(file: string, list: 'runs' | 'sizes', by: string): Promise<Found> {
  const wanted = `--from wants a file that \`${by} -- --json FILE\` wrote.`;
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') throw new Trouble(`${file} is not there; ${wanted}`);
    throw cause;
  });
  const found = parsed(text);
  if (typeof found === 'object' && found !== null && 'machine' in found && list in found) return found as Found;
  throw new Trouble(`${file} has no "machine" and "${list}"; ${wanted}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no JSON is not what is wanted either
  }
}

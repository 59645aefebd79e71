/** Where and when something was measured: figures mean nothing without. */
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { root } from '../scripts/lib/paths.mjs';

export type Machine = {
  /** ISO 8601, UTC. */
  readonly date: string;
  /** Of the sources; `+` behind it: with changes that are not committed. */
  readonly commit: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  /** Processes that wanted to run, on average over the minute before: near 0 on a quiet machine. */
  readonly loadBefore: number;
};

export function thisMachine(): Machine {
  return {
    date: new Date().toISOString(),
    commit: commit(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${platform()} ${release()}`,
    node: process.version,
    loadBefore: loadavg()[0] ?? 0,
  };
}

/** The day and the sources alone, for figures that do not depend on the machine. */
export const describeSources = ({ date, commit: sources }: Machine): string =>
  `${date.slice(0, 10)}, sources ${sources}`;

export function describe(machine: Machine): string {
  const { cpu, cores, memoryBytes, system, node, loadBefore } = machine;
  const memory = `${Math.round(memoryBytes / 2 ** 30)} GiB`;
  return `${describeSources(machine)}; ${cpu}, ${cores} cores, ${memory}; ${system}; Node ${node}; load before ${loadBefore.toFixed(1)}`;
}

/** A tree without git has no name for what it is. */
function commit(): string {
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') ? '+' : '');
  } catch {
    return 'unknown';
  }
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

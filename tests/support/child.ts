/** Starts a TypeScript file of the tests as a process of its own, to be talked with by lines and to be killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

export interface Child {
  readonly pid: number;
  /** The next line that it prints; throws where it ends without one. */
  line(): Promise<string>;
  say(line: string): void;
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
  /** Waits until it is gone by itself. */
  ended(): Promise<void>;
}

const LOADER = pathToFileURL(join(import.meta.dirname, '../../scripts/lib/typescript-loader.mjs')).href;

/** `file` is below `tests/`. */
export function startChild(file: string, ...args: readonly string[]): Child {
  const path = join(import.meta.dirname, '..', file);
  const child = spawn(process.execPath, ['--import', LOADER, path, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  // Killed with a line on its way to it, which is nobody's trouble.
  child.stdin.on('error', () => undefined);
  return {
    pid: child.pid ?? 0,
    async line() {
      const next = await lines.next();
      if (next.done === true) throw new Error(`${file} ended without a word.`);
      return next.value;
    },
    say: (line) => void child.stdin.write(`${line}\n`),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async ended() {
      await gone;
    },
  };
}

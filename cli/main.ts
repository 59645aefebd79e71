/** The one place where the command line meets the process. */
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

const stop = new AbortController();
// Once: who presses Ctrl-C again does not want to wait for a clean end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

process.exitCode = await run(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  get in() {
    return process.stdin;
  },
  env: process.env,
  signal: stop.signal,
  now: () => performance.now(),
  // Beside the folder of the built command.
  webRoot: fileURLToPath(new URL('../web', import.meta.url)),
});

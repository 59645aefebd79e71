/** Starts each program again and again under AWS's own runtime client, and says how long it took to be ready and to answer. */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build, type Metafile } from 'esbuild';
import { searchFunction } from '../../scripts/build-options.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { functionUrlEvent } from '../../tests/lambda/events.ts';
import { startFunction } from '../../tests/lambda/runtime-api.ts';
import type { HttpResult } from '../../functions/search/event.ts';
import type { Program } from './programs.ts';

export type Built = {
  readonly program: Program;
  readonly folder: string;
  /** Of the files that are read before the first event, and of all. */
  readonly startBytes: number;
  readonly bytes: number;
};

/** Milliseconds since the process was started. */
export type Start = { readonly ready: number; readonly answered: number };

export type Surroundings = {
  /** The Node that runs it. */
  readonly node: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What is asked first, as it stands in an address. */
  readonly target: string;
};

/** Bundles the program as the deployed function is bundled, but for what it says itself. */
export async function bundleStart(program: Program, folder: string): Promise<Built> {
  await mkdir(folder);
  const { entryPoints: _ours, ...options } = searchFunction(folder);
  const { metafile } = await build({
    ...options,
    stdin: { contents: program.contents, resolveDir: join(root, 'bench') },
    entryNames: 'handler',
    sourcemap: false,
    ...program.bundling,
    metafile: true,
  });
  return { program, folder, ...bytesIn(metafile) };
}

function bytesIn({ outputs }: Metafile): Pick<Built, 'startBytes' | 'bytes'> {
  const atStart = new Set(Object.keys(outputs).filter((file) => outputs[file]?.entryPoint === '<stdin>'));
  for (const file of atStart) {
    for (const { path, kind } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && outputs[path]) atStart.add(path);
  }
  const sum = (files: Iterable<string>): number =>
    [...files].reduce((total, file) => total + (outputs[file]?.bytes ?? 0), 0);
  return { startBytes: sum(atStart), bytes: sum(Object.keys(outputs)) };
}

/** Lets V8 keep what it compiled: Node writes that down when a process ends by itself, which a function never does. */
export async function fillCompileCache({ folder }: Built, { node, environment }: Surroundings): Promise<void> {
  await promisify(execFile)(node, ['--eval', `import(${JSON.stringify(join(folder, 'handler.mjs'))})`], {
    env: { ...environment, NODE_COMPILE_CACHE: cacheIn(folder) },
  });
}

const cacheIn = (folder: string): string => resolve(folder, 'compile-cache');

/** One process from its start to its first answer. Throws where that is none. */
export async function measureStart(
  { program, folder }: Built,
  { node, environment, target }: Surroundings,
): Promise<Start> {
  const start = performance.now();
  const one = await startFunction({
    node,
    taskRoot: folder,
    timeoutMs: 30_000,
    environment: { ...environment, ...(program.compileCache && { NODE_COMPILE_CACHE: cacheIn(folder) }) },
  });
  try {
    const failure = await one.started;
    const ready = performance.now() - start;
    if (failure) throw new Error(`${program.name} does not start: ${failure.errorMessage}`);
    const asked = performance.now();
    const outcome = await one.invoke<HttpResult>(functionUrlEvent(target));
    const answered = ready + performance.now() - asked;
    const right = 'response' in outcome && (!program.answers || outcome.response.statusCode === 200);
    if (!right) throw new Error(`${program.name} does not answer: ${JSON.stringify(outcome)}`);
    return { ready, answered };
  } finally {
    await one.stop();
  }
}

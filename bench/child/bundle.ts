/** Makes a program of one engine and one task, and runs it: each figure comes from a process that has nothing else in it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, type BuildOptions } from 'esbuild';
import type { EngineName } from '../engines/names.ts';
import { root } from '../../scripts/lib/paths.mjs';

const SETTINGS = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  mainFields: ['module', 'main'],
  // Bundled CommonJS code asks for Node's own modules by `require`, which an ES module does not have.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
} as const satisfies BuildOptions;

type Task = 'build' | 'search';

/** The paths of an engine's two programs. */
export type Programs = { readonly [Each in Task]: string };

/** Writes the programs of all engines into `folder`. */
export async function bundleAll(engines: readonly EngineName[], folder: string): Promise<Map<EngineName, Programs>> {
  const programs = new Map<EngineName, Programs>();
  await bundleThread(folder);
  for (const engine of engines) {
    programs.set(engine, {
      build: await bundle(engine, 'build', folder),
      search: await bundle(engine, 'search', folder),
    });
  }
  return programs;
}

/** What programs in `folder` that build Saola's index start threads with (`on-threads.ts`). */
export async function bundleThread(folder: string): Promise<void> {
  await build({
    ...SETTINGS,
    entryPoints: [join(root, 'indexer', 'chunk-worker.ts')],
    outfile: join(folder, 'chunk-worker.mjs'),
  });
}

async function bundle(engine: EngineName, task: Task, folder: string): Promise<string> {
  const outfile = join(folder, `${engine}-${task}.mjs`);
  const [what, measure] = task === 'build' ? ['build', 'measureBuild'] : ['open', 'measureSearch'];
  await bundleProgram(
    `import { ${what} } from './engines/${engine}.ts';
      import { ${measure} } from './child/${task}.ts';
      await ${measure}(${what});`,
    outfile,
  );
  return outfile;
}

/** `contents`: a module as it would stand in `bench/`. */
export async function bundleProgram(contents: string, outfile: string): Promise<void> {
  await build({
    stdin: {
      contents,
      resolveDir: join(root, 'bench'),
      loader: 'ts',
    },
    outfile,
    ...SETTINGS,
  });
}

/** What a process needs that does nothing: the ground that every figure of a fresh one stands on. */
export async function emptyProcess(): Promise<{ readonly ms: number; readonly residentBytes: number }> {
  const script = `const { user, system } = process.cpuUsage();
    JSON.stringify({ ms: Math.min(performance.now(), (user + system) / 1000), residentBytes: process.memoryUsage.rss() })`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-p', script]);
  return JSON.parse(stdout) as { ms: number; residentBytes: number };
}

/** What the program says it measured. `env`: beside that of this process. Throws with what it complained of where it fails. */
export async function runChild<Figures>(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Figures> {
  const options = { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...env } };
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], options);
  return JSON.parse(stdout) as Figures;
}

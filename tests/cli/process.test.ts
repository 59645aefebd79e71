/** The command line as the system sees it: the built program, real pipes, real signals. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../scripts/lib/build.mjs';
import { dist } from '../../scripts/lib/paths.mjs';
import { madeArticles } from '../support/articles.ts';

let folder = '';
let store = '';
beforeAll(async () => {
  await build();
  folder = await mkdtemp(join(tmpdir(), 'saola-process-'));
  store = join(folder, 'kho');
  await writeFile(join(folder, 'tin.jsonl'), '{"id": "kuril", "title": "Nga, Nhật bàn về Nam Kuril"}\n');
  const { code, err } = await start('index', join(folder, 'tin.jsonl'), '--store', store).ended;
  if (code !== 0) throw new Error(err);
});
afterAll(() => rm(folder, { recursive: true }));

const start = (...args: readonly string[]) => startWith({}, ...args);

function startWith(environment: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [join(dist, 'cli/saola.mjs'), ...args], { cwd: folder, env });
  const written = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.err += text));
  const ended = new Promise<{ code: number | null; signal: string | null; out: string; err: string }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, ...written }));
  });
  /** Resolves with all of stderr once it holds `text`. */
  const says = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (written.err.includes(text)) resolve(written.err);
      };
      child.stderr.on('data', look);
      child.on('close', () => reject(new Error(`it ended without “${text}”: ${written.err}`)));
      look();
    });
  return { child, ended, says };
}

test('exit codes reach the shell', async () => {
  expect((await start('search', 'kuril', '--store', store).ended).code).toBe(0);
  expect((await start('search', 'kuril', '--store', join(folder, 'khong-co')).ended).code).toBe(1);
  expect((await start('search', 'kuril').ended).code).toBe(2);
});

test('a reader that closes the pipe early is no error', async () => {
  const { child, ended } = start('search', '--batch', '-', '--run', '-', '--store', store);
  child.stdout.destroy();
  // Only now can it have something to write.
  child.stdin.end('{"id": "q1", "query": "kuril"}\n{"id": "q2", "query": "nam kuril"}\n');
  expect(await ended).toMatchObject({ code: 0, signal: null, err: '' });
});

/** Of a folder that goes while it is read: it is looked at again. */
function noneIfGone(error: NodeJS.ErrnoException): string[] {
  if (error.code !== 'ENOENT') throw error;
  return [];
}

test('killed in the middle of its work, a run is gone on with', { timeout: 120_000 }, async () => {
  const temporary = join(folder, 'tam');
  await mkdir(temporary);
  const lines = Array.from(madeArticles(2_100, 3), (article) => `${JSON.stringify(article)}\n`);
  await writeFile(join(folder, 'bo-do.jsonl'), lines.join(''));
  const run = () => startWith({ TMPDIR: temporary, TMP: temporary }, 'index', 'bo-do.jsonl', '--store', 'kho-bo-do');
  const killed = run();
  const chunks = async () => (await readdir(temporary, { recursive: true })).filter((name) => name.endsWith('.chunk'));
  while ((await chunks().catch(noneIfGone)).length === 0) await sleep(5);
  killed.child.kill('SIGKILL');
  expect(await killed.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
  expect((await start('search', 'bão', '--store', 'kho-bo-do').ended).code).toBe(1);
  const left = (await chunks()).length;
  const { code, err } = await run().ended;
  expect({ code, left }).toEqual({ code: 0, left: expect.toSatisfy((count: number) => count >= 1) });
  const [, found = '0'] = /Going on from a run that was stopped: it had taken ([\d,]+) articles apart/.exec(err) ?? [];
  expect(Number(found.replace(',', ''))).toBeGreaterThanOrEqual(100);
  expect(err).toContain('with 2,100 articles');
  expect(await chunks()).toEqual([]);
});

test(
  'killed with articles on the disk, a run leaves them to the next one to take away',
  { timeout: 120_000 },
  async () => {
    const temporary = join(folder, 'tam-day');
    await mkdir(temporary);
    // More than waits in memory, so it is killed in the middle of reading.
    const long = 'Đảo Kunashir có suối nước nóng. '.repeat(4_000);
    const lines = Array.from(
      { length: 400 },
      (_, n) => `{"id": "kuril-${n}", "title": "Nam Kuril", "body": "${long}"}\n`,
    );
    await writeFile(join(folder, 'dai.jsonl'), lines.join(''));
    const run = (source: string) =>
      startWith({ TMPDIR: temporary, TMP: temporary }, 'index', source, '--store', 'kho-day');
    const runs = async () => (await readdir(temporary)).filter((name) => name.startsWith('saola-run-'));
    const killed = run('dai.jsonl');
    while ((await runs()).length === 0) await sleep(5);
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toMatchObject({ signal: 'SIGKILL' });
    expect(await runs()).toHaveLength(1);
    expect(await run('tin.jsonl').ended).toMatchObject({ code: 0 });
    expect(await runs()).toEqual([]);
  },
);

describe.skipIf(process.platform === 'win32')('Ctrl-C (Windows has no signals to send)', () => {
  test('while sources are read: 130, and nothing has become visible', async () => {
    // So many that publishing them would take minutes: it is stopped long before.
    const many = Array.from(
      { length: 200_000 },
      (_, n) => `{"id": ${n}, "title": "Đảo số ${n} của quần đảo Nam Kuril"}\n`,
    );
    await writeFile(join(folder, 'nhieu.jsonl'), `{"id": "bão", \n${many.join('')}`);
    const { child, ended, says } = start('index', 'nhieu.jsonl', '--store', 'kho-moi');
    await says('nhieu.jsonl:1: skipped');
    child.kill('SIGINT');
    const { code, out, err } = await ended;
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(err).toContain('Stopped. What was live before is live still');
    expect(existsSync(join(folder, 'kho-moi/current.json'))).toBe(false);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'while it serves: the port is free again, and all is well (%s)',
    async (signal) => {
      const { child, ended, says } = start('serve', '--store', store, '--port', '0');
      const url = /http:\/\/localhost:\d+/.exec(await says('Ctrl-C ends it'))?.[0] ?? '';
      const answer = await fetch(`${url}/search?q=kuril`);
      expect(answer.status).toBe(200);
      expect(await (await fetch(url)).text()).toContain('<html');
      const json = await start('search', 'kuril', '--store', store, '--json').ended;
      expect(json.out).toBe(`${await answer.text()}\n`);
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 0, signal: null });
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    },
  );
});

/** `npm start` as a person types it, on a checkout that is installed: to an address that answers, and a clean end. */
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../../scripts/lib/paths.mjs';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Resolves once it has said where it answers. */
async function start(port: number) {
  const child = spawn(process.execPath, ['scripts/start.mjs', '--port', String(port)], { cwd: root });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  const ended = new Promise<number | null>((end) => child.once('close', (code) => end(code)));
  const up = new Promise<void>((ready, failed) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => {
        said += String(bytes);
        if (said.includes(`http://localhost:${port}`)) ready();
      });
    void ended.then((code) => failed(new Error(`It ended with ${code}: ${said}`)));
  });
  await up;
  return {
    said,
    /** As Ctrl-C does; Windows knows no signal that a program could send. */
    end: (): Promise<number | null> => {
      child.kill('SIGINT');
      return ended;
    },
  };
}

const builtAt = (): number[] =>
  ['dist/inputs.sha256', '.saola/demo/current.json'].map((file) => statSync(join(root, file)).mtimeMs);

/** Windows has no Ctrl-C to send: the program is ended from outside. */
const CLEAN_END = process.platform === 'win32' ? null : 0;

test('serves the example articles and the page; again, it does over nothing that has not changed', async () => {
  const port = await freePort();
  const first = await start(port);
  const answer: { hits: { title: string }[] } = JSON.parse(await read(port, '/search?q=quan+dao+nam+kuril'));
  expect(answer.hits[0]?.title).toContain('Nam Kuril');
  expect(await read(port, '/')).toContain('<html lang="vi"');
  expect(await first.end()).toBe(CLEAN_END);

  const before = builtAt();
  const second = await start(port);
  expect(await second.end()).toBe(CLEAN_END);
  expect(builtAt()).toEqual(before);
  expect(second.said).not.toMatch(/Installing|Building|indexing/i);
});

const read = async (port: number, path: string): Promise<string> =>
  (await fetch(`http://localhost:${port}${path}`)).text();

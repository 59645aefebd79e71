import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { nodeIsNewEnough } from '../../scripts/lib/node-version.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { portFrom } from '../../scripts/lib/port.mjs';
import { assertWritable } from '../../scripts/lib/writable.mjs';

const TOO_OLD =
  /^Saola needs Node 20\.19 or newer, and this is Node [\d.]+: install a current one from \S+, then run this again\.$/;

test.each([
  { found: '12.22.12', enough: false, says: [TOO_OLD] },
  { found: '18.20.8', enough: false, says: [TOO_OLD] },
  { found: '20.18.9', enough: false, says: [TOO_OLD] },
  { found: '20.19.0', enough: true, says: [] },
  { found: '22.1.0', enough: true, says: [] },
  { found: '100.0.0', enough: true, says: [] },
])('Node $found is new enough: $enough', ({ found, enough, says }) => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const before = process.exitCode;
  onTestFinished(() => {
    process.exitCode = before;
    said.mockRestore();
  });
  expect(nodeIsNewEnough(found)).toBe(enough);
  expect(said.mock.calls).toEqual(says.map((sentence) => [expect.stringMatching(sentence)]));
});

test.each([
  { why: 'nothing said', args: [], env: {}, port: 8787 },
  { why: 'an empty PORT is nothing said', args: [], env: { PORT: '' }, port: 8787 },
  { why: 'from the environment', args: [], env: { PORT: '9000' }, port: 9000 },
  { why: 'the command line goes first', args: ['--port', '9001'], env: { PORT: '9000' }, port: 9001 },
  { why: 'in one word', args: ['--port=9002'], env: {}, port: 9002 },
])('port $port — $why', ({ args, env, port }) => expect(portFrom(args, env)).toBe(port));

test.each([
  { args: ['--port', 'tám'], env: {} },
  { args: ['--port'], env: {} },
  { args: ['--port=65536'], env: {} },
  { args: [], env: { PORT: '0' } },
  { args: ['8788'], env: {} },
  { args: ['--port', '8788', '--open'], env: {} },
])('refuses $args $env with what to type', ({ args, env }) => expect(() => portFrom(args, env)).toThrow(/--port/));

// A machine without IPv6 has no ::1 for anybody to listen on.
const ipv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

test.each(['127.0.0.1', '0.0.0.0', ...(ipv6 ? ['::1'] : [])])(
  'a port taken on %s is one sentence, before anything is installed or built',
  async (address) => {
    const other = createServer().listen(0, address);
    onTestFinished(() => void other.close());
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as AddressInfo;
    const { code, err, out } = await start('--port', String(port));
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(
      new RegExp(
        `^Port ${port} is taken by another program: stop that one, or choose another port, as in .* --port \\d+\\.\n$`,
      ),
    );
  },
);

test('a folder that cannot be written to is one sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'saola-writable-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(() => assertWritable(folder)).not.toThrow();
  // Rights do not bind root; a file in the way of the folder binds everybody.
  const file = join(folder, 'bài.json');
  writeFileSync(file, '[]');
  expect(() => assertWritable(file)).toThrow(`${file} cannot be written to (ENOTDIR): give yourself the right`);
});

function start(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [join(root, 'scripts/start.mjs'), ...args], (error, out, err) =>
      done({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

/** What runs left that were killed goes with the next run, and nothing else does. */
import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownName } from '../../core/store/file-owner.ts';
import { makeRunFolder, removeLeftovers } from '../../indexer/leftovers.ts';
import { Scratch } from '../../indexer/scratch.ts';
import { startChild, type Child } from '../support/child.ts';

let parent = '';
const children: Child[] = [];
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'saola-leftovers-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) await child.kill();
  rmSync(parent, { recursive: true });
});

async function holder(): Promise<Child> {
  const child = startChild('support/scratch-holder.ts', parent);
  children.push(child);
  expect(await child.line()).toBe('ready');
  return child;
}

/** Named as by a process of this machine that is gone. */
const deadName = (): string => `saola-run-${ownName().replace(/^(\d+)\.\d*/, '$1.1')}`;
const strangeName = (): string =>
  `saola-run-${ownName().replace(hostname().replaceAll(/[^A-Za-z0-9]+/g, '-'), 'khac')}`;
const DAY_MS = 24 * 60 * 60 * 1000;

function age(path: string, days: number): void {
  const then = new Date(Date.now() - days * DAY_MS);
  utimesSync(path, then, then);
}

test('a killed process leaves its folder, and the next run takes it away; that of a live one stays', async () => {
  const killed = await holder();
  const alive = await holder();
  expect(readdirSync(parent)).toHaveLength(2);
  await killed.kill();
  expect(readdirSync(parent)).toHaveLength(2); // nobody could clean up

  const scratch = new Scratch({ inMemory: 1, parent });
  expect(readdirSync(parent).map((name) => name.split(/[-.]/)[2])).toEqual([String(alive.pid)]);
  scratch.spill().raw(new Uint8Array(9)); // and the new one's stands beside it
  expect(readdirSync(parent)).toHaveLength(2);
  removeLeftovers(parent);
  expect(readdirSync(parent)).toHaveLength(2);
  scratch.remove();
  expect(readdirSync(parent)).toHaveLength(1);
});

test('two runs that begin at the same time take it away once, and neither fails', async () => {
  const killed = await holder();
  await killed.kill();
  const [one, other] = [await holder(), await holder()];
  const pids = readdirSync(parent).map((name) => Number(name.split(/[-.]/)[2]));
  expect(new Set(pids)).toEqual(new Set([one.pid, other.pid]));
});

test.skipIf(process.platform !== 'linux').each([
  { why: 'its process is gone, though another has its number', make: deadName, days: 0, goes: true },
  { why: 'of another machine, which may be at it', make: strangeName, days: 6, goes: false },
  { why: 'of another machine, but nobody is at it any more', make: strangeName, days: 8, goes: true },
  { why: 'ours, for however long', make: () => `saola-run-${ownName()}`, days: 300, goes: false },
  { why: 'of the user’s own naming', make: () => 'saola-run-ban-nhap', days: 0, goes: false },
  { why: 'not for runs at all', make: () => 'saola-unfinished-1000', days: 300, goes: false },
])('a folder goes: $goes — $why', ({ make, days, goes }) => {
  const folder = join(parent, make());
  mkdirSync(folder);
  writeFileSync(join(folder, '0'), 'Bản tin chưa đăng');
  age(folder, days);
  removeLeftovers(parent);
  expect(readdirSync(parent)).toHaveLength(goes ? 0 : 1);
});

test.skipIf(process.platform !== 'linux')('a link or a file of such a name is not ours', () => {
  const elsewhere = join(parent, 'bai-viet');
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, 'tin.json'), '{}');
  symlinkSync(elsewhere, join(parent, deadName()));
  writeFileSync(join(parent, deadName()), '');
  removeLeftovers(parent);
  expect(readdirSync(parent)).toHaveLength(3);
  expect(readdirSync(elsewhere)).toEqual(['tin.json']);
});

test.skipIf(process.getuid?.() !== 0)('root leaves alone what another user left', () => {
  const folder = join(parent, deadName());
  mkdirSync(folder);
  chownSync(folder, 65_534, 65_534);
  removeLeftovers(parent);
  expect(readdirSync(parent)).toHaveLength(1);
});

test.skipIf(process.platform === 'win32')('nobody else may look into it', () => {
  expect(statSync(makeRunFolder(parent)).mode & 0o077).toBe(0);
});

test('a place that is not there is no trouble before something is to be written', () =>
  expect(() => removeLeftovers(join(parent, 'khong-co'))).not.toThrow());

import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint } from '../../scripts/lib/fingerprint.mjs';

let folder: string;
const SOURCES = ['bài', 'package.json'];
const now = (): string => fingerprint(folder, SOURCES);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saola-fingerprint-'));
  mkdirSync(join(folder, 'bài'));
  writeFileSync(join(folder, 'bài', 'kuril.txt'), 'Quần đảo Nam Kuril');
  writeFileSync(join(folder, 'bài', 'g20.txt'), 'Hội nghị G20 ở Osaka');
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  { why: 'a changed text', change: () => writeFileSync(join(folder, 'bài', 'kuril.txt'), 'Quần đảo Kuril') },
  { why: 'a new file', change: () => writeFileSync(join(folder, 'bài', 'huế.txt'), '') },
  {
    why: 'a file that comes into being by its own name',
    change: () => writeFileSync(join(folder, 'package.json'), '{}'),
  },
  { why: 'a renamed file', change: () => renameSync(join(folder, 'bài/g20.txt'), join(folder, 'bài/g7.txt')) },
  { why: 'a removed file', change: () => rmSync(join(folder, 'bài/g20.txt')) },
])('sees $why', ({ change }) => {
  const before = now();
  change();
  expect(now()).not.toBe(before);
});

test('does not see where the folder lies, what is elsewhere, nor packages', () => {
  const before = now();
  writeFileSync(join(folder, 'README.md'), 'Sao la');
  mkdirSync(join(folder, 'bài', 'node_modules'));
  writeFileSync(join(folder, 'bài', 'node_modules', 'index.js'), '');
  const moved = `${folder}-moved`;
  renameSync(folder, moved);
  folder = moved;
  expect(now()).toBe(before);
});

test('text moved from the end of one file to the start of the next is a change', () => {
  writeFileSync(join(folder, 'bài', 'g20.txt'), 'Hội nghị');
  writeFileSync(join(folder, 'bài', 'kuril.txt'), ' G20');
  const before = now();
  writeFileSync(join(folder, 'bài', 'g20.txt'), 'Hội nghị G20');
  writeFileSync(join(folder, 'bài', 'kuril.txt'), '');
  expect(now()).not.toBe(before);
});

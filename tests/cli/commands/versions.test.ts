/** `saola versions`: the list, for people and for programs. */
import { expect, test } from 'vitest';
import { SaolaError } from '../../../core/errors.ts';
import type { VersionId } from '../../../core/index/manifest.ts';
import { runWith } from '../fake-io.ts';

const V1 = '00000001-0a1b2c3d4e5f' as VersionId;
const V2 = '00000002-f0637bf1f1cd' as VersionId;

const V1_KEPT = {
  version: V1,
  current: false,
  articles: 1,
  publishedAt: '2024-05-01T03:00:00.000Z',
  analyzer: 'vi-1',
};
const V2_KEPT = { ...V1_KEPT, version: V2, current: true, articles: 12_000, restores: V1 };
const BROKEN = {
  key: 'versions/00000003-ffffffffffff.json',
  current: false,
  problem: new SaolaError('index-malformed', 'It is cut off.'),
};
const listVersions = async () => [BROKEN, V2_KEPT, V1_KEPT];

test('are listed, the live one with a star, a broken one with its fault', async () => {
  expect(await runWith(['versions', '--store', 'kho'], { listVersions })).toEqual({
    code: 0,
    out: [
      '  versions/00000003-ffffffffffff.json  cannot be read: It is cut off.\n',
      `* ${V2}  2024-05-01T03:00:00.000Z  12,000 articles, what ${V1} held\n`,
      `  ${V1}  2024-05-01T03:00:00.000Z  1 article\n`,
    ].join(''),
    err: '',
  });
});

test('as JSON', async () => {
  const { out } = await runWith(['versions', '--store', 'kho', '--json'], { listVersions });
  expect(JSON.parse(out)).toEqual([{ ...BROKEN, problem: 'It is cut off.' }, V2_KEPT, V1_KEPT]);
});

test('none', async () => {
  const { code, out, err } = await runWith(['versions', '--store', 'kho'], { listVersions: async () => [] });
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(err).toMatch(/^Nothing is published at memory:/);
});

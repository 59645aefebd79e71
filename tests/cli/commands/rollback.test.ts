/** `saola rollback`: what it asks for, and what it says. */
import { expect, test } from 'vitest';
import type { Manifest, VersionId } from '../../../core/index/manifest.ts';
import { runWith } from '../fake-io.ts';

const V1 = '00000001-0a1b2c3d4e5f' as VersionId;
const V2 = '00000002-f0637bf1f1cd' as VersionId;

test('rollback says what is live now', async () => {
  const asked: unknown[] = [];
  const rollback = async (_store: unknown, wanted: string) => {
    asked.push(wanted);
    return { manifest: { version: V2, articles: 60 } as Manifest };
  };
  expect(await runWith(['rollback', V1, '--store', 'kho'], { rollback })).toEqual({
    code: 0,
    out: '',
    err: `Published version ${V2} with 60 articles: what ${V1} held is live again.\n`,
  });
  expect(asked).toEqual([V1]);
});

/** Publishing to a real S3 server, versitygw: one winner in many races, and kills between processes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { sequenceOf } from '../../core/index/manifest.ts';
import { readCurrent } from '../../core/index/published.ts';
import { s3Store } from '../../core/store/s3.ts';
import { publish } from '../../indexer/publish.ts';
import { listVersions } from '../../indexer/versions.ts';
import { describePublishing } from '../contracts/publish.ts';
import { startChild } from '../support/child.ts';
import { needs } from '../support/real.ts';
import { checkWhole, writeVersion } from '../support/some-version.ts';
import { findVersitygw, startVersitygw } from '../support/versitygw.ts';
import type { Versitygw } from '../support/versitygw.ts';

const program = findVersitygw();

describe.skipIf(!needs('versitygw', program !== null, 'npm run test:s3'))('a real S3 server', () => {
  let server: Versitygw;
  let places = 0;
  beforeAll(async () => {
    server = await startVersitygw(program ?? '');
    Object.assign(process.env, server.env);
  });
  afterAll(async () => await server.close());

  const makeStore = () => s3Store(`s3://${server.bucket}/${++places}`);

  describePublishing('S3 (versitygw)', makeStore);

  test('exactly one of eight publishers of the same content wins, a hundred times', async () => {
    const store = makeStore();
    const content = await writeVersion(store, 'mọi người như nhau');
    for (let round = 1; round <= 100; round++) {
      const expected = await readCurrent(store);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, async () => await publish(store, expected, content)),
      );
      const won = outcomes.filter((outcome) => outcome.status === 'fulfilled').map(({ value }) => value.manifest);
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }): unknown => reason);
      expect(won).toEqual([(await readCurrent(store))?.manifest]);
      expect(lost).toEqual(Array.from({ length: 7 }, () => expect.objectContaining({ code: 'publish-conflict' })));
    }
    expect(await listVersions(store)).toHaveLength(100);
  }, 120_000);

  test('publishers killed at any moment leave whole versions in unbroken order', async () => {
    const store = makeStore();
    for (let kill = 0; kill < 10; kill++) {
      const child = startChild('support/publisher.ts', store.uri, 'loop');
      await child.line();
      await sleep(Math.random() * 60);
      await child.kill();
      const current = await readCurrent(store);
      if (!current) throw new Error('nothing is live');
      await checkWhole(store, current.manifest);
    }
    const { manifest } = await publish(store, await readCurrent(store), await writeVersion(store, 'sau tất cả'));
    const kept = (await listVersions(store)).map((version) => ('version' in version ? sequenceOf(version.version) : 0));
    expect(kept).toEqual(Array.from({ length: manifest.sequence }, (_, at) => manifest.sequence - at));
  }, 120_000);
});

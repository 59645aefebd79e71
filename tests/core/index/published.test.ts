/** What readers read: nothing, a version, no change, or a refusal that names the object. */
import { describe, expect, test } from 'vitest';
import { CURRENT, sealManifest, versionKey } from '../../../core/index/manifest.ts';
import { readCurrent, readCurrentIfChanged, readVersion } from '../../../core/index/published.ts';
import { memoryStore } from '../../../core/store/memory.ts';
import { bytesOf } from '../../contracts/store.ts';
import { versionOf } from '../../support/some-version.ts';

const seal = (sequence: number) =>
  sealManifest(versionOf('Quần đảo Nam Kuril'), {
    sequence,
    publishedAt: '2024-06-28T03:04:05.678Z',
    nonce: 'một lần',
  });

describe('what is live', () => {
  test('is null, then a version, then the same, then another, then null again', async () => {
    const store = memoryStore();
    expect(await readCurrent(store)).toBeNull();
    await store.put(CURRENT, seal(1).bytes);
    const first = await readCurrent(store);
    if (!first) throw new Error('nothing is live');
    expect(first.manifest).toEqual(seal(1).manifest);
    expect(await readCurrentIfChanged(store, first.tag)).toBe('same');
    await store.put(CURRENT, seal(2).bytes);
    expect(await readCurrentIfChanged(store, first.tag)).toMatchObject({ manifest: seal(2).manifest });
    await store.delete(CURRENT);
    expect(await readCurrentIfChanged(store, first.tag)).toBeNull();
  });

  test.each([
    { why: 'cut', bytes: seal(1).bytes.subarray(0, 100), code: 'index-malformed' },
    { why: 'of another format', bytes: bytesOf('{"format":99}'), code: 'index-format' },
  ])('is refused where it is $why, with the store and the object named', async ({ bytes, code }) => {
    const store = memoryStore();
    const put = await store.put(CURRENT, bytesOf('{}'));
    await store.put(CURRENT, bytes);
    const refusal = { code, message: expect.stringMatching(/^current\.json in memory:/) };
    await expect(readCurrent(store)).rejects.toMatchObject(refusal);
    if (!put.done) throw new Error('not put');
    await expect(readCurrentIfChanged(store, put.tag)).rejects.toMatchObject(refusal);
  });

  test('stops reading when it is told to', async () => {
    const reason = new Error('người đọc đã đi');
    await expect(readCurrent(memoryStore(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe('a kept version', () => {
  test('is read by its name', async () => {
    const store = memoryStore();
    const { manifest, bytes } = seal(7);
    expect(await readVersion(store, manifest.version)).toBeNull();
    await store.put(versionKey(manifest.version), bytes);
    expect(await readVersion(store, manifest.version)).toEqual(manifest);
  });

  test('under another one’s name is refused', async () => {
    const store = memoryStore();
    await store.put(versionKey(seal(7).manifest.version), seal(8).bytes);
    await expect(readVersion(store, seal(7).manifest.version)).rejects.toMatchObject({
      code: 'index-malformed',
      message: expect.stringContaining(`holds version ${seal(8).manifest.version}`),
    });
  });
});

/** The live version is never exchanged for a bad one: the last that was good goes on answering, and says so. */
import { describe, expect, test } from 'vitest';
import { SaolaError } from '../../../core/errors.ts';
import { MINUTE, asked, damaged, down, openSite, site } from './live-site.ts';

describe('keeping the last good version', () => {
  test.each([
    { why: 'the store is down', error: down() },
    { why: 'the pointer is not a manifest', error: damaged() },
    { why: 'a newer Saola wrote it', error: new SaolaError('index-format', 'format 2') },
  ])('$why: the answer comes from the open version and says so', async ({ error }) => {
    const { state, live } = await openSite();
    state.look = () => Promise.reject(error);
    expect(await live.search(asked)).toMatchObject({ answer: { version: '1-aa' }, trouble: error });
    expect(await live.health()).toMatchObject({ manifest: { version: '1-aa' }, trouble: error });
  });

  test('the store was emptied', async () => {
    const { state, live } = await openSite();
    state.live = null;
    expect(await live.search(asked)).toMatchObject({
      answer: { version: '1-aa' },
      trouble: { code: 'index-missing' },
    });
  });

  test('a version of another analyzer is not opened; the one after it is', async () => {
    const { state, live, publish, versionOf } = await openSite();
    state.onOpen = (version) => {
      if (version === '2-bb') throw new SaolaError('index-analyzer', 'another analyzer');
    };
    publish('2-bb');
    expect(await live.search(asked)).toMatchObject({
      answer: { version: '1-aa' },
      trouble: { code: 'index-analyzer' },
    });
    publish('3-cc');
    state.clock += 2 * MINUTE;
    expect(await versionOf()).toBe('3-cc');
    expect((await live.search(asked)).trouble).toBeUndefined();
  });

  test('a version that turns out damaged when it is first read is left again, and not tried by every request', async () => {
    const { state, live, publish, versionOf } = await openSite();
    state.onSearch = (version) => {
      if (version === '2-bb') throw damaged();
    };
    publish('2-bb');
    expect(await live.search(asked)).toMatchObject({
      answer: { version: '1-aa' },
      trouble: { code: 'index-malformed' },
    });
    state.searches = [];
    state.clock += 2 * MINUTE;
    expect(await live.search(asked)).toMatchObject({
      answer: { version: '1-aa' },
      trouble: { code: 'index-malformed' },
    });
    expect(state.searches).toEqual(['1-aa']);
    publish('3-cc');
    state.clock += 2 * MINUTE;
    expect(await versionOf()).toBe('3-cc');
    expect((await live.search(asked)).trouble).toBeUndefined();
  });

  test('of two bad versions in a row, both fall back on the one that answered last', async () => {
    const { state, live, publish, versionOf } = await openSite();
    state.onSearch = (version) => {
      if (version === '2-bb') throw down();
      if (version === '3-cc') throw damaged();
    };
    publish('2-bb');
    expect(await versionOf()).toBe('1-aa');
    publish('3-cc');
    state.clock += 2 * MINUTE;
    expect(await live.search(asked)).toMatchObject({
      answer: { version: '1-aa' },
      trouble: { code: 'index-malformed' },
    });
  });

  test('a new version whose parts cannot be fetched just now is tried again', async () => {
    const { state, live, publish, versionOf } = await openSite();
    state.onSearch = (version) => {
      if (version === '2-bb') throw down();
    };
    publish('2-bb');
    expect(await live.search(asked)).toMatchObject({
      answer: { version: '1-aa' },
      trouble: { code: 'store-unavailable' },
    });
    state.onSearch = () => undefined;
    expect(await versionOf()).toBe('2-bb');
  });

  test('once the new version has answered, the old one is let go', async () => {
    const { state, publish, versionOf } = await openSite();
    publish('2-bb');
    await versionOf();
    state.onSearch = () => {
      throw damaged();
    };
    await expect(versionOf()).rejects.toThrow('checksum');
    expect(state.searches.at(-1)).toBe('2-bb');
  });

  test('a version whose parts are gone is given up for a newer one at once, however recent the last look', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    publish('2-bb');
    state.onSearch = (version) => {
      if (version === '1-aa') throw damaged();
    };
    expect(await versionOf()).toBe('2-bb');
  });

  test('a version whose parts are cleaned away beside the look is given up for one that came behind the look', async () => {
    const { state, publish, versionOf } = await openSite();
    state.onSearch = (version) => {
      if (version !== '1-aa') return;
      publish('2-bb');
      throw damaged();
    };
    state.look = () => {
      state.look = null; // the look that is due finds nothing new; the publish comes right behind it
      return Promise.resolve('same');
    };
    expect(await versionOf()).toBe('2-bb');
    expect(state.reads).toEqual(['read', 'look', 'look']);
  });

  test('a version that could not be read is tried again once the one before it can answer no more', async () => {
    const { state, live, publish, versionOf } = await openSite();
    const bad = new Set(['2-bb']);
    state.onSearch = (version) => {
      if (bad.has(version)) throw damaged();
    };
    publish('2-bb');
    expect(await versionOf()).toBe('1-aa');
    bad.add('1-aa');
    await expect(versionOf()).rejects.toThrow('checksum');
    bad.delete('2-bb');
    expect(await versionOf()).toBe('2-bb');
    expect((await live.search(asked)).trouble).toBeUndefined();
  });

  test('a store that is down is no reason to look again', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    state.onSearch = () => {
      throw down();
    };
    await expect(versionOf()).rejects.toThrow('no answer');
    expect(state.reads).toEqual(['read']);
  });
});

/** The live version: opened once, renewed beside requests, and nothing left running. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { MINUTE, asked, current, deferred, down, site } from './live-site.ts';
import type { Current } from '../../../core/index/published.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  // A function is frozen once it has answered: whatever would still run then would run in the middle of a later request.
  const left = vi.getTimerCount();
  vi.useRealTimers();
  if (left > 0) throw new Error(`${left} timers were left running`);
});

describe('opening', () => {
  test('callers at the same time share one opening, and all of them count as cold', async () => {
    const { state, live, publish } = site();
    publish('1-aa');
    const [one, two] = await Promise.all([live.search(asked), live.search(asked)]);
    expect(state.reads).toEqual(['read']);
    expect([one.cold, two.cold]).toEqual([true, true]);
    expect((await live.search(asked)).cold).toBe(false);
  });

  test('a failure is forgotten: the next request opens', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    state.read = () => Promise.reject(down());
    await expect(versionOf()).rejects.toThrow('no answer from the store');
    state.read = null;
    expect(await versionOf()).toBe('1-aa');
  });

  test('an empty store says that nothing is published, and is asked again by the next request', async () => {
    const { publish, versionOf } = site();
    await expect(versionOf()).rejects.toMatchObject({ code: 'index-missing' });
    publish('1-aa');
    expect(await versionOf()).toBe('1-aa');
  });

  test('a request that gives up leaves the opening to the others; with the last one the read is aborted', async () => {
    const { state, live } = site();
    const gate = deferred<Current | null>();
    let aborted = false;
    state.read = ({ signal }) => {
      signal?.addEventListener('abort', () => (aborted = true));
      return gate.promise;
    };
    const impatient = new AbortController();
    const patient = new AbortController();
    const first = live.search(asked, { signal: impatient.signal });
    const second = live.search(asked, { signal: patient.signal });
    impatient.abort(new Error('the reader went away'));
    await expect(first).rejects.toThrow('the reader went away');
    expect(aborted).toBe(false);
    patient.abort(new Error('so did the other'));
    await expect(second).rejects.toThrow('so did the other');
    expect(aborted).toBe(true);
    gate.resolve(current('1-aa'));
  });

  test('a request that has given up already begins nothing', async () => {
    const { state, live } = site();
    await expect(live.search(asked, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
    expect(state.reads).toEqual([]);
  });
});

describe('noticing a new version', () => {
  test('no look is made before half of the refresh time', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    publish('2-bb');
    state.clock = MINUTE / 2 - 1;
    expect(await versionOf()).toBe('1-aa');
    expect(state.reads).toEqual(['read']);
  });

  test('between half and all of it, the request that looks is not slowed: the next one gets the new version', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    publish('2-bb');
    state.clock = MINUTE / 2;
    expect(await versionOf()).toBe('1-aa');
    expect(await versionOf()).toBe('2-bb');
    expect(state.searches).toEqual(['1-aa', '1-aa', '2-bb']);
  });

  test('after an idle time longer than the refresh, not even the first answer is from a version that was replaced', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    publish('2-bb');
    state.clock = 60 * MINUTE;
    expect(await versionOf()).toBe('2-bb');
  });

  test('a look that found nothing new counts: the version is as good as new again', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    state.clock = 0.6 * MINUTE;
    await versionOf();
    publish('2-bb');
    state.clock = 1.2 * MINUTE;
    expect(await versionOf()).toBe('1-aa');
    expect(await versionOf()).toBe('2-bb');
  });

  test('requests at the same time share one look, and none of them answers from a version replaced long ago', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    publish('2-bb');
    state.clock = 60 * MINUTE;
    expect(await Promise.all([versionOf(), versionOf()])).toEqual(['2-bb', '2-bb']);
    expect(state.reads).toEqual(['read', 'look']);
  });

  test('the look begins beside the search, not after it', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    state.clock = MINUTE;
    const reading = deferred<void>();
    state.onSearch = () => reading.promise;
    const answer = versionOf();
    await vi.advanceTimersByTimeAsync(0);
    expect(state.reads).toEqual(['read', 'look']);
    reading.resolve();
    await answer;
  });

  test('a look that hangs costs a finished request its bound and no more, and is aborted', async () => {
    const { state, live, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    state.clock = 2 * MINUTE;
    let aborted = false;
    state.look = ({ signal }) => {
      signal?.addEventListener('abort', () => (aborted = true));
      return new Promise(() => undefined);
    };
    let answered = false;
    const answer = live.search(asked).finally(() => (answered = true));
    await vi.advanceTimersByTimeAsync(499);
    expect(answered).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toMatchObject({ answer: { version: '1-aa' }, trouble: { code: 'store-unavailable' } });
    expect(aborted).toBe(true);
    // and the next request does not pay for it again
    expect(await live.search(asked)).toMatchObject({ answer: { version: '1-aa' } });
    expect(state.reads).toEqual(['read', 'look']);
  });

  test('what an aborted look finds too late changes nothing', async () => {
    const { state, publish, versionOf } = site({ checkWithinMs: 0 });
    publish('1-aa');
    await versionOf();
    state.clock = MINUTE;
    const late = deferred<Current>();
    state.look = () => late.promise;
    const answer = versionOf();
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toBe('1-aa');
    late.resolve(current('2-bb'));
    await vi.advanceTimersByTimeAsync(1);
    expect(await versionOf()).toBe('1-aa');
  });

  test('a clock that was set back does not stop the looking', async () => {
    const { state, publish, versionOf } = site();
    state.clock = 10 * MINUTE;
    publish('1-aa');
    await versionOf();
    publish('2-bb');
    state.clock = 0;
    await versionOf();
    expect(await versionOf()).toBe('2-bb');
  });

  test('a request under way stays on the version it began with', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    const reading = deferred<void>();
    state.onSearch = () => reading.promise;
    const slow = versionOf();
    state.onSearch = () => undefined;
    publish('2-bb');
    state.clock = MINUTE / 2;
    await versionOf();
    expect(await versionOf()).toBe('2-bb');
    reading.resolve();
    expect(await slow).toBe('1-aa');
  });
});

test('a request out of time ends with the reason of its signal, even where the store never settles', async () => {
  const { state, live, publish, versionOf } = site();
  publish('1-aa');
  await versionOf();
  state.onSearch = () => new Promise(() => undefined);
  const deadline = new AbortController();
  const answer = live.search(asked, { signal: deadline.signal });
  deadline.abort(new Error('no time left'));
  await expect(answer).rejects.toThrow('no time left');
});

test('an answer that is ready is given although the time runs out during the look beside it', async () => {
  const { state, live, publish, versionOf } = site();
  publish('1-aa');
  await versionOf();
  state.clock = 2 * MINUTE;
  state.look = () => new Promise(() => undefined);
  const deadline = new AbortController();
  const answer = live.search(asked, { signal: deadline.signal });
  await vi.advanceTimersByTimeAsync(10);
  deadline.abort(new Error('no time left'));
  expect(await answer).toMatchObject({ answer: { version: '1-aa' } });
});

describe('suggestions', () => {
  test('come from the version that is live, and a new one is noticed beside them', async () => {
    const { state, live, publish } = site();
    const suggestedBy = async (): Promise<string> => (await live.suggest({ query: 'kur' })).answer.version;
    publish('1-aa');
    expect(await suggestedBy()).toBe('1-aa');
    publish('2-bb');
    state.clock = MINUTE / 2;
    expect(await suggestedBy()).toBe('1-aa');
    expect(await suggestedBy()).toBe('2-bb');
    expect(state.reads).toEqual(['read', 'look']);
  });

  test('fail as searches do where no version can answer', async () => {
    const { live } = site();
    await expect(live.suggest({ query: 'kur' })).rejects.toMatchObject({ code: 'index-missing' });
  });
});

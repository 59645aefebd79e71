/** Reads that are tried again: which, how often, how soon, and until when. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SaolaError } from '../../../core/errors.ts';
import { memoryStore } from '../../../core/store/memory.ts';
import { patient, type Patience } from '../../../core/store/patient.ts';
import { bytesOf, textOf } from '../../contracts/store.ts';
import { faultyStore, type FaultyStore, type ReadFault } from '../../support/faulty-store.ts';
import type { Store } from '../../../core/store/store.ts';

const KEY = 'segments/ab.terms';
const fails: ReadFault = () => Promise.reject(new SaolaError('store-unavailable', 'S3: 503 SlowDown'));
const hangs: ReadFault = () => new Promise(() => undefined);

let inner: FaultyStore;
let store: Store;
/** What befalls the tries, one after the other; those after the last one go well. */
function openWith(faults: readonly ReadFault[], patience: Patience = { pauseMs: 1 }): void {
  inner.fault = ({ number }) => faults[number - 1];
  store = patient(inner, patience);
}
const read = async (signal?: AbortSignal): Promise<string> =>
  textOf((await store.get(KEY, signal ? { signal } : {}))?.bytes ?? bytesOf('(không có gì)'));

beforeEach(async () => {
  inner = faultyStore(memoryStore());
  await inner.put(KEY, bytesOf('Quần đảo Nam Kuril'));
});
afterEach(() => vi.useRealTimers());

describe('what is tried again', () => {
  test.each([
    { why: 'nothing fails', faults: [], reads: 1 },
    { why: 'it fails once', faults: [fails], reads: 2 },
    { why: 'it fails four times', faults: [fails, fails, fails, fails], reads: 5 },
  ])('a read gets what stands there where $why', async ({ faults, reads }) => {
    openWith(faults);
    expect(await read()).toBe('Quần đảo Nam Kuril');
    expect(inner.reads).toHaveLength(reads);
  });

  test('a read that always fails ends as it failed', async () => {
    openWith(Array.from({ length: 99 }, () => fails));
    await expect(read()).rejects.toMatchObject({ code: 'store-unavailable', message: 'S3: 503 SlowDown' });
    expect(inner.reads).toHaveLength(5);
  });

  test('the read of what may have changed', async () => {
    const tag = (await inner.get(KEY))?.tag;
    if (!tag) throw new Error('nothing there');
    inner.forget();
    openWith([fails]);
    expect(await store.getIfChanged(KEY, tag)).toBe('same');
    expect(inner.reads).toHaveLength(2);
  });

  test.each([
    { why: 'what is not there', fault: () => Promise.resolve(null), ends: '(không có gì)' },
    {
      why: 'a refusal',
      fault: () => Promise.reject(new SaolaError('store-refused', 'S3: 403')),
      ends: expect.objectContaining({ code: 'store-refused' }),
    },
    { why: 'a defect', fault: () => Promise.reject(new TypeError('lỗi')), ends: new TypeError('lỗi') },
  ] satisfies readonly { why: string; fault: ReadFault; ends: unknown }[])('not $why', async ({ fault, ends }) => {
    openWith([fault]);
    expect(await read().catch((error: unknown) => error)).toEqual(ends);
    expect(inner.reads).toHaveLength(1);
  });

  test('no write: it may have been done', async () => {
    let writes = 0;
    const put: Store['put'] = () => {
      writes += 1;
      return Promise.reject(new SaolaError('store-unavailable', 'S3: the answer was lost'));
    };
    await expect(patient({ ...inner, put }).put(KEY, bytesOf('mới'))).rejects.toMatchObject({
      code: 'store-unavailable',
    });
    expect(writes).toBe(1);
  });
});

describe('when', () => {
  test('after pauses that are drawn from a span that doubles', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const at: number[] = [];
    openWith(
      Array.from({ length: 3 }, () => (...args: Parameters<ReadFault>) => {
        at.push(performance.now());
        return fails(...args);
      }),
      { tries: 3, pauseMs: 20 },
    );
    await expect(read()).rejects.toMatchObject({ code: 'store-unavailable' });
    vi.restoreAllMocks();
    const [first = 0, second = 0, third = 0] = at;
    expect(second - first).toBeGreaterThanOrEqual(19); // timers may be a millisecond early
    expect(third - second).toBeGreaterThanOrEqual(39);
  });

  test('where a try takes too long: it is given up, and the next gets twice as long', async () => {
    vi.useFakeTimers();
    const stopped: number[] = [];
    const begun = Date.now();
    const noting: ReadFault = (_read, _key, { signal }) => {
      signal?.addEventListener('abort', () => stopped.push(Date.now() - begun));
      return new Promise(() => undefined);
    };
    openWith([noting, noting], { tryMs: 1000, pauseMs: 0 });
    const reading = read();
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers(); // the pause, of no length, is a real one
    await vi.waitFor(() => expect(inner.reads).toHaveLength(2));
    expect(stopped).toEqual([1000]);
    void reading.catch(() => undefined);
  });
});

describe('until when', () => {
  test.each([
    { why: 'a try hangs', faults: [hangs] },
    { why: 'the last one does', faults: [fails, hangs], patience: { tries: 2, pauseMs: 0 } },
    { why: 'a pause is long', faults: [fails], patience: { pauseMs: 100_000 } },
  ])('the caller’s signal ends it, with its own reason, where $why', async ({ faults, patience }) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.9);
    openWith(faults, patience);
    const deadline = new AbortController();
    const reason = new SaolaError('store-unavailable', 'No answer within 20 ms');
    setTimeout(() => deadline.abort(reason), 20);
    await expect(read(deadline.signal)).rejects.toBe(reason);
    vi.restoreAllMocks();
    const { length } = inner.reads;
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(inner.reads).toHaveLength(length); // and nothing is tried behind it
  });

  test('a signal that is aborted already reads nothing', async () => {
    openWith([]);
    const reason = new Error('muộn rồi');
    await expect(read(AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(inner.reads).toEqual([]);
  });

  test('a read leaves no listener on the signal of a caller that lives on', async () => {
    openWith([fails]);
    const { signal } = new AbortController();
    const counts = { added: 0, removed: 0 };
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      counts.added += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      counts.removed += 1;
      remove(...args);
    };
    await read(signal);
    expect(counts.added).toBeGreaterThan(0);
    expect(counts.removed).toBeGreaterThanOrEqual(counts.added);
  });
});

/** A store whose reads go wrong as told: each is counted, and may end in any way that a read of a real one can.
 *  What is written goes through untouched. */
import { SaolaError } from '../../core/errors.ts';
import { CURRENT } from '../../core/index/manifest.ts';
import type { CallOptions, Key, Store, Stored } from '../../core/store/store.ts';

export type Read = { readonly number: number; readonly key: Key };
type Found = Stored | 'same' | null;

/** What becomes of a read. `read` does it as it should be done. */
export type ReadFault = (read: () => Promise<Found>, key: Key, options: CallOptions) => Promise<Found>;

export type FaultyStore = Store & {
  /** Those since the last `forget`, from 1 on. */
  readonly reads: readonly Read[];
  forget(): void;
  /** Asked for each read; `null`: all go well. */
  fault: ((read: Read) => ReadFault | undefined) | null;
};

export function faultyStore(store: Store): FaultyStore {
  let reads: Read[] = [];
  const through = async (key: Key, options: CallOptions, read: () => Promise<Found>): Promise<Found> => {
    const counted = { number: reads.length + 1, key };
    reads.push(counted);
    const fault = faulty.fault?.(counted);
    return await (fault ? fault(read, key, options) : read());
  };
  const faulty: FaultyStore = {
    ...store,
    fault: null,
    get reads() {
      return reads;
    },
    forget() {
      reads = [];
    },
    async get(key, options = {}) {
      const found = await through(key, options, () => store.get(key, options));
      if (found === 'same') throw new Error('"same" is no answer to a read without a condition');
      return found;
    },
    getIfChanged: (key, known, options = {}) => through(key, options, () => store.getIfChanged(key, known, options)),
  };
  return faulty;
}

const changed =
  (change: (bytes: Uint8Array, key: Key) => Uint8Array): ReadFault =>
  async (read, key) => {
    const found = await read();
    return found === null || found === 'same' ? found : { ...found, bytes: change(found.bytes, key) };
  };

/** Bytes of the length wanted that are another index's; of the pointer, one that another Saola wrote. */
function ofAnother(bytes: Uint8Array, key: Key): Uint8Array {
  if (key !== CURRENT) return new Uint8Array(bytes.length).fill(0x5a);
  return new TextEncoder().encode(new TextDecoder().decode(bytes).replace(/"format":\d+/, '"format":99'));
}

function flipped(bytes: Uint8Array): Uint8Array {
  const other = bytes.slice();
  if (other.length > 0) other[other.length >> 1] = (other[other.length >> 1] as number) ^ 4;
  return other;
}

const never = () => new Promise<never>(() => undefined);

export type NamedFault = {
  readonly what: string;
  readonly fault: ReadFault;
  /** Where it befalls one read alone, a reader that tries again gets what it wanted. */
  readonly passing: boolean;
  /** The read takes as long as its reader has patience. @default false */
  readonly hangs?: true;
};

/** Every way in which one read goes wrong. */
export const READ_FAULTS: readonly NamedFault[] = [
  { what: 'what is read is not there', passing: false, fault: () => Promise.resolve(null) },
  { what: 'it is cut', passing: true, fault: changed((bytes) => bytes.slice(0, bytes.length >> 1)) },
  { what: 'a bit of it is wrong', passing: true, fault: changed(flipped) },
  { what: 'it is of another format, or of another index', passing: false, fault: changed(ofAnother) },
  {
    what: 'the store fails in passing',
    passing: true,
    fault: () => Promise.reject(new SaolaError('store-unavailable', 's3://bi-mat: 503 SlowDown. Try again.')),
  },
  {
    what: 'the store refuses',
    passing: false,
    fault: () => Promise.reject(new SaolaError('store-refused', 's3://bi-mat: 403 AccessDenied.')),
  },
  { what: 'the read never ends, whoever gives it up', passing: true, hangs: true, fault: never },
  {
    what: 'the read never ends until it is given up',
    passing: true,
    hangs: true,
    fault: (_read, _key, { signal }) =>
      new Promise((_resolve, reject) => {
        const stop = (): void => reject(signal?.reason as Error);
        if (signal?.aborted) stop();
        else signal?.addEventListener('abort', stop, { once: true });
      }),
  },
];

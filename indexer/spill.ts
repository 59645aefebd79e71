/** Bytes that are appended and read back: in memory while they are few, in a file from then on. */
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { ByteWriter } from '../core/index/bytes.ts';
import type { Sink } from '../core/index/part.ts';
import { SaolaError } from '../core/errors.ts';

/** Of what goes to the file, so much is gathered for one write, and read for one chunk. */
const AT_ONCE = 1024 * 1024;

export class Spill implements Sink {
  readonly #most: number;
  readonly #path: () => string;
  /** What is not in the file yet. */
  #tail = new ByteWriter(1 << 12);
  #file: { readonly descriptor: number; readonly path: string } | undefined;
  #written = 0;

  /** `most`: bytes that stay in memory. `path`: asked for once there are more. */
  constructor(most: number, path: () => string) {
    this.#most = most;
    this.#path = path;
  }

  get length(): number {
    return this.#written + this.#tail.length;
  }

  raw(bytes: Uint8Array): void {
    this.#tail.raw(bytes);
    if (this.#tail.length >= (this.#file ? AT_ONCE : this.#most)) this.#flush();
  }

  /** A copy of so many bytes from there on; all of them have been written. */
  read(offset: number, length: number): Uint8Array {
    const inTail = offset - this.#written;
    if (!this.#file || inTail >= 0) return this.#tail.take(inTail, inTail + length);
    if (inTail + length > 0) this.#flush();
    const bytes = new Uint8Array(length);
    let done = 0;
    while (done < length) {
      const count = readSync(this.#file.descriptor, bytes, done, length - done, offset + done);
      if (count === 0) throw new Error(`${this.#file.path} ends before byte ${offset + length}`);
      done += count;
    }
    return bytes;
  }

  *chunks(): Generator<Uint8Array> {
    if (!this.#file) {
      yield* this.#tail.chunks();
      return;
    }
    for (let offset = 0; offset < this.length; offset += AT_ONCE) {
      yield this.read(offset, Math.min(AT_ONCE, this.length - offset));
    }
  }

  take(): Uint8Array {
    return this.#file ? this.read(0, this.length) : this.#tail.take();
  }

  close(): void {
    if (!this.#file) return;
    closeSync(this.#file.descriptor);
    unlinkSync(this.#file.path);
    this.#file = undefined;
  }

  #flush(): void {
    const isFirst = !this.#file;
    if (!this.#file) {
      const path = this.#path();
      this.#file = { descriptor: openSync(path, 'w+'), path };
    }
    const { descriptor, path } = this.#file;
    for (const bytes of this.#tail.chunks()) {
      for (let done = 0; done < bytes.length;) {
        try {
          done += writeSync(descriptor, bytes, done);
        } catch (cause) {
          throw new SaolaError('store-refused', `${path} cannot be written: ${(cause as Error).message}.`, { cause });
        }
      }
    }
    this.#written += this.#tail.length;
    // From now on it holds far less than it had to.
    if (isFirst) this.#tail = new ByteWriter(AT_ONCE);
    else this.#tail.clear();
  }
}

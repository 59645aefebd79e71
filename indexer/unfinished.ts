/** Chunks of a run that was stopped, for the next run into the same index to go on from: Ctrl-C, a kill and a failure leave
 *  them, the end of a run that published takes them away. They hold texts of articles, so nobody else may look into them. */
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaolaError } from '../core/errors.ts';
import { encodeText } from '../core/index/bytes.ts';
import { contentHash } from '../core/index/hash.ts';
import { fileStore } from '../core/store/file.ts';
import type { Store } from '../core/store/store.ts';
import { KeptChunks } from './kept-chunks.ts';

/** Nobody goes on with what is older; the next run that keeps anything takes it away. */
const STALE_MS = 7 * 24 * 60 * 60 * 1000;

export class Unfinished {
  readonly #root: string;
  readonly #folder: string;
  #isOpen = false;

  /** `parent`: @default the system's folder for temporary files */
  constructor({ uri }: Store, parent = tmpdir()) {
    this.#root = join(parent, `saola-unfinished-${process.getuid?.() ?? 'own'}`);
    this.#folder = join(this.#root, contentHash(encodeText(uri)).slice(0, 16));
  }

  /** Throws `store-refused` where no folder can be made that is this user's alone. */
  open(): KeptChunks {
    try {
      mkdirSync(this.#root, { recursive: true, mode: 0o700 });
      if (!isOwn(this.#root)) throw new Error('it belongs to somebody else');
      chmodSync(this.#root, 0o700);
      this.#sweep();
    } catch (cause) {
      throw new SaolaError(
        'store-refused',
        `${this.#root} cannot be used for what a run leaves when it is stopped: ${(cause as Error).message}. Take it away, or set TMPDIR to a place with room.`,
        { cause },
      );
    }
    this.#isOpen = true;
    return new KeptChunks(fileStore(this.#folder), '');
  }

  /** To be called once nothing of it is wanted any more. */
  remove(): void {
    if (this.#isOpen) rmSync(this.#folder, { recursive: true, force: true });
  }

  #sweep(): void {
    for (const name of readdirSync(this.#root)) {
      const folder = join(this.#root, name);
      const { mtimeMs } = lstatSync(folder, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
      if (folder !== this.#folder && Date.now() - mtimeMs > STALE_MS) rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** A link, or a folder that somebody else has made in a place where all may, is not. */
function isOwn(folder: string): boolean {
  const found = lstatSync(folder);
  return found.isDirectory() && (process.getuid === undefined || found.uid === process.getuid());
}

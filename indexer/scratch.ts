/** A folder of this run's own for what does not fit into memory; gone once the run is over. What runs left that were killed
 *  goes when the next one begins. */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaolaError } from '../core/errors.ts';
import { makeRunFolder, removeLeftovers } from './leftovers.ts';
import { Spill } from './spill.ts';

export type ScratchOptions = {
  /** Bytes of each `Spill` that stay in memory. @default 16 MiB */
  readonly inMemory?: number;
  /** Where the folder is made once something has to go there. @default the system's folder for temporary files */
  readonly parent?: string;
};

const IN_MEMORY = 16 * 1024 * 1024;

export class Scratch {
  readonly #inMemory: number;
  readonly #parent: string;
  readonly #spills: Spill[] = [];
  #folder: string | undefined;

  constructor({ inMemory = IN_MEMORY, parent = tmpdir() }: ScratchOptions = {}) {
    this.#inMemory = inMemory;
    this.#parent = parent;
    removeLeftovers(parent);
  }

  /** Bytes that may grow beyond memory. They are there until `remove`. */
  spill(): Spill {
    const name = String(this.#spills.length);
    const spill = new Spill(this.#inMemory, () => join(this.#made(), name));
    this.#spills.push(spill);
    return spill;
  }

  /** Takes everything away. Does nothing the second time. */
  remove(): void {
    for (const spill of this.#spills.splice(0)) spill.close();
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  #made(): string {
    try {
      return (this.#folder ??= makeRunFolder(this.#parent));
    } catch (cause) {
      throw new SaolaError(
        'store-refused',
        `No folder for temporary files can be made in ${this.#parent}: ${(cause as Error).message}. Set TMPDIR to a place with room.`,
        { cause },
      );
    }
  }
}

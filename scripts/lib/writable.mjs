/** Whether a folder can be written into, found out by doing it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Trouble, codeOf } from './trouble.mjs';

/** Throws `Trouble` where it cannot.
 *  @param {string} folder */
export function assertWritable(folder) {
  try {
    rmSync(mkdtempSync(join(folder, '.write-test-')), { recursive: true });
  } catch (cause) {
    throw new Trouble(
      `${folder} cannot be written to (${codeOf(cause)}): give yourself the right to write there, or clone Saola to a folder of your own.`,
    );
  }
}

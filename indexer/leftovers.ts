/** Given a folder for temporary files, it is without what runs left there that were killed. The name of each run's folder says
 *  which process made it, so there is no moment in which a folder is nobody's. */
import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ownerState, ownName } from '../core/store/file-owner.ts';

const PREFIX = 'saola-run-';
/** No run takes so long. What a process left that cannot be looked up (of another machine or container with the same folder,
 *  or where the system does not tell processes of one number apart) goes once nothing was made in it for this long. */
const STALE_MS = 7 * 24 * 60 * 60 * 1000;

/** A new folder of this process, which nobody else may look into: what is in it holds articles. Throws as `mkdirSync` does. */
export function makeRunFolder(parent: string): string {
  const folder = join(parent, `${PREFIX}${ownName()}`);
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/** Takes away this user's folders of processes that are gone. What cannot be taken away stays: it is nobody's trouble now. */
export function removeLeftovers(parent: string): void {
  for (const name of namesIn(parent)) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(parent, name);
    try {
      if (isLeftOver(folder, name.slice(PREFIX.length))) rmSync(folder, { recursive: true, force: true });
    } catch {
      // another run takes it away at the same time, or the disk refuses
    }
  }
}

function isLeftOver(folder: string, owner: string): boolean {
  const found = lstatSync(folder);
  // A link may lead anywhere, and root could take away what other users are at.
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) return false;
  const state = ownerState(owner);
  return state === 'dead' || (state === 'unknown' && Date.now() - found.mtimeMs > STALE_MS);
}

function namesIn(parent: string): string[] {
  try {
    return readdirSync(parent);
  } catch {
    return []; // whoever wants to write there is told
  }
}

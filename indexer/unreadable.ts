/** Given a `current.json` that cannot be read and is about to be replaced, here is what goes with it, and what to do first.
 *  Segments are built from the sources again; synonyms stand in it alone. */
import { SaolaError } from '../core/errors.ts';
import { readVersion, type Current } from '../core/index/published.ts';
import { keptKeys, versionOf } from './versions.ts';
import type { Manifest, SynonymGroup } from '../core/index/manifest.ts';
import type { CallOptions, Store } from '../core/store/store.ts';
import type { Unreadable } from './publish.ts';

export type LossOptions = CallOptions & {
  /** Those of the run itself, which may be none: then none are lost. */
  readonly synonyms?: readonly SynonymGroup[];
  /** Called once, or not at all where what is live can be read, or nothing is. */
  readonly onUnreadable?: (loss: string) => void;
};

export async function tellLoss(
  store: Store,
  current: Current | Unreadable | null,
  { synonyms, onUnreadable, signal }: LossOptions,
): Promise<void> {
  if (!onUnreadable || current === null || !('problem' in current)) return;
  const replaced = replacedFor(current.problem);
  if (synonyms !== undefined) onUnreadable(replaced);
  else onUnreadable(`${replaced} ${synonymsLost(await newestReadable(store, { ...(signal && { signal }) }))}`);
}

const replacedFor = ({ message }: SaolaError): string =>
  `${message} This run replaces it with what the sources hold. How many articles it had is unknown, so nobody notices if there are fewer now.`;

function synonymsLost(kept: Manifest | null): string {
  if (kept === null) {
    return 'The synonyms of the site stood in it, and no kept version can be read that may have them: if it had any, give them again with --synonyms <file>.';
  }
  const groups = kept.synonyms?.length ?? 0;
  if (groups === 0) {
    return `The newest version that can be read, ${kept.version}, has no synonyms; if a later one had any, give them again with --synonyms <file>.`;
  }
  return (
    `The synonyms of the site stood in it, and will be gone: version ${kept.version} has ${groups} group${groups === 1 ? '' : 's'} of them. ` +
    `To keep those, stop this run, type saola rollback ${kept.version}, and run it again; or give them again with --synonyms <file>.`
  );
}

async function newestReadable(store: Store, options: CallOptions): Promise<Manifest | null> {
  for (const key of await keptKeys(store, options)) {
    const version = versionOf(key);
    try {
      const manifest = version && (await readVersion(store, version, options));
      if (manifest) return manifest;
    } catch (problem) {
      if (!(problem instanceof SaolaError && problem.code.startsWith('index-'))) throw problem;
    }
  }
  return null;
}

/** Whether what a store holds is whole: what is live, and each version that is kept. */
import { CLEANING, sequenceOf } from '../../core/index/manifest.ts';
import { readCurrent, readVersion } from '../../core/index/published.ts';
import { listVersions } from '../../indexer/versions.ts';
import { checkWhole } from './some-version.ts';
import type { Store } from '../../core/store/store.ts';

/** Numbers of the versions that are kept or live, newest first; throws where one of them is not whole, or nothing is live. */
export async function wholeVersionsIn(store: Store): Promise<readonly number[]> {
  const current = await readCurrent(store);
  if (!current) throw new Error('nothing is live');
  await checkWhole(store, current.manifest);
  const versions = await listVersions(store);
  for (const each of versions) {
    if (!('version' in each)) throw each.problem;
    const manifest = await readVersion(store, each.version);
    if (manifest) await checkWhole(store, manifest);
  }
  if (await store.head(CLEANING)) throw new Error('the mark of a clean-up was left');
  return versions.map((each) => ('version' in each ? sequenceOf(each.version) : 0));
}

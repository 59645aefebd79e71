/** `saola rollback`: makes what an older version held live again. */
import { defineCommand, Misuse } from '../command.ts';
import { STORE, storeOf } from '../store-option.ts';
import { count } from '../words.ts';

export const rollbackCommand = defineCommand({
  name: 'rollback',
  usage: ['<version> --store <uri>'],
  summary: 'go back to a version that is kept',
  options: STORE,
  notes: [
    'A version is named as saola versions lists it, or by its number. Going back is a new version with the old content,',
    'so it can be taken back too.',
  ],
  async run({ words, values }, { io, parts, talk }) {
    const [version, ...more] = words;
    if (version === undefined || more.length > 0)
      throw new Misuse('Which version? Name one; saola versions lists them.');
    const store = await storeOf(values, parts);
    const { manifest } = await parts.rollback(store, version, { signal: io.signal });
    talk.say(
      `Published version ${manifest.version} with ${count(manifest.articles, 'article')}: what ${manifest.restores ?? version} held is live again.`,
    );
    return 0;
  },
});

/** `saola versions`: what was live in a store, newest first. */
import type { listVersions } from '../../indexer/versions.ts';
import { defineCommand, Misuse } from '../command.ts';
import { plain, print } from '../io.ts';
import { STORE, storeOf } from '../store-option.ts';
import { count } from '../words.ts';

export const versionsCommand = defineCommand({
  name: 'versions',
  usage: ['--store <uri> [options]'],
  summary: 'list the versions that are kept, newest first',
  options: {
    ...STORE,
    json: { type: 'boolean', help: 'print them as a list in JSON' },
  },
  notes: ['A star marks the version that is live.'],
  async run({ words, values }, { io, parts, talk }) {
    if (words.length > 0) throw new Misuse(`versions takes no words; found "${words.join(' ')}".`);
    const store = await storeOf(values, parts);
    const versions = await parts.listVersions(store, { signal: io.signal });
    if (versions.length === 0) talk.say(`Nothing is published at ${store.uri}.`);
    if (values.json) {
      const list = versions.map((each) => ('problem' in each ? { ...each, problem: each.problem.message } : each));
      await print(io.out, `${JSON.stringify(list)}\n`);
      return 0;
    }
    await print(io.out, versions.map(lineOf).join(''));
    return 0;
  },
});

function lineOf(each: Awaited<ReturnType<typeof listVersions>>[number]): string {
  const star = each.current ? '*' : ' ';
  if ('problem' in each) return `${star} ${plain(each.key)}  cannot be read: ${plain(each.problem.message)}\n`;
  const { version, publishedAt, articles, restores } = each;
  const again = restores === undefined ? '' : `, what ${restores} held`;
  return `${star} ${version}  ${publishedAt}  ${count(articles, 'article')}${again}\n`;
}

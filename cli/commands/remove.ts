/** `saola remove`: takes articles out of what is live, by their ids; with `--purge` out of everything that the store holds. */
import type { Store } from '../../core/store/store.ts';
import { defineCommand, Misuse, type Context } from '../command.ts';
import { plain, print } from '../io.ts';
import { purgedSummary, saidOfPast, unreachable } from '../purged.ts';
import { STORE, storeOf } from '../store-option.ts';
import { summaryOf } from './index.ts';

export const removeCommand = defineCommand({
  name: 'remove',
  usage: ['<id…> --store <uri> [options]'],
  summary: 'take articles out of an index, publish',
  options: {
    ...STORE,
    purge: { type: 'boolean', help: 'also out of kept versions and old parts, at once and for good' },
    'dry-run': { type: 'boolean', help: 'do everything but publish; with --purge, say what would go' },
    json: { type: 'boolean', help: 'print the report as JSON on stdout' },
  },
  notes: [
    'Without --purge the kept versions still hold the articles: saola rollback would bring them back.',
    'With it, kept versions that hold them are deleted, and every part that no version names; on S3 also what the bucket keeps',
    'of replaced and deleted objects. It ends with what it does not reach. Stopped in between, it goes on when run again.',
    'Exit code 1 if an id is not in the index (with --purge: in no kept version either), or if something could not be erased;',
    'all else is done all the same.',
  ],
  async run({ words, values }, context) {
    if (words.length === 0) throw new Misuse('Which articles? Name their ids.');
    const store = await storeOf(values, context.parts);
    const asked = { dryRun: values['dry-run'] ?? false, json: values.json ?? false };
    return values.purge ? await purge(store, words, asked, context) : await remove(store, words, asked, context);
  },
});

type Asked = { readonly dryRun: boolean; readonly json: boolean };

async function remove(store: Store, ids: readonly string[], { dryRun, json }: Asked, { io, parts, talk }: Context) {
  const start = io.now();
  const report = await parts.removeArticles(store, ids, {
    dryRun,
    signal: io.signal,
    onProgress: ({ step, done, total }) => talk.progress(step, done, total),
  });
  for (const id of report.missing) talk.say(`There is no article "${id}" in ${store.uri}.`);
  talk.say(summaryOf(report, { isDryRun: dryRun, ms: io.now() - start }));
  if (json) await print(io.out, `${JSON.stringify(report)}\n`);
  return report.missing.length === 0 ? 0 : 1;
}

async function purge(store: Store, ids: readonly string[], { dryRun, json }: Asked, { io, parts, talk }: Context) {
  const report = await parts.purgeArticles(store, ids, {
    dryRun,
    signal: io.signal,
    onProgress: ({ step, done, total }) => talk.progress(step, done, total),
  });
  for (const id of report.missing)
    talk.say(`There is no article "${id}" in ${store.uri}, live or in a version that is kept.`);
  for (const key of report.others) talk.say(`${key} is not Saola's; it was not looked into, and left alone.`);
  for (const version of report.unreadable)
    talk.say(
      `Version ${version} cannot be read, so nobody can say what it holds; it ${dryRun ? 'would go' : 'is gone'}.`,
    );
  talk.say(purgedSummary(report));
  if (report.past) talk.say(saidOfPast(report.past, { dryRun }));
  if (json) await print(io.out, `${JSON.stringify(report)}\n`);
  else await print(io.out, report.versions.map((version) => `${plain(version)}\n`).join(''));
  talk.say(unreachable(store.uri, report.past));
  return report.missing.length === 0 && report.past?.problem === undefined ? 0 : 1;
}

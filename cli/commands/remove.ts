/** `saola remove`: takes articles out of what is live, by their ids. */
import { defineCommand, Misuse } from '../command.ts';
import { print } from '../io.ts';
import { STORE, storeOf } from '../store-option.ts';
import { summaryOf } from './index.ts';

export const removeCommand = defineCommand({
  name: 'remove',
  usage: ['<id…> --store <uri> [options]'],
  summary: 'take articles out of an index, publish',
  options: {
    ...STORE,
    'dry-run': { type: 'boolean', help: 'do everything but publish' },
    json: { type: 'boolean', help: 'print the report as JSON on stdout' },
  },
  notes: [
    'The kept versions still hold the articles: saola rollback would bring them back.',
    'Exit code 1 if an id is not in the index; the others are removed all the same.',
  ],
  async run({ words, values }, { io, parts, talk }) {
    if (words.length === 0) throw new Misuse('Which articles? Name their ids.');
    const store = await storeOf(values, parts);
    const start = io.now();
    const report = await parts.removeArticles(store, words, {
      dryRun: values['dry-run'] ?? false,
      signal: io.signal,
      onProgress: ({ step, done, total }) => talk.progress(step, done, total),
    });
    for (const id of report.missing) talk.say(`There is no article "${id}" in ${store.uri}.`);
    talk.say(summaryOf(report, { isDryRun: values['dry-run'] ?? false, ms: io.now() - start }));
    if (values.json) await print(io.out, `${JSON.stringify(report)}\n`);
    return report.missing.length === 0 ? 0 : 1;
  },
});

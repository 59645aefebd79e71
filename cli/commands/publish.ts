/** `saola publish --join`: puts together what `saola index --part` built, and publishes it. What the site's configuration says of
 *  what is published counts here, as for an index that one machine builds. */
import { readSynonyms } from '../../indexer/synonyms-file.ts';
import { defineCommand, Misuse } from '../command.ts';
import { readConfig } from '../config/read-config.ts';
import { print } from '../io.ts';
import { LEAST_MEMORY, sizeOf } from '../size-option.ts';
import { STORE, storeOf } from '../store-option.ts';
import { summaryOf } from './index.ts';

export const publishCommand = defineCommand({
  name: 'publish',
  usage: ['--join --store <uri> [options]'],
  summary: 'put together the parts that saola index --part built, publish',
  options: {
    ...STORE,
    join: { type: 'boolean', help: 'join the parts of a build; always needed' },
    job: { type: 'string', value: 'name', help: 'which build, as its parts were told' },
    'allow-shrink': { type: 'boolean', help: 'let more than a fifth of the articles go, as saola index --full' },
    synonyms: {
      type: 'string',
      value: 'file',
      help: 'what may be written for what, in place of what the index has now',
    },
    'no-synonyms': { type: 'boolean', help: 'take the synonyms away; without either option they stay' },
    config: {
      type: 'string',
      value: 'file',
      help: 'what the site says: of it, synonyms and memory count here (saola.config.json, .yaml or .mjs in this folder)',
    },
    memory: { type: 'string', value: 'size', help: 'what the run may take, as 512MB or 2GB (1GB)' },
    'dry-run': { type: 'boolean', help: 'look whether the parts fit together, publish nothing' },
    json: { type: 'boolean', help: 'print the report as JSON on stdout' },
  },
  notes: [
    'The index is the same, byte for byte, as saola index --full makes of the same sources on one machine.',
    'What the parts left in the store is taken away once it is published.',
  ],
  async run({ words, values }, { io, parts, talk }) {
    if (words.length > 0) throw new Misuse(`publish takes no words; found "${words.join(' ')}".`);
    if (!values.join) throw new Misuse('What is to be published? Say --join for the parts of a build.');
    if (values.synonyms !== undefined && values['no-synonyms']) {
      throw new Misuse('--synonyms gives them, and --no-synonyms takes them away: say one of the two.');
    }
    const config = await readConfig(values.config, process.cwd());
    if (config) talk.say(`Read ${config.file}; what is said on the command line goes before it.`);
    const memoryBytes = sizeOf('memory', values.memory ?? config?.memory, LEAST_MEMORY);
    const store = await storeOf(values, parts);
    const { job, 'dry-run': isDryRun = false } = values;
    const file = values.synonyms ?? (values['no-synonyms'] ? undefined : config?.synonyms);
    const synonyms =
      file === undefined
        ? values['no-synonyms']
          ? []
          : undefined
        : await readSynonyms(file, io.signal, (text) => talk.say(text));
    const start = io.now();
    const report = await parts.joinParts(store, {
      allowShrink: values['allow-shrink'] ?? false,
      dryRun: isDryRun,
      ...(job !== undefined && { job }),
      ...(synonyms && { synonyms }),
      ...(memoryBytes !== undefined && { memoryBytes }),
      signal: io.signal,
      onUnreadable: (loss) => talk.say(loss),
      onProgress: ({ step, done, total }) => talk.progress(step, done, total),
    });
    talk.say(summaryOf(report, { isDryRun, ms: io.now() - start }));
    if (values.json) await print(io.out, `${JSON.stringify(report)}\n`);
    return 0;
  },
});

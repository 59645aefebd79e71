/** `saola init`: looks at what a folder holds, and writes a first configuration for it. */
import { writeFile } from 'node:fs/promises';
import { SaolaError } from '../../core/errors.ts';
import { whatBroke } from '../../indexer/sources/bytes.ts';
import { defineCommand, Misuse } from '../command.ts';
import { CONFIG_NAMES, fileExists } from '../config/read-config.ts';
import { count } from '../words.ts';

const WRITTEN = 'saola.config.yaml';

export const initCommand = defineCommand({
  name: 'init',
  usage: ['[folder or file] [--force]'],
  summary: 'look at files of articles, and write saola.config.yaml for them',
  options: {
    force: { type: 'boolean', help: 'write over a saola.config.yaml that is there' },
  },
  notes: [
    'The file is written into the folder you are in, where saola index finds it. It says where the fields of an article seem',
    'to stand in tables and JSON, and names in comments what else may be said. Nothing is indexed.',
  ],
  async run({ words, values }, { talk }) {
    const [source = '.', ...more] = words;
    if (more.length > 0) throw new Misuse('One folder or file at a time.');
    if (/^https?:/i.test(source)) {
      throw new Misuse('Saola reads files, not addresses: save the site into a folder first, with wget --mirror, say.');
    }
    for (const name of CONFIG_NAMES) {
      if (await fileExists(name)) {
        if (name === WRITTEN && values.force) continue;
        const advice =
          name === WRITTEN ? 'Say --force to write over it.' : 'Take it away first; of two, neither is read.';
        throw new SaolaError('bad-request', `There is a ${name} in this folder. ${advice}`);
      }
    }
    const [{ sampleOf }, { draftConfig }] = await Promise.all([
      import('../../indexer/sources/sample.ts'),
      import('../init/draft.ts'),
    ]);
    const sample = await sampleOf(source).catch((cause: unknown) => {
      const what = whatBroke(cause);
      throw what === null ? cause : new SaolaError('bad-source', `"${source}" ${what}.`, { cause });
    });
    try {
      await writeFile(WRITTEN, draftConfig(source, sample), { flag: values.force ? 'w' : 'wx' });
    } catch (cause) {
      throw new SaolaError(
        'bad-request',
        `${WRITTEN} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
        { cause },
      );
    }
    const files = [...sample.kinds.values()].reduce((sum, each) => sum + each, 0);
    talk.say(
      `Looked at ${count(files, 'file')}, wrote ${WRITTEN}. Look through it, then: saola index ${source} --store <uri>`,
    );
    return 0;
  },
});

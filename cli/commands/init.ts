/** `saola init`: looks at what a folder holds or a site has, and writes a first configuration for it. */
import { writeFile } from 'node:fs/promises';
import { SaolaError } from '../../core/errors.ts';
import { isAddress } from '../../indexer/sources/remote.ts';
import { whatBroke } from '../../indexer/sources/bytes.ts';
import { defineCommand, Misuse, type Values } from '../command.ts';
import { CONFIG_NAMES, fileExists } from '../config/read-config.ts';
import { FETCH, fetchOptionsOf } from '../fetch-options.ts';
import type { Io } from '../io.ts';
import { count } from '../words.ts';

const WRITTEN = 'saola.config.yaml';

const { 'at-once': atOnce, delay, 'allow-private': allowPrivate } = FETCH;
const ASKED = { 'at-once': atOnce, delay, 'allow-private': allowPrivate } as const;

export const initCommand = defineCommand({
  name: 'init',
  usage: ['[folder, file or address] [options]'],
  summary: 'look at files of articles or at a site, and write saola.config.yaml for them',
  options: {
    ...ASKED,
    force: { type: 'boolean', help: 'write over a saola.config.yaml that is there' },
  },
  notes: [
    'The file is written into the folder you are in, where saola index finds it. It says where the fields of an article seem',
    'to stand in tables and JSON, and names in comments what else may be said. Nothing is indexed.',
    'Of an address it says which lists its site names, where their pages stand, and what was read of five of them. The site is',
    'asked as for saola index, at most some dozen times.',
  ],
  async run({ words, values }, { io, talk }) {
    const [source = '.', ...more] = words;
    if (more.length > 0) throw new Misuse('One folder, file or address at a time.');
    for (const name of CONFIG_NAMES) {
      if (await fileExists(name)) {
        if (name === WRITTEN && values.force) continue;
        const advice =
          name === WRITTEN ? 'Say --force to write over it.' : 'Take it away first; of two, neither is read.';
        throw new SaolaError('bad-request', `There is a ${name} in this folder. ${advice}`);
      }
    }
    const { text, looked } = isAddress(source) ? await draftForSite(source, values, io) : await draftForFiles(source);
    try {
      await writeFile(WRITTEN, text, { flag: values.force ? 'w' : 'wx' });
    } catch (cause) {
      throw new SaolaError(
        'bad-request',
        `${WRITTEN} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
        { cause },
      );
    }
    talk.say(`Looked at ${looked}, wrote ${WRITTEN}. Look through it, then: saola index ${source} --store <uri>`);
    return 0;
  },
});

/** `looked`: at what, in words. */
type Draft = { readonly text: string; readonly looked: string };

async function draftForFiles(source: string): Promise<Draft> {
  const [{ sampleOf }, { draftConfig }] = await Promise.all([
    import('../../indexer/sources/sample.ts'),
    import('../init/draft.ts'),
  ]);
  const sample = await sampleOf(source).catch((cause: unknown) => {
    const what = whatBroke(cause);
    throw what === null ? cause : new SaolaError('bad-source', `"${source}" ${what}.`, { cause });
  });
  const files = [...sample.kinds.values()].reduce((sum, each) => sum + each, 0);
  return { text: draftConfig(source, sample), looked: count(files, 'file') };
}

async function draftForSite(address: string, values: Values<typeof ASKED>, io: Io): Promise<Draft> {
  const [{ lookAtSite }, { draftSiteConfig }, { draftConfig }] = await Promise.all([
    import('../../indexer/sources/fetch/look.ts'),
    import('../init/draft-site.ts'),
    import('../init/draft.ts'),
  ]);
  const asked = fetchOptionsOf(values, io.env, {});
  const look = await lookAtSite(address, asked, io.signal);
  if (look.sample) return { text: draftConfig(address, look.sample), looked: 'what stands there' };
  const read = count(look.articles.length, 'article');
  const lists = look.lists.length > 0 ? `${count(look.lists.length, 'list')} and ` : '';
  return { text: draftSiteConfig(address, look, asked), looked: `${lists}${read}` };
}

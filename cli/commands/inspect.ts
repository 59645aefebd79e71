/** `saola inspect`: shows what is taken of the articles in sources, what is left out, and why. It writes to no index. */
import { writeFile } from 'node:fs/promises';
import { SaolaError } from '../../core/errors.ts';
import type { LearnedLine } from '../../core/index/learned-line.ts';
import { readCurrent } from '../../core/index/published.ts';
import type { Store } from '../../core/store/store.ts';
import { DEFAULT_FIRST, inspect } from '../../indexer/inspect.ts';
import { readSources, type LeftAside } from '../../indexer/sources/read.ts';
import { defineCommand, Misuse } from '../command.ts';
import { readConfig } from '../config/read-config.ts';
import { FETCH, fetchOptionsOf } from '../fetch-options.ts';
import { print } from '../io.ts';
import { pageOfShown } from '../inspected/page.ts';
import { textOfShown } from '../inspected/text.ts';
import { numberOf } from '../number-option.ts';
import { storeOf } from '../store-option.ts';
import { count } from '../words.ts';

/** A page of more articles is read by nobody, and all of them are held at once. */
const MOST = 1_000;

export const inspectCommand = defineCommand({
  name: 'inspect',
  usage: ['<source…> [options]'],
  summary: 'show what is taken of articles, what is left out, and why',
  options: {
    id: { type: 'string', value: 'id', help: 'the article with this id or address' },
    match: { type: 'string', value: 'text', help: 'articles with this in their title, text, address or path' },
    first: { type: 'string', value: 'number', help: `how many to show, up to ${MOST} (10)` },
    html: { type: 'string', value: 'file', help: 'write a page for the browser into this file' },
    ...FETCH,
    store: { type: 'string', value: 'uri', help: 'an index, whose learned lines count too' },
    endpoint: { type: 'string', value: 'url', help: 'address of another S3 server than Amazon’s' },
    'no-boilerplate': { type: 'boolean', help: 'as for saola index' },
    config: {
      type: 'string',
      value: 'file',
      help: 'what the site says of its files (saola.config.json, .yaml or .mjs in this folder, where there is one)',
    },
  },
  notes: [
    'Sources are named as for saola index. All of them are read, since what an article repeats depends on the others.',
  ],
  async run({ words, values }, { io, parts, talk }) {
    if (words.length === 0) throw new Misuse('Which articles? Name files, folders of them, or addresses.');
    const first = numberOf('first', values.first, { least: 1, most: MOST, otherwise: DEFAULT_FIRST });
    const config = await readConfig(values.config, process.cwd());
    const net = fetchOptionsOf(values, io.env, { configured: config?.fetch, ofStore: values.endpoint });
    const learned = values.store === undefined ? [] : await learnedIn(await storeOf(values, parts));
    const asides: LeftAside[] = [];
    const found = readSources(words, {
      signal: io.signal,
      tellLeftOut: true,
      net,
      onNotice: (text) => talk.say(text),
      ...(config && { rules: config.rules }),
      onAside: (aside) => asides.push(aside),
    });
    const { id, match, html } = values;
    const inspection = await inspect(
      found,
      { ...(id !== undefined && { id }), ...(match !== undefined && { match }), first },
      {
        boilerplate: values['no-boilerplate'] ? false : (config?.boilerplate ?? true),
        learned,
        signal: io.signal,
        onProgress: (done) => talk.progress('reading', done),
      },
    );
    talk.clear();
    const shown = { inspection, asides };
    if (html === undefined) await print(io.out, textOfShown(shown));
    else {
      await write(html, pageOfShown(shown));
      talk.say(`Wrote ${html}: ${count(inspection.articles.length, 'article')}.`);
    }
    return inspection.articles.length === 0 ? 1 : 0;
  },
});

async function learnedIn(store: Store): Promise<readonly LearnedLine[]> {
  return (await readCurrent(store))?.manifest.boilerplate ?? [];
}

async function write(file: string, page: string): Promise<void> {
  try {
    await writeFile(file, page);
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new SaolaError('store-refused', `The page cannot be written: ${what}. Name another file for --html.`, {
      cause,
    });
  }
}

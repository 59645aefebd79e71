/** `saola index`: reads sources, publishes what they hold, and says what became of every article. */
import type { PartOptions, PartReport } from '../../indexer/build-part.ts';
import type { PartNumber } from '../../indexer/building.ts';
import type { IndexReport } from '../../indexer/index-articles.ts';
import type { LeftOutReport } from '../../indexer/boilerplate/leave-out.ts';
import { LiveArticles } from '../../indexer/sources/live-articles.ts';
import { readSources } from '../../indexer/sources/read.ts';
import { readSynonyms } from '../../indexer/synonyms-file.ts';
import { defineCommand, Misuse } from '../command.ts';
import { readConfig } from '../config/read-config.ts';
import { FETCH, fetchOptionsOf } from '../fetch-options.ts';
import { print } from '../io.ts';
import { NearList } from '../near-list.ts';
import { ProblemList } from '../problem-list.ts';
import { LEAST_MEMORY, sizeOf } from '../size-option.ts';
import { STORE, storeOf } from '../store-option.ts';
import { bytes, count, duration, grouped } from '../words.ts';

export const indexCommand = defineCommand({
  name: 'index',
  usage: ['<source…> --store <uri> [options]'],
  summary: 'add new articles to an index, change those that changed, publish',
  options: {
    ...STORE,
    mirror: { type: 'boolean', help: 'also remove the articles that the sources no longer hold' },
    full: { type: 'boolean', help: 'rebuild the whole index from the sources; mirrors too' },
    'allow-shrink': {
      type: 'boolean',
      help: 'let --mirror and --full remove more than a fifth of the articles, or any while a part of the sources cannot be read',
    },
    config: {
      type: 'string',
      value: 'file',
      help: 'what the site says of its files (saola.config.json, .yaml or .mjs in this folder, where there is one)',
    },
    synonyms: {
      type: 'string',
      value: 'file',
      help: 'what may be written for what, in place of what the index has now',
    },
    'no-synonyms': { type: 'boolean', help: 'take the synonyms away; without either option they stay' },
    ...FETCH,
    'no-boilerplate': {
      type: 'boolean',
      help: 'keep in bodies what many articles repeat, and teasers of other articles',
    },
    memory: {
      type: 'string',
      value: 'size',
      help: 'what the run may take, as 512MB or 2GB; more means more threads (1GB)',
    },
    part: {
      type: 'string',
      value: 'i/n',
      help: 'build part i of n of the whole index, as 2/8, and publish nothing: saola publish --join does',
    },
    job: { type: 'string', value: 'name', help: 'with --part: which build it is a part of, where there are several' },
    'dry-run': { type: 'boolean', help: 'do everything but publish' },
    strict: { type: 'boolean', help: 'publish nothing if anything is wrong with the sources' },
    json: { type: 'boolean', help: 'print the report as JSON on stdout' },
  },
  notes: [
    'A source is a file, a folder of files, an address (https://…) of a sitemap, a feed, a page or a file, or',
    's3://bucket/prefix, read as a folder is.',
    'Files: .json (a list of articles, or one), .jsonl and .ndjson (one article per',
    'line), .csv and .tsv (a row for each article; the first row names the columns), .md and .mdx (one article, with front',
    'matter; drafts are left aside), .html (one article; lists of links, error pages and what says noindex are left',
    'aside), .txt (one article), exports of WordPress (.xml) and Ghost (.json); also packed as .gz. An article is an object',
    'with id, url, title, summary, body, captions, section, tags, authors, publishedAt, updatedAt, image; it needs text in',
    'title or body. Without an id it is called by its url, else by its path as given: then give the sources the same way each',
    'time. A page without an address of its own is called by its path in the folder given, as a server would:',
    '/tin/bai.html. A bad article is named and left out.',
    'Where fields are called otherwise, saola.config.yaml says how (docs/config.md).',
    'Parts may be built on as many machines, each from the same sources; a part that was stopped goes on where it was.',
    'A file of synonyms has a group on each line, "TP.HCM = Sài Gòn", or one way, "xe hơi => ô tô"; # begins a comment.',
  ],
  async run({ words, values }, { io, parts, talk }) {
    if (words.length === 0) throw new Misuse('Which articles? Name files, folders of them, or addresses.');
    if (values.synonyms !== undefined && values['no-synonyms']) {
      throw new Misuse('--synonyms gives them, and --no-synonyms takes them away: say one of the two.');
    }
    const part = values.part === undefined ? null : partOf(values.part);
    checkTogether(values);
    const config = await readConfig(values.config, process.cwd());
    if (config) talk.say(`Read ${config.file}; what is said on the command line goes before it.`);
    const net = fetchOptionsOf(values, io.env, { configured: config?.fetch, ofStore: values.endpoint });
    const memoryBytes = sizeOf('memory', values.memory ?? config?.memory, LEAST_MEMORY);
    const store = await storeOf(values, parts);
    const file = values.synonyms ?? (values['no-synonyms'] ? undefined : config?.synonyms);
    const synonyms =
      file === undefined
        ? values['no-synonyms']
          ? []
          : undefined
        : await readSynonyms(file, io.signal, (text) => talk.say(text));
    const start = io.now();
    const problems = new ProblemList(talk);
    const nears = new NearList();
    const live = new LiveArticles();
    const found = readSources(words, {
      signal: io.signal,
      live,
      net,
      onNotice: (text) => talk.say(text),
      ...(config && { rules: config.rules }),
      onIgnored: ({ folder, files, example }) =>
        talk.say(`${folder}: ${count(files, 'file')} left aside, hidden or of another kind (as ${example}).`),
      onAside: ({ source, why, pages, example }) =>
        talk.say(
          pages === 1
            ? `${source}: 1 page left aside: it ${why} (${example}).`
            : `${source}: ${grouped(pages)} pages left aside: each of them ${why} (as ${example}).`,
        ),
    });
    const always: PartOfAll = {
      strict: values.strict ?? false,
      boilerplate: values['no-boilerplate'] ? false : (config?.boilerplate ?? true),
      ...(memoryBytes !== undefined && { memoryBytes }),
      signal: io.signal,
      onProblem: (problem) => problems.add(problem),
      onNear: (near) => nears.add(near),
      onProgress: ({ step, done, total }) => talk.progress(step, done, total),
    };
    try {
      if (part) {
        const { job } = values;
        const report = await parts.buildPart(store, found, { ...always, part, ...(job !== undefined && { job }) });
        problems.end();
        nears.end(talk);
        if (report.leftOut) talk.say(leftOutOf(report.leftOut));
        talk.say(partSummaryOf(report, io.now() - start));
        if (values.json) await print(io.out, `${JSON.stringify(report)}\n`);
        return 0;
      }
      const report = await parts.indexArticles(store, found, {
        ...always,
        mode: values.full ? 'full' : (values.mirror ?? config?.mirror) ? 'mirror' : 'update',
        allowShrink: values['allow-shrink'] ?? false,
        dryRun: values['dry-run'] ?? false,
        ...(synonyms && { synonyms }),
        onUnreadable: (loss) => talk.say(loss),
        onResumed: (articles) =>
          talk.say(`Going on from a run that was stopped: it had taken ${count(articles, 'article')} apart.`),
        live,
      });
      problems.end();
      nears.end(talk);
      if (report.leftOut) talk.say(leftOutOf(report.leftOut));
      talk.say(summaryOf(report, { isDryRun: values['dry-run'] ?? false, ms: io.now() - start }));
      if (values.json) await print(io.out, `${JSON.stringify(report)}\n`);
      return 0;
    } catch (error) {
      problems.end();
      throw error;
    }
  },
});

type PartOfAll = Omit<PartOptions, 'part' | 'job'>;

function partOf(text: string): PartNumber {
  const [, number, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  if (number === undefined) throw new Misuse(`--part is i/n, as 2/8 for the second of eight; found "${text}".`);
  return { number: Number(number), of: Number(of) };
}

/** Of all that says what is published, nothing goes with what publishes nothing. */
const OF_PUBLISHING = ['mirror', 'full', 'allow-shrink', 'synonyms', 'no-synonyms', 'dry-run'] as const;

function checkTogether(values: Readonly<Record<string, unknown>>): void {
  if (values['part'] === undefined && values['job'] !== undefined) throw new Misuse('--job goes with --part.');
  const one = OF_PUBLISHING.find((name) => values[name]);
  if (values['part'] !== undefined && one !== undefined) {
    throw new Misuse(`--${one} does not go with --part, which builds all anew and publishes nothing.`);
  }
}

function partSummaryOf({ number, of, articles, own, chunks, made, missing, job }: PartReport, ms: number): string {
  const before =
    made < chunks ? `, of which a run before had made ${grouped(chunks - made)} of ${grouped(chunks)} pieces` : '';
  const next =
    missing.length === 0
      ? 'All parts are there: saola publish --join.'
      : `Still to be built: ${missing.map((each) => `${each}/${of}`).join(', ')}.`;
  return `Built part ${number}/${of} of job "${job}", ${grouped(own)} of ${count(articles, 'article')}${before}, in ${duration(ms)}. ${next}`;
}

/** What is not in the bodies, in one line. */
function leftOutOf({ lines, articles, whole }: LeftOutReport): string {
  const left = whole === 0 ? '' : ` ${count(whole, 'body', 'bodies')} would have lost too much, and stayed whole.`;
  return `Left out ${count(lines, 'line')} of ${count(articles, 'article')}: repeated in many, or leading to others (saola inspect shows them).${left}`;
}

/** What was done, in one line. */
export function summaryOf(report: IndexReport, { isDryRun, ms }: { isDryRun: boolean; ms: number }): string {
  const { version, added, changed, removed, unchanged, skipped } = report;
  const articles = count(report.articles, 'article');
  const counts = [
    `${grouped(added)} added`,
    `${grouped(changed)} changed`,
    `${grouped(removed)} removed`,
    `${grouped(unchanged)} unchanged`,
    ...(skipped > 0 ? [`${grouped(skipped)} skipped`] : []),
  ].join(', ');
  if (isDryRun) return `Dry run, nothing was published. It would hold ${articles}: ${counts}.`;
  if (version === null) return `Nothing to publish, the index holds it all: ${articles}; ${counts}.`;
  return `Published version ${version} with ${articles}: ${counts}; ${bytes(report.bytesWritten)} in ${duration(ms)}.`;
}

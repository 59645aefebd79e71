/** `saola search`: one query answered on the terminal, or many answered as a TREC run. */
import type { SearchAnswer } from '../../core/search/answer.ts';
import { runBatch } from '../batch.ts';
import { defineCommand, Misuse } from '../command.ts';
import { explanationAsText } from '../explained.ts';
import { hitsAsText } from '../hits.ts';
import { print, takesStyle } from '../io.ts';
import { numberOf } from '../number-option.ts';
import { STORE, storeOf } from '../store-option.ts';
import { count } from '../words.ts';

const LIMIT = { least: 1, most: 1_000, otherwise: 10 };

export const searchCommand = defineCommand({
  name: 'search',
  usage: ['<query> --store <uri> [options]', '--batch <file> --run <file> --store <uri> [--limit <n>]'],
  summary: 'answer a query, or many for an evaluation',
  options: {
    ...STORE,
    limit: {
      type: 'string',
      value: 'n',
      help: `hits to print, ${LIMIT.least} to ${LIMIT.most}; ${LIMIT.otherwise} if not given`,
    },
    sort: { type: 'string', value: 'order', help: 'relevance (as without it), newest or oldest' },
    section: {
      type: 'string',
      value: 'name',
      multiple: true,
      help: 'only articles of this section; may be repeated: any of them',
    },
    tag: { type: 'string', value: 'name', multiple: true, help: 'only articles with this tag; may be repeated' },
    author: { type: 'string', value: 'name', multiple: true, help: 'only articles by this author; may be repeated' },
    from: {
      type: 'string',
      value: 'date',
      help: 'only articles published then or later: 2019, 2019-06, 2019-06-28 or a time',
    },
    to: { type: 'string', value: 'date', help: 'only articles published until then, that day or month included' },
    explain: { type: 'boolean', help: 'also print where the scores come from' },
    json: { type: 'boolean', help: 'print the body that /search answers' },
    batch: { type: 'string', value: 'file', help: 'queries as JSON Lines, {"id": …, "query": …} each; - is stdin' },
    run: { type: 'string', value: 'file', help: 'where their answers go, as a TREC run; - is stdout, as without it' },
  },
  notes: ['Words without quotes around them are one query. A query that begins with - goes last, behind --.'],
  async run({ words, values }, { io, parts, talk }) {
    const limit = numberOf('limit', values.limit, LIMIT);
    if (values.batch !== undefined) {
      if (words.length > 0) throw new Misuse('With --batch the queries come from its file; leave the query out.');
      if (values.json) throw new Misuse('--batch answers as a TREC run, which is no JSON; leave --json out.');
      const store = await storeOf(values, parts);
      const odd = [...FILTERS, 'explain' as const].find((name) => values[name] !== undefined);
      if (odd) throw new Misuse(`--${odd} is for one query; with --batch leave it out.`);
      return runBatch({ queries: values.batch, run: values.run ?? '-', limit, store }, { io, parts, talk });
    }
    if (values.run !== undefined) throw new Misuse('--run is where the answers to --batch go; name its file too.');
    if (words.length === 0) throw new Misuse('What are you looking for? Put the query behind the command.');
    const sort = orderOf(values.sort);
    const { section, tag, author, from, to, explain } = values;
    const index = await parts.openIndex(await storeOf(values, parts));
    const answer = await index.search(
      {
        query: words.join(' '),
        limit,
        ...(sort && { sort }),
        ...(section && { section }),
        ...(tag && { tag }),
        ...(author && { author }),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(explain && { explain }),
      },
      { signal: io.signal },
    );
    if (values.json) {
      await print(io.out, `${JSON.stringify(answer)}\n`);
      return 0;
    }
    talk.say(headOf(answer));
    await print(io.out, hitsAsText(answer.hits, { isBold: takesStyle(io.out, io.env) }));
    if (answer.explain) await print(io.out, `\n${explanationAsText(answer.explain)}`);
    return 0;
  },
});

const FILTERS = ['sort', 'section', 'tag', 'author', 'from', 'to'] as const;
const ORDERS = ['relevance', 'newest', 'oldest'] as const;

function orderOf(text: string | undefined): (typeof ORDERS)[number] | undefined {
  const order = ORDERS.find((known) => known === text);
  if (text === undefined || order) return order;
  throw new Misuse(`--sort must be ${ORDERS.join(', ')}; found "${text}".`);
}

function headOf({ query, total, totalRelation, hits, loosened = [], didYouMean, version }: SearchAnswer): string {
  if (total === 0 && totalRelation === 'gte')
    return `None of the best articles for “${query}” in version ${version} meets all that is asked; others, which are not looked through, may.`;
  if (total === 0) return `Nothing found for “${query}” in version ${version}.`;
  const asked = didYouMean === undefined ? `“${query}”` : `“${query}” (did you mean “${didYouMean}”?)`;
  const found = `${totalRelation === 'gte' ? 'at least ' : ''}${count(total, 'article')}`;
  const head = `${found} for ${asked} in version ${version}${hits.length < total ? `; the best ${hits.length}:` : ':'}`;
  const words = loosened.map((word) => `“${word}”`).join(', ');
  return words === '' ? head : `${head}\nEven the fullest of them lacks ${words}.`;
}

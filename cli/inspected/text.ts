/** Given articles that were looked at, returns what a terminal shows of them. */
import type { Inspected } from '../../indexer/inspect.ts';
import { plain } from '../io.ts';
import { count } from '../words.ts';
import { fieldsOf, headOf, restOf, wordsIn, type Shown } from './fields.ts';

export function textOfShown(shown: Shown): string {
  const rest = restOf(shown);
  return [
    `${headOf(shown)}\n`,
    ...shown.inspection.articles.map(textOf),
    ...(rest.length > 0 ? [`\nNot among the articles:\n${rest.map((line) => `  ${plain(line)}\n`).join('')}`] : []),
  ].join('');
}

function textOf(inspected: Inspected, at: number): string {
  const { article, leftOut, notes } = inspected;
  const { captions = [] } = article;
  const fields = fieldsOf(inspected).map(([name, value]) => `   ${name.padEnd(9)}  ${plain(value)}\n`);
  const body = article.body === '' ? [] : article.body.split('\n');
  return [
    `\n${at + 1}. ${plain(article.title)}\n`,
    ...fields,
    ...notes.map((note) => `   ${'note'.padEnd(9)}  ${plain(note)}\n`),
    `   taken as body, ${count(wordsIn(article.body), 'word')}:\n`,
    ...body.map((line) => `   | ${plain(line)}\n`),
    ...(captions.length > 0 ? [`   taken as ${count(captions.length, 'caption')}, at a lower weight:\n`] : []),
    ...captions.map((line) => `   | ${plain(line)}\n`),
    ...(leftOut.length > 0 ? [`   left out, ${count(leftOut.length, 'piece')}:\n`] : []),
    ...leftOut.map(({ text, why }) => `   - ${plain(text)}\n     ${plain(why)}\n`),
  ].join('');
}

/** Given how the scores of an answer came about, returns it as a person reads it on a terminal and adds it up. */
import type { ExplainedClause, ExplainedHit, Explanation } from '../core/search/answer.ts';
import { plain } from './io.ts';
import { count } from './words.ts';

/** Ends with a line break. */
export function explanationAsText({ articles, alternatives, examples, hits }: Explanation): string {
  const exampleNames = examples.map(({ id }) => plain(id));
  return [
    `Scores in ${count(articles, 'article')}: impact × idf × weight of each term, then what likeness to the best ones adds.`,
    ...alternatives.flatMap((alternative, i) => [
      ...(alternatives.length > 1 ? [`Alternative ${i + 1}:`] : []),
      ...wordLines(alternative),
    ]),
    ...hits.flatMap((hit, i) => ['', ...hitLines(hit, i + 1, alternatives, exampleNames)]),
    '',
  ].join('\n');
}

function wordLines({ words, terms }: ExplainedClause): string[] {
  const unused = terms.filter((term) => term.unused).map((term) => term.terms.join(' + '));
  return [
    ...words.map(({ word, read, idf }) => {
      const how = read[0] === 'as-typed' ? 'as typed' : `as “${plain(read.join(' '))}”`;
      return `  ${plain(word)}: read ${how}, idf ${figure(idf)}`;
    }),
    ...(unused.length > 0
      ? [`  not counted, as what was typed is held or too few hold it: ${plain(unused.join(', '))}`]
      : []),
  ];
}

function hitLines(
  { id, alternative, terms, own, likeness, score }: ExplainedHit,
  place: number,
  alternatives: Explanation['alternatives'],
  exampleNames: readonly string[],
): string[] {
  const { terms: known } = alternatives[alternative] as ExplainedClause;
  const shares = terms.map(({ term, impact, less, share }) => {
    const { terms: names, df, idf, weight } = known[term] as ExplainedClause['terms'][number];
    return `     ${figure(share).padStart(8)} = ${figure(impact)} × ${figure(idf)} × ${figure(weight)}${less === undefined ? '' : ` − ${figure(less)}`}   ${plain(names.join(' + '))} (${count(df, 'article')})`;
  });
  const like = likeness?.toExamples.map((value, i) => `${exampleNames[i]} ${figure(value)}`).join(', ');
  return [
    `${place}. ${plain(id)}: ${figure(score)}`,
    ...shares,
    `     ${figure(own).padStart(8)} in all`,
    ...(likeness ? [`     ${figure(likeness.added).padStart(8)} for being like ${like}`] : []),
  ];
}

const figure = (value: number): string => value.toFixed(4);

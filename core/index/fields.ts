/** What filters and sorting ask of an article, for all articles of a segment: when it was published, its section, tags and
 *  authors. What is read is what was written, or refused. */
import type { Article } from '../article.ts';
import { momentOf } from '../vietnam-time.ts';
import { ByteReader, ByteWriter, malformed } from './bytes.ts';
import { LabelsBuilder, readLabels, writeLabels, type Labels } from './labels.ts';

export type Fields = {
  /** Milliseconds since 1970, NaN where none. */
  readonly times: Float64Array;
  readonly sections: Labels;
  readonly tags: Labels;
  readonly authors: Labels;
};

/** In the order of the segment. A time without a zone, or a day alone, is Vietnamese time. */
export function fieldsOf(articles: Iterable<Pick<Article, 'publishedAt' | 'section' | 'tags' | 'authors'>>): Fields {
  const times: number[] = [];
  const labels = { sections: new LabelsBuilder(), tags: new LabelsBuilder(), authors: new LabelsBuilder() };
  for (const { publishedAt, section, tags = [], authors = [] } of articles) {
    times.push(publishedAt === undefined ? NaN : momentOf(publishedAt));
    labels.sections.add(section === undefined ? [] : [section]);
    labels.tags.add(tags);
    labels.authors.add(authors);
  }
  return {
    times: Float64Array.from(times),
    sections: labels.sections.take(),
    tags: labels.tags.take(),
    authors: labels.authors.take(),
  };
}

/** Of a segment whose articles have no fields, such as one of a user of FlexSearch. */
export const noFields = (articles: number): Fields => fieldsOf(Array.from({ length: articles }, () => ({})));

/** Not compressed yet, and made to be: like stands by like. */
export function encodeFields({ times, sections, tags, authors }: Fields): Uint8Array {
  const out = new ByteWriter(1 << 16);
  writeTimes(out, times);
  for (const labels of [sections, tags, authors]) writeLabels(out, labels);
  return out.take();
}

/** Throws `SaolaError('index-malformed')` for what `encodeFields` never makes of so many articles. */
export function decodeFields(bytes: Uint8Array, articles: number): Fields {
  const input = new ByteReader(bytes);
  const fields = {
    times: readTimes(input, articles), // each reads on where the one before ended
    sections: readLabels(input, articles),
    tags: readLabels(input, articles),
    authors: readLabels(input, articles),
  };
  if (!input.done) throw malformed(`${input.left} bytes stand behind the fields of ${articles} articles`);
  return fields;
}

/** The last moment that a JavaScript Date can be (ECMA-262, "Time Values and Time Range"). */
const LAST_TIME = 8.64e15;

/** The largest unit that all times are multiples of, then one number for each article: 0 for no time, else 1 more than the
 *  difference to the time before it. Sites publish on the minute, and articles stand in order of time: most differences
 *  have one byte or two. */
function writeTimes(out: ByteWriter, times: Float64Array): void {
  const unit = times.reduce((divisor, time) => (Number.isNaN(time) ? divisor : commonDivisor(divisor, time)), 0) || 1;
  out.varint(unit);
  let before = 0;
  for (const time of times) {
    if (Number.isNaN(time)) out.varint(0);
    else {
      out.varint(1 + zigzag((time - before) / unit));
      before = time;
    }
  }
}

function readTimes(input: ByteReader, articles: number): Float64Array {
  const unit = input.varint();
  const times = new Float64Array(articles);
  let before = 0;
  for (let doc = 0; doc < articles; doc += 1) {
    const coded = input.varint();
    if (coded === 0) times[doc] = NaN;
    else {
      before += unzigzag(coded - 1) * unit;
      if (!(Math.abs(before) <= LAST_TIME)) throw malformed(`article ${doc} was published at ${before}`);
      times[doc] = before;
    }
  }
  return times;
}

/** Euclid's; `a` is not negative. */
function commonDivisor(a: number, b: number): number {
  let [large, small] = [a, Math.abs(b)];
  while (small > 0) [large, small] = [small, large % small];
  return large;
}

/** 0, −1, 1, −2, 2 … as 0, 1, 2, 3, 4 …: a small number either way. */
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const unzigzag = (coded: number): number => (coded % 2 === 0 ? coded / 2 : -(coded + 1) / 2);

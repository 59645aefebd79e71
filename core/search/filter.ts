/** Given conditions and the fields of a segment's articles, says which articles meet them all; reads no record.
 *  Names are compared as words are, so that no spelling of a name is another name. */
import type { Fields } from '../index/fields.ts';
import type { Labels } from '../index/labels.ts';
import { words } from '../text/words.ts';

export type Condition = LabelCondition | TimeCondition;

type LabelCondition = {
  readonly of: 'section' | 'tag' | 'author';
  /** An article needs one of them. A name without accents stands for any accents, one with accents for those alone. */
  readonly anyOf: readonly string[];
  /** The whole name, or a run of its words: `Nguyễn` is one of `Nguyễn Minh Đức`. */
  readonly whole: boolean;
  readonly not: boolean;
};

/** `from` <= time < `before`, in milliseconds since 1970. @default no bound */
type TimeCondition = {
  readonly of: 'time';
  readonly from?: number;
  readonly before?: number;
  readonly not: boolean;
};

/** 1 for each article that meets all conditions, else 0. An article without a time meets no condition on time, not even
 *  one with `not`: nobody knows when it was published. One without a name meets `not` of any. */
export function passing(conditions: readonly Condition[], fields: Fields): Uint8Array {
  const passes = new Uint8Array(fields.times.length).fill(1);
  for (const condition of conditions) {
    if (condition.of === 'time') keepTimes(passes, condition, fields.times);
    else keepLabelled(passes, condition, fields[COLUMNS[condition.of]]);
  }
  return passes;
}

const COLUMNS = { section: 'sections', tag: 'tags', author: 'authors' } as const;

function keepTimes(passes: Uint8Array, condition: TimeCondition, times: Float64Array): void {
  const { from = -Infinity, before = Infinity, not } = condition;
  times.forEach((time, doc) => {
    const within = time >= from && time < before;
    if (within === not || Number.isNaN(time)) passes[doc] = 0;
  });
}

function keepLabelled(passes: Uint8Array, { anyOf, whole, not }: LabelCondition, labels: Labels): void {
  const matchers = anyOf.map((value) => matcherOf(value, whole));
  // each name once: a thousand articles share a section
  const isWanted = formsOfNames(labels).map((name) => matchers.some((matches) => matches(name)));
  const { starts, values } = labels;
  for (let doc = 0; doc < passes.length; doc += 1) {
    const end = starts[doc + 1] as number;
    let at = starts[doc] as number;
    while (at < end && !isWanted[values[at] as number]) at += 1;
    if (at < end === not) passes[doc] = 0;
  }
}

/** The words of a name, with a space before and behind each, so that a run of words is a piece of the text. */
type Forms = { readonly exact: string; readonly folded: string };

function formsOf(name: string): Forms {
  const list = words(name);
  if (list.length === 0) {
    const signs = ` ${name.normalize('NFC').replace(/\s+/g, '')} `; // `★`, which has no words, is itself alone
    return { exact: signs, folded: signs };
  }
  return {
    exact: ` ${list.map(({ exact }) => exact).join(' ')} `,
    folded: ` ${list.map(({ folded }) => folded).join(' ')} `,
  };
}

function matcherOf(value: string, whole: boolean): (name: Forms) => boolean {
  const { exact, folded } = formsOf(value);
  const [form, wanted] = exact === folded ? (['folded', folded] as const) : (['exact', exact] as const);
  return whole ? (name) => name[form] === wanted : (name) => name[form].includes(wanted);
}

/** Kept as long as the labels are: sites have thousands of tags, and filters are asked for again and again. */
const formsKept = new WeakMap<Labels, readonly Forms[]>();

function formsOfNames(labels: Labels): readonly Forms[] {
  const known = formsKept.get(labels);
  if (known) return known;
  const made = labels.names.map(formsOf);
  formsKept.set(labels, made);
  return made;
}

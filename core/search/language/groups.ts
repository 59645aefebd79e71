/** Given the tokens of a query, here are its groups: alternatives, and what each of them wants.
 *  An alternative without a word is none, so that a `|` too many does no harm. */
import type { Condition } from '../filter.ts';
import type { Exclusion, Phrase } from './asked.ts';
import { hasWord, type Span } from './signs.ts';
import type { Token } from './tokens.ts';

export type Part =
  | (Span & { readonly is: 'words' })
  | (Span & { readonly is: 'phrase'; readonly phrase: Phrase; readonly not: boolean })
  | (Span & { readonly is: 'condition'; readonly condition: Condition })
  | (Span & { readonly is: 'without'; readonly all: Exclusion })
  | Group;

export type Alternative = readonly Part[];
/** `excludes`: it says what is not wanted, so that nothing in it is ever looked for. */
export type Group = Span & {
  readonly is: 'group';
  readonly excludes: boolean;
  readonly alternatives: readonly Alternative[];
};

/** Groups in groups. Each level looks once more at what is inside, so that without a bound the work would be the square of
 *  the length; eight clauses need no more than this. */
const MAX_DEPTH = 8;

/** `tokens`: of `text`, each that opens with one that closes. Without alternatives where there is nothing to look for. */
export function groupsOf(text: string, tokens: readonly Token[]): Group {
  let next = 0;

  /** Steps behind the partner of an `open` that has just been read. The words of the group, without those it excludes. */
  const skipGroup = (opening: Token): Span[] => {
    const spans: Span[] = [];
    let open = 1;
    let excludedFrom = isNot(opening) ? 1 : Infinity;
    let excludes = isNot(opening);
    for (; open > 0 && next < tokens.length; next += 1) {
      const token = tokens[next] as Token;
      if (token.is === 'open') open += 1;
      if (isNot(token)) {
        excludes = true;
        if (token.is === 'open') excludedFrom = Math.min(excludedFrom, open);
      } else if (open < excludedFrom && (token.is === 'words' || token.is === 'phrase' || token.is === 'condition')) {
        spans.push(token);
      }
      if (token.is === 'close') {
        if (open === excludedFrom) excludedFrom = Infinity;
        open -= 1;
      }
    }
    return excludes ? spans : [{ start: opening.start, end: endOfLast() }];
  };

  const endOfLast = (): number => tokens[next - 1]?.end ?? 0;

  const readGroup = (depth: number, inTitle: boolean): Alternative[] => {
    let parts: Part[] = [];
    const alternatives = [parts];
    const add = (...more: readonly Part[]): void => {
      for (const part of more) {
        const last = parts.at(-1);
        // one run as it was typed: a full stop or comma in it says that two words are no pair
        if (part.is === 'words' && last?.is === 'words') parts[parts.length - 1] = { ...last, end: part.end };
        else parts.push(part);
      }
    };
    while (next < tokens.length) {
      const token = tokens[next] as Token;
      next += 1;
      const { start, end } = token;
      if (token.is === 'close') break;
      if (token.is === 'either') {
        parts = [];
        alternatives.push(parts);
      } else if (token.is === 'open' && depth === MAX_DEPTH) {
        for (const span of skipGroup(token)) parts.push({ is: 'words', start: span.start, end: span.end });
      } else if (token.is === 'open') {
        const inner = readGroup(depth + 1, inTitle || token.title);
        const span = { start, end: endOfLast() };
        if (inner.length === 0) add({ is: 'words', ...span });
        else if (token.not) add(...without(text, inner, span));
        else add({ is: 'group', ...span, excludes: false, alternatives: inner });
      } else if (token.is === 'condition') {
        add(token);
      } else if (token.is === 'phrase') {
        add(inTitle ? { ...token, phrase: { ...token.phrase, in: 'title' } } : token);
      } else {
        const words = text.slice(start, end);
        add(
          inTitle && hasWord(words)
            ? { is: 'phrase', phrase: { text: words, in: 'title' }, not: false, start, end }
            : { is: 'words', start, end },
        );
      }
    }
    return alternatives.filter((alternative) =>
      alternative.some((part) => part.is !== 'words' || hasWord(slice(text, part))),
    );
  };

  return { is: 'group', start: 0, end: text.length, excludes: false, alternatives: readGroup(0, false) };
}

const isNot = (token: Token): boolean => (token.is === 'condition' ? token.condition.not : 'not' in token && token.not);

/** What excludes each alternative, which is to say any of what it wants together (De Morgan): neither `Nga` nor `Nhật`; no
 *  `Messi`, or no sports (`-(mục:thể-thao Messi)`). */
function without(text: string, alternatives: readonly Alternative[], span: Span): Part[] {
  return alternatives.flatMap((alternative): readonly Part[] => {
    const [only = [], ...others] = waysWithout(text, alternative, span);
    return others.length === 0 ? only : [{ is: 'group', ...span, excludes: true, alternatives: [only, ...others] }];
  });
}

/** Each of these alone keeps an article from being what the alternative wants. */
function waysWithout(text: string, alternative: Alternative, span: Span): Part[][] {
  const ways: Part[][] = [];
  const together: Phrase[] = [];
  for (const part of alternative) {
    if (part.is === 'words') {
      const words = slice(text, part).split(' ').filter(hasWord);
      together.push(...words.map((word): Phrase => ({ text: word, in: 'anywhere' })));
    } else if (part.is === 'phrase' && !part.not && part.phrase.in === 'anywhere') {
      together.push(part.phrase);
    } else if (part.is === 'phrase') {
      ways.push([{ ...part, not: !part.not }]);
    } else if (part.is === 'condition') {
      ways.push([{ ...part, condition: { ...part.condition, not: !part.condition.not } }]);
    } else if (part.is === 'group') {
      ways.push(without(text, part.alternatives, span));
    } else {
      const { start, end } = span;
      ways.push(part.all.map((phrase): Part => ({ is: 'phrase', phrase, not: false, start, end })));
    }
  }
  const [first, ...more] = together;
  return first ? [[{ is: 'without', all: [first, ...more], ...span }], ...ways] : ways;
}

const slice = (text: string, { start, end }: Span): string => text.slice(start, end);

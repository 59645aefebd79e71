/** Given the tokens of a query, here are its groups: alternatives, and what each of them wants.
 *  An alternative without a word is none, so that a `|` too many does no harm. */
import type { Condition } from '../filter.ts';
import type { Phrase } from './asked.ts';
import { hasWord, type Span } from './signs.ts';
import type { Token } from './tokens.ts';

export type Part =
  | (Span & { readonly is: 'words' })
  | { readonly is: 'phrase'; readonly phrase: Phrase; readonly not: boolean }
  | { readonly is: 'condition'; readonly condition: Condition }
  | Group;

export type Alternative = readonly Part[];
export type Group = Span & { readonly is: 'group'; readonly alternatives: readonly Alternative[] };

/** Groups in groups. Each level looks once more at what is inside, so that without a bound the work would be the square of
 *  the length; eight clauses need no more than this. */
const MAX_DEPTH = 8;

/** `tokens`: of `text`, each that opens with one that closes. Without alternatives where there is nothing to look for. */
export function groupsOf(text: string, tokens: readonly Token[]): Group {
  let next = 0;

  /** Steps behind the partner of an `open` that has just been read. */
  const skipGroup = (): void => {
    for (let open = 1; open > 0 && next < tokens.length; next += 1) {
      const is = tokens[next]?.is;
      open += is === 'open' ? 1 : is === 'close' ? -1 : 0;
    }
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
        skipGroup();
        add({ is: 'words', start, end: endOfLast() });
      } else if (token.is === 'open') {
        const inner = readGroup(depth + 1, inTitle || token.title);
        const asWords: Part = { is: 'words', start, end: endOfLast() };
        if (inner.length === 0) add(asWords);
        else if (token.not) add(...(without(text, inner) ?? [asWords]));
        else add({ is: 'group', start, end: endOfLast(), alternatives: inner });
      } else if (token.is === 'condition') {
        add(token);
      } else if (token.is === 'phrase') {
        add(inTitle ? { ...token, phrase: { ...token.phrase, in: 'title' } } : token);
      } else {
        const words = text.slice(start, end);
        add(
          inTitle && hasWord(words)
            ? { is: 'phrase', phrase: { text: words, in: 'title' }, not: false }
            : { is: 'words', start, end },
        );
      }
    }
    return alternatives.filter((alternative) =>
      alternative.some((part) => part.is !== 'words' || hasWord(slice(text, part))),
    );
  };

  return { is: 'group', start: 0, end: text.length, alternatives: readGroup(0, false) };
}

/** What excludes each alternative: words side by side as a phrase, a condition as its opposite. `null` where that cannot be
 *  said without more alternatives: “not both of these” (`-(mục:thể-thao Messi)`). */
function without(text: string, alternatives: readonly Alternative[]): Part[] | null {
  const parts: Part[] = [];
  for (const alternative of alternatives) {
    const [first] = alternative;
    const alone = alternative.length === 1;
    if (alone && first?.is === 'condition') {
      parts.push({ is: 'condition', condition: { ...first.condition, not: !first.condition.not } });
    } else if (alone && first?.is === 'group') {
      const inner = without(text, first.alternatives);
      if (!inner) return null;
      parts.push(...inner);
    } else {
      const phrase = asOnePhrase(text, alternative);
      if (!phrase) return null;
      parts.push({ is: 'phrase', phrase, not: true });
    }
  }
  return parts;
}

function asOnePhrase(text: string, alternative: Alternative): Phrase | null {
  const texts: string[] = [];
  let inTitle = true;
  for (const part of alternative) {
    if (part.is === 'words') {
      texts.push(slice(text, part));
      inTitle = false;
    } else if (part.is === 'phrase' && !part.not) {
      texts.push(part.phrase.text);
      inTitle &&= part.phrase.in === 'title';
    } else {
      return null;
    }
  }
  return { text: texts.join(' '), in: inTitle ? 'title' : 'anywhere' };
}

const slice = (text: string, { start, end }: Span): string => text.slice(start, end);

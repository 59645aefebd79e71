/** Given the groups of a query, here are its clauses: alternatives without groups (disjunctive normal form).
 *  Never more than `MAX_CLAUSES`: a group that would make more is read as the words it holds. */
import type { Clause, Exclusion, Phrase } from './asked.ts';
import type { Alternative, Group, Part } from './groups.ts';
import { hasWord, type Span } from './signs.ts';

/** Each clause is looked for by itself, so each costs as much as a query. Eight are three choices of two; words that are too
 *  many to be alternatives are still found, as not all words of a long query are wanted. */
export const MAX_CLAUSES = 8;

type Atom = Exclude<Part, Group>;
/** Atoms that are wanted together; `operators`: one was needed to say so. */
type Read = { readonly clauses: readonly (readonly Atom[])[]; readonly operators: boolean };

/** `null` where no operator is left: the text is words. */
export function clausesOf(text: string, group: Group): Clause[] | null {
  const read = readGroup(group);
  if (read) return read.operators ? read.clauses.map((atoms) => clauseOf(text, atoms)) : null;
  return excludesAnything(group) ? [clauseOf(text, wishesOf(group))] : null;
}

/** `null` where it would make too many clauses, or has nothing to look for. */
function readGroup({ alternatives }: Group): Read | null {
  const clauses: (readonly Atom[])[] = [];
  let operators = alternatives.length > 1;
  for (const alternative of alternatives) {
    const read = readAlternative(alternative);
    if (clauses.length + read.clauses.length > MAX_CLAUSES) return null;
    clauses.push(...read.clauses);
    operators ||= read.operators;
  }
  return clauses.length > 0 ? { clauses, operators } : null;
}

function readAlternative(alternative: Alternative): Read {
  let clauses: Atom[][] = [[]];
  let operators = false;
  for (const part of alternative) {
    const read = part.is === 'group' ? readGroup(part) : { clauses: [[part]] };
    if (read && clauses.length * read.clauses.length <= MAX_CLAUSES) {
      clauses = eachWithEach(clauses, read.clauses);
      operators ||= part.is !== 'words';
    } else if (part.is === 'group') {
      const excludes = excludesAnything(part);
      operators ||= excludes;
      for (const span of excludes ? wishesOf(part) : [part]) for (const atoms of clauses) addWords(atoms, span);
    }
  }
  return { clauses, operators };
}

/** What a group that is no group any more still wishes for, as words: nothing of what it excludes. */
function wishesOf({ excludes, alternatives }: Group): Atom[] {
  if (excludes) return [];
  return alternatives.flat().flatMap((part): Atom[] => {
    if (part.is === 'group') return wishesOf(part);
    return isExclusion(part) ? [] : [{ is: 'words', start: part.start, end: part.end }];
  });
}

const isExclusion = (part: Atom): boolean =>
  part.is === 'without' || (part.is === 'phrase' && part.not) || (part.is === 'condition' && part.condition.not);

const excludesAnything = ({ excludes, alternatives }: Group): boolean =>
  excludes || alternatives.flat().some((part) => (part.is === 'group' ? excludesAnything(part) : isExclusion(part)));

/** Groups that touch stay one run, so that no clause grows longer than the text. */
function addWords(atoms: Atom[], { start, end }: Span): void {
  const last = atoms.at(-1);
  if (last?.is === 'words' && last.end === start) atoms[atoms.length - 1] = { ...last, end };
  else atoms.push({ is: 'words', start, end });
}

/** Copies only where there is a choice, which is three times at most; else a long query would be copied for each word. */
function eachWithEach(left: Atom[][], right: readonly (readonly Atom[])[]): Atom[][] {
  const [only = []] = right;
  if (right.length > 1) return left.flatMap((before) => right.map((after) => [...before, ...after]));
  for (const atoms of left) for (const atom of only) atoms.push(atom);
  return left;
}

function clauseOf(text: string, atoms: readonly Atom[]): Clause {
  const words: string[] = [];
  const phrases: Phrase[] = [];
  const excluded: Exclusion[] = [];
  for (const atom of atoms) {
    if (atom.is === 'words') {
      const run = text.slice(atom.start, atom.end);
      if (hasWord(run)) words.push(run);
    } else if (atom.is === 'phrase') {
      if (atom.not) excluded.push([atom.phrase]);
      else phrases.push(atom.phrase);
      if (!atom.not) words.push(atom.phrase.text);
    } else if (atom.is === 'without') {
      excluded.push(atom.all);
    }
  }
  const conditions = atoms.flatMap((atom) => (atom.is === 'condition' ? [atom.condition] : []));
  return { words: words.join(' '), phrases, excluded, conditions };
}

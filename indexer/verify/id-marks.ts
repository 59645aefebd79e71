/** Given ids of articles, eight bytes for each that stand for it: those of a whole index fit into memory. */
import { createHash } from 'node:crypto';
import type { ArticleId } from '../../core/index/columns.ts';

/** Stands for an id that could not be read. */
export const UNKNOWN = 0n;

/** Equal for equal ids; different ones have the same mark once in billions of indexes. Text and numbers are apart. */
export function markOf(id: ArticleId): bigint {
  return createHash('sha256').update(JSON.stringify(id)).digest().readBigUInt64LE() || 1n;
}

export function isId(value: unknown): value is ArticleId {
  return (typeof value === 'string' && value !== '') || (typeof value === 'number' && Number.isFinite(value));
}

/** Marks that stand more than once among all of them, `UNKNOWN` aside. */
export function repeated(lists: readonly BigUint64Array[]): Set<bigint> {
  const all = new BigUint64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const list of lists) {
    all.set(list, end);
    end += list.length;
  }
  all.sort();
  return new Set(all.filter((mark, i) => i > 0 && mark !== UNKNOWN && mark === all[i - 1]));
}

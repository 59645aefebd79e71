/** FlexSearch made ready for Vietnamese without changing it: words without accents, each in the context of the one before (depth 1),
 *  and the best of what holds some of them where none holds all. */
import { withoutAccents } from '../../core/text/fold.ts';
import { flexSearchBuild, flexSearchOpen, type Setup } from './flexsearch.ts';

const encode = (text: string): string[] =>
  withoutAccents(text)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

const setup: Setup = { index: { encode, context: true }, search: { suggest: true } };

export const build = flexSearchBuild(setup);
export const open = flexSearchOpen(setup);

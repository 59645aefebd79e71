/** FlexSearch as it comes: its own encoder, every word wanted. */
import { flexSearchBuild, flexSearchOpen } from './flexsearch.ts';

export const build = flexSearchBuild({});
export const open = flexSearchOpen({});

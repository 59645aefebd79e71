/** What is compared: each is the file of that name beside this one. */

/** Saola is the first, which the others are compared with. */
export const ENGINES = ['saola', 'flexsearch-plain', 'flexsearch-folded', 'minisearch'] as const;
export type EngineName = (typeof ENGINES)[number];

export const LABELS: Readonly<Record<EngineName, string>> = {
  saola: 'Saola',
  'flexsearch-plain': 'FlexSearch as it comes',
  'flexsearch-folded': 'FlexSearch, folded, context 1',
  minisearch: 'MiniSearch',
};

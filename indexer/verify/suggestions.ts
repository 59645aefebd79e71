/** Given the table of a part of suggestions and then its blocks, tells which entry cannot be, or stands out of order. */
import type { Entry } from '../../core/index/entries.ts';
import {
  readSuggestion,
  readSuggestionTable,
  suggestionItems,
  type SuggestionEntry,
} from '../../core/index/suggestions.ts';
import { damageOf, shown, type PartCheck, type Tell } from './faults.ts';

export function checkSuggestions(top: Uint8Array, { articles }: { readonly articles: number }, tell: Tell): PartCheck {
  const places = readSuggestionTable(top);
  const firsts = new Map(places.map(({ offset, first }) => [offset, first]));
  let last: { readonly key: string; readonly text: string } | null = null;

  const check = (item: Entry, offset: number): void => {
    const read = readSuggestion(item);
    // a list stands before all that begins with its key, and texts are not empty
    const at = { key: item.term, text: Array.isArray(read) ? '' : read.text };
    if (last && (at.key < last.key || (at.key === last.key && at.text < last.text))) {
      tell(`${shown(at)} stands behind ${shown(last)}`, offset);
    }
    last = at;
    for (const entry of Array.isArray(read) ? read : [read]) checkEntry(entry, offset);
  };
  const checkEntry = ({ text, count }: SuggestionEntry, offset: number): void => {
    if (text === '') tell('a suggestion has no text', offset);
    if (count > articles) tell(`${shown(text)} is said to stand in ${count} articles of ${articles}`, offset);
  };
  return {
    places,
    block({ offset }, body) {
      if (body === null) return;
      try {
        const items = suggestionItems(body);
        const first = items[0]?.term;
        if (first !== firsts.get(offset)) {
          tell(`the block begins with ${shown(first)}; the table names ${shown(firsts.get(offset))}`, offset);
        }
        for (const item of items) check(item, offset);
      } catch (error) {
        tell(damageOf(error), offset);
      }
    },
    end: () => null,
  };
}

/** Given the browser's address, says which query it holds and where the reader was in its hits, and writes both back. */
import type { Address } from './state.ts';

export type Arrival = { readonly query: string; readonly shown?: number; readonly opened?: number };

/** The query is in the address, so that it can be sent to a friend; the place is in the history entry, which is hers alone. */
export function readAddress(href: string, entry: unknown): Arrival {
  const query = new URL(href).searchParams.get('q') ?? '';
  return { query, ...readPlace(entry) };
}

function readPlace(entry: unknown): Omit<Arrival, 'query'> {
  if (typeof entry !== 'object' || entry === null) return {};
  const shown = 'shown' in entry ? entry.shown : undefined;
  const opened = 'opened' in entry ? entry.opened : undefined;
  return { ...(isPlace(shown) && { shown }), ...(isPlace(opened) && { opened }) };
}

/** The page's own address with this query; other parameters and the fragment of it are kept. */
export function addressOf(query: string, href: string): string {
  const url = new URL(href);
  if (query === '') url.searchParams.delete('q');
  else url.searchParams.set('q', query);
  return url.href;
}

export function writeAddress(address: Address): void {
  if (address.how === 'keep') return;
  const place = { shown: address.shown, ...(address.opened !== undefined && { opened: address.opened }) };
  const href = addressOf(address.query, location.href);
  try {
    if (address.how === 'push') history.pushState(place, '', href);
    else history.replaceState(place, '', href);
  } catch {
    // Safari throws after 100 changes in 30 seconds. The address then lags until the next one; the search does not.
  }
}

function isPlace(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Given the suggestions below the search box as they stand and what happens next, says what they are asked for and which
 *  are listed afterwards. Pure, like `state.ts`, and put together with it here: what takes a suggestion submits it. */
import type { Suggestion } from '../core/search/answer.ts';
import type { Box, BoxEvent, Stop } from './state.ts';
import { clean, EMPTY, next } from './state.ts';

/** Suggestions on their way. Only those are, and they carry the newest number. */
export type Wanted = { readonly asked: number; readonly typed: string };

export type Completions = {
  /** What the list is for, or will be: what was typed last while no input method was composing. */
  readonly typed: string;
  /** Number of the newest wish; suggestions for any other are late. */
  readonly asked: number;
  /** They will be asked for once typing pauses. */
  readonly due: boolean;
  readonly wanted: Wanted | null;
  /** Closed where it is empty. That for what was typed before stays until the next one is there. */
  readonly list: readonly Suggestion[];
  /** The one that Enter takes; `null`: Enter takes what is typed. */
  readonly active: number | null;
};

export type Page = { readonly box: Box; readonly completions: Completions };

export type PageEvent =
  | BoxEvent
  /** Nothing was typed for a moment shorter than the box rests. */
  | { readonly type: 'paused' }
  /** None where they could not be had: the search does not depend on them. */
  | { readonly type: 'suggested'; readonly asked: number; readonly suggestions: readonly Suggestion[] }
  /** An arrow key in the open list. */
  | { readonly type: 'walked'; readonly by: 1 | -1 }
  | { readonly type: 'taken'; readonly at: number }
  /** Escape in the open list, or the keyboard went out of the input. */
  | { readonly type: 'dismissed' };

export const NONE: Completions = { typed: '', asked: 0, due: false, wanted: null, list: [], active: null };
export const EMPTY_PAGE: Page = { box: EMPTY, completions: NONE };

/** In characters; the server refuses what is longer. */
const MAX_TYPED = 256;

/** What is typed as the server reads it: a space at the end says that the last word is one. Empty where nothing can be
 *  suggested. */
export function typedText(query: string): string {
  const text = clean(query);
  if (text === '' || Array.from(text).length >= MAX_TYPED) return '';
  return /\s$/u.test(query) ? `${text} ` : text;
}

export function nextPage(page: Page, event: PageEvent): Page {
  const { box, completions } = page;
  switch (event.type) {
    case 'paused':
      return box.composing ? page : listed(page, askNow(completions));
    case 'suggested':
      return listed(page, show(completions, event.asked, event.suggestions));
    case 'walked':
      return listed(page, walk(completions, event.by));
    case 'dismissed':
      return listed(page, close(completions));
    case 'taken': {
      const taken = completions.list[event.at];
      return taken === undefined ? page : nextPage(page, { type: 'submitted', query: taken.text });
    }
    default: {
      const after = next(box, event);
      return listed(after === box ? page : { ...page, box: after }, follow(completions, event));
    }
  }
}

/** What a key without others held down means at this stop; `null`: what it always does. */
export function keyEvent({ completions }: Page, key: string, from: Stop): PageEvent | null {
  const isOpen = from === 'input' && completions.list.length > 0;
  if (key === 'ArrowDown') return isOpen ? { type: 'walked', by: 1 } : { type: 'moved', from, by: 1 };
  if (key === 'ArrowUp') return isOpen ? { type: 'walked', by: -1 } : { type: 'moved', from, by: -1 };
  if (key === 'Escape') return isOpen ? { type: 'dismissed' } : { type: 'closed', from };
  return key === 'Enter' && isOpen && completions.active !== null ? { type: 'taken', at: completions.active } : null;
}

function listed(page: Page, completions: Completions): Page {
  return completions === page.completions ? page : { ...page, completions };
}

/** What events of the box mean for the list. */
function follow(completions: Completions, event: BoxEvent): Completions {
  switch (event.type) {
    case 'typed':
      return event.composing ? compose(completions, event.query) : askSoon(completions, event.query);
    case 'composing':
      return completions.active === null ? completions : { ...completions, active: null };
    case 'composed':
      return askSoon(completions, event.query);
    case 'arrived':
    case 'submitted':
      return emptied(completions, typedText(event.query));
    case 'closed':
      return event.from === 'input' ? emptied(completions, '') : completions;
    default:
      return completions;
  }
}

/** The list stays while the word after it is composed: where each word is, as on most phones, it would never be seen. */
function compose(completions: Completions, query: string): Completions {
  return clean(query) === '' ? emptied(completions, '') : completions;
}

function askSoon(completions: Completions, query: string): Completions {
  const typed = typedText(query);
  if (typed === '') return emptied(completions, typed);
  // Firefox tells twice what was composed, and a text that was taken from the list is told as typed.
  if (typed === completions.typed && !completions.due) return completions;
  return { ...completions, typed, asked: completions.asked + 1, due: true, wanted: null, active: null };
}

function askNow(completions: Completions): Completions {
  const { due, asked, typed } = completions;
  return due ? { ...completions, due: false, wanted: { asked, typed } } : completions;
}

function show(completions: Completions, asked: number, list: readonly Suggestion[]): Completions {
  const { wanted } = completions;
  if (wanted?.asked !== asked) return completions;
  const isEcho = list.every(({ text }) => clean(text) === clean(wanted.typed));
  return { ...completions, wanted: null, list: isEcho ? [] : list, active: null };
}

/** Round through the list and the input's own text. Whoever walks in a list chooses from it: no other comes in its place. */
function walk(completions: Completions, by: 1 | -1): Completions {
  const { list, active } = completions;
  if (list.length === 0) return completions;
  const places = list.length + 1;
  const place = ((active === null ? 0 : active + 1) + by + places) % places;
  return { ...completions, due: false, wanted: null, active: place === 0 ? null : place - 1 };
}

/** Closed, for a text that no suggestions are wanted for. */
function emptied(completions: Completions, typed: string): Completions {
  const closed = close(completions);
  return closed.typed === typed ? closed : { ...closed, typed };
}

function close(completions: Completions): Completions {
  const { due, wanted, list } = completions;
  const isQuiet = !due && wanted === null && list.length === 0;
  return isQuiet ? completions : { ...completions, due: false, wanted: null, list: [], active: null };
}

/** Given a page with the parts of a search box, makes it work: what happens there becomes events of `state.ts` and
 *  `completions.ts`, and what the state then says becomes requests, addresses, drawings and the keyboard's place. */
import { readAddress, writeAddress } from './address.ts';
import { ask, askSuggestions, suggestEndpoint } from './client.ts';
import type { Completions, Page, PageEvent, Wanted } from './completions.ts';
import { EMPTY_PAGE, keyEvent, nextPage } from './completions.ts';
import type { ListParts } from './render-completions.ts';
import { findList, optionAt, renderCompletions } from './render-completions.ts';
import type { Parts } from './render.ts';
import { findParts, render, stopElement, stopOf } from './render.ts';
import type { Box, Focus, Question } from './state.ts';
import { titleText } from './words.ts';

/** Typing rests after this long. Shorter asks about half-typed words, longer is felt as waiting. */
const REST_MS = 180;
/** Suggestions come sooner: they help to type on, so half-typed words are what they are for. */
const PAUSE_MS = 100;

export type BoxOptions = {
  /** Where questions go; relative to the page. @default the form's `data-endpoint`, else `/search` */
  readonly endpoint?: string;
  /** Where suggestions are asked for; empty: there are none. @default the form's `data-suggest-endpoint`, else `suggest` in
   *  place of `search` at the end of `endpoint`'s path */
  readonly suggestEndpoint?: string;
};

/** Starts the box inside `root` and returns what stops it again. Throws where a part is missing. */
export function startBox(root: HTMLElement, options: BoxOptions = {}): () => void {
  const parts = findParts(root);
  const endpoint = new URL(options.endpoint ?? parts.form.dataset['endpoint'] ?? '/search', document.baseURI).href;
  let suggesting = suggestEndpoint(
    options.suggestEndpoint ?? parts.form.dataset['suggestEndpoint'],
    endpoint,
    document.baseURI,
  );
  const list = suggesting === null ? null : findList(root, parts.input);
  const pageTitle = document.title;
  const life = new AbortController();
  let page = EMPTY_PAGE;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let pausing: ReturnType<typeof setTimeout> | undefined;
  let request: AbortController | undefined;
  let suggestRequest: AbortController | undefined;

  function dispatch(event: PageEvent): void {
    const before = page;
    page = nextPage(before, event);
    if (list !== null && page.completions !== before.completions)
      followList(list, page.completions, before.completions);
    if (page.box !== before.box) follow(page.box, before.box);
  }

  /** Everything the world is told, each thing only where the state has changed. */
  function follow(box: Box, before: Box): void {
    if (box.due !== before.due || box.asked !== before.asked) rest(box);
    if (box.question !== before.question) send(box.question);
    if (box.address !== before.address) {
      writeAddress(box.address);
      document.title = titleText(box.address.query, pageTitle);
    }
    const place = document.activeElement;
    const stop = stopOf(parts, place);
    render(parts, box, before.view.kind === 'found' ? before.view.hits : []);
    if (box.focus !== null && box.focus !== before.focus) moveKeyboard(parts, box.focus, place);
    // The hit that had the keyboard may have made room for another: the keyboard stays at its place in the list.
    else if (stop !== null && !place?.isConnected) (stopElement(parts, stop) ?? parts.input).focus();
  }

  function followList(drawn: ListParts, completions: Completions, before: Completions): void {
    if (completions.due !== before.due || completions.asked !== before.asked) pause(completions);
    if (completions.wanted !== before.wanted) want(completions.wanted);
    renderCompletions(drawn, completions, before.list);
  }

  function rest(box: Box): void {
    clearTimeout(resting);
    if (box.due) resting = setTimeout(() => dispatch({ type: 'rested' }), REST_MS);
  }

  function send(question: Question | null): void {
    request?.abort();
    if (question === null) return;
    request = new AbortController();
    void ask(endpoint, question, { signal: request.signal }).then((reply) => {
      if (reply === null) return;
      dispatch(
        reply.ok
          ? { type: 'answered', asked: question.asked, answer: reply.answer }
          : { type: 'failed', asked: question.asked, why: reply.why },
      );
    });
  }

  function pause({ due }: Completions): void {
    clearTimeout(pausing);
    if (!due) return;
    pausing = setTimeout(
      () => dispatch({ type: document.activeElement === parts.input ? 'paused' : 'dismissed' }),
      PAUSE_MS,
    );
  }

  function want(wanted: Wanted | null): void {
    suggestRequest?.abort();
    if (wanted === null || suggesting === null) return;
    suggestRequest = new AbortController();
    void askSuggestions(suggesting, wanted.typed, { signal: suggestRequest.signal }).then((reply) => {
      if (reply === null) return;
      if (!reply.ok && reply.why === 'refused') suggesting = null; // an older server, that has none
      dispatch({ type: 'suggested', asked: wanted.asked, suggestions: reply.ok ? reply.answer.suggestions : [] });
    });
  }

  function arrive(): void {
    dispatch({ type: 'arrived', ...readAddress(location.href, history.state) });
  }

  listen(root, parts, life.signal, () => page, dispatch);
  if (list !== null) listenToList(list, life.signal, dispatch);
  window.addEventListener('popstate', arrive, { signal: life.signal });
  // A page that comes back from the browser's memory had its requests cut off when it went there.
  window.addEventListener('pageshow', (event) => event.persisted && arrive(), { signal: life.signal });
  render(parts, page.box, []);
  arrive();
  return () => {
    dispatch({ type: 'dismissed' });
    life.abort();
    clearTimeout(resting);
    request?.abort();
  };
}

function listen(
  root: HTMLElement,
  parts: Parts,
  signal: AbortSignal,
  now: () => Page,
  dispatch: (event: PageEvent) => void,
): void {
  const { form, input, more, retry, hits } = parts;
  input.addEventListener(
    'input',
    (event) =>
      dispatch({ type: 'typed', query: input.value, composing: event instanceof InputEvent && event.isComposing }),
    { signal },
  );
  input.addEventListener('compositionstart', () => dispatch({ type: 'composing' }), { signal });
  input.addEventListener('compositionend', () => dispatch({ type: 'composed', query: input.value }), { signal });
  form.addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      dispatch({ type: 'submitted', query: input.value });
      putKeyboardAway(input);
    },
    { signal },
  );
  form.addEventListener(
    'reset',
    (event) => {
      event.preventDefault();
      dispatch({ type: 'closed', from: 'input' });
      input.focus();
    },
    { signal },
  );
  more.addEventListener('click', () => dispatch({ type: 'more' }), { signal });
  retry.addEventListener('click', () => dispatch({ type: 'retried' }), { signal });
  hits.addEventListener(
    'click',
    (event) => {
      const at = stopOf(parts, event.target);
      if (typeof at === 'number' && !opensBeside(event)) dispatch({ type: 'chosen', at });
    },
    { signal },
  );
  root.addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-suggest]') : null;
      if (link === null || opensBeside(event)) return;
      event.preventDefault();
      dispatch({ type: 'submitted', query: link.textContent ?? '', focus: 'summary' });
    },
    { signal },
  );
  root.addEventListener(
    'keydown',
    (event) => {
      const before = now();
      const from = isPlainKey(event) ? stopOf(parts, event.target) : null;
      const key = from === null ? null : keyEvent(before, event.key, from);
      if (key !== null) dispatch(key);
      if (key?.type === 'taken') putKeyboardAway(input);
      if (now() !== before) event.preventDefault();
    },
    { signal },
  );
}

function listenToList(parts: ListParts, signal: AbortSignal, dispatch: (event: PageEvent) => void): void {
  const { input, list } = parts;
  input.addEventListener('blur', () => dispatch({ type: 'dismissed' }), { signal });
  // Else the input would lose the keyboard, and with it the list, before the click.
  list.addEventListener('mousedown', (event) => event.preventDefault(), { signal });
  list.addEventListener(
    'click',
    (event) => {
      const at = optionAt(parts, event.target);
      if (at === null) return;
      dispatch({ type: 'taken', at });
      putKeyboardAway(input);
    },
    { signal },
  );
}

/** A phone's, off the hits. */
function putKeyboardAway(input: HTMLInputElement): void {
  if (matchMedia('(pointer: coarse)').matches) input.blur();
}

/** In another tab or window, so that this page stays. */
function opensBeside(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}

/** Ours, if it is anybody's: the input method has not got it, and nothing else is held down. */
function isPlainKey(event: KeyboardEvent): boolean {
  // 229 says that the input method has the key. Safari ends a composition before that key's keydown, so
  // `isComposing` alone would take the Enter or Escape that was meant for the input method.
  if (event.isComposing || event.keyCode === 229) return false;
  return !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
}

function moveKeyboard(parts: Parts, focus: Focus, place: Element | null): void {
  const isElsewhere = place !== null && place !== document.body && place !== parts.more;
  if (focus.gentle && isElsewhere) return;
  stopElement(parts, focus.stop)?.focus();
}

/** Given a page with the parts of a search box, makes it work: what happens there becomes events of `state.ts`,
 *  and what the state then says becomes requests, addresses, drawings and the keyboard's place. */
import { readAddress, writeAddress } from './address.ts';
import { ask } from './client.ts';
import type { Parts } from './render.ts';
import { findParts, render, stopElement, stopOf } from './render.ts';
import type { Box, BoxEvent, Focus, Question } from './state.ts';
import { EMPTY, next } from './state.ts';
import { titleText } from './words.ts';

/** Typing rests after this long. Shorter asks about half-typed words, longer is felt as waiting. */
const REST_MS = 180;

export type BoxOptions = {
  /** Where questions go; relative to the page. @default the form's `data-endpoint`, else `/search` */
  readonly endpoint?: string;
};

/** Starts the box inside `root` and returns what stops it again. Throws where a part is missing. */
export function startBox(root: HTMLElement, options: BoxOptions = {}): () => void {
  const parts = findParts(root);
  const endpoint = new URL(options.endpoint ?? parts.form.dataset['endpoint'] ?? '/search', document.baseURI).href;
  const pageTitle = document.title;
  const life = new AbortController();
  let box = EMPTY;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let request: AbortController | undefined;

  function dispatch(event: BoxEvent): void {
    const before = box;
    box = next(before, event);
    if (box !== before) follow(before);
  }

  /** Everything the world is told, each thing only where the state has changed. */
  function follow(before: Box): void {
    if (box.due !== before.due || box.asked !== before.asked) rest();
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

  function rest(): void {
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

  function arrive(): void {
    dispatch({ type: 'arrived', ...readAddress(location.href, history.state) });
  }

  listen(root, parts, life.signal, () => box, dispatch);
  window.addEventListener('popstate', arrive, { signal: life.signal });
  // A page that comes back from the browser's memory had its requests cut off when it went there.
  window.addEventListener('pageshow', (event) => event.persisted && arrive(), { signal: life.signal });
  render(parts, box, []);
  arrive();
  return () => {
    life.abort();
    clearTimeout(resting);
    request?.abort();
  };
}

function listen(
  root: HTMLElement,
  parts: Parts,
  signal: AbortSignal,
  now: () => Box,
  dispatch: (event: BoxEvent) => void,
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
      if (matchMedia('(pointer: coarse)').matches) input.blur(); // puts the phone's keyboard away, off the hits
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
      const key = keyEvent(parts, event);
      if (key !== null) dispatch(key);
      if (now() !== before) event.preventDefault();
    },
    { signal },
  );
}

/** In another tab or window, so that this page stays. */
function opensBeside(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}

function keyEvent(parts: Parts, event: KeyboardEvent): BoxEvent | null {
  // 229 says that the input method has the key. Safari ends a composition before that key's keydown, so
  // `isComposing` alone would take the Enter or Escape that was meant for the input method.
  if (event.isComposing || event.keyCode === 229) return null;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  const from = stopOf(parts, event.target);
  if (from === null) return null;
  if (event.key === 'ArrowDown') return { type: 'moved', from, by: 1 };
  if (event.key === 'ArrowUp') return { type: 'moved', from, by: -1 };
  return event.key === 'Escape' ? { type: 'closed', from } : null;
}

function moveKeyboard(parts: Parts, focus: Focus, place: Element | null): void {
  const isElsewhere = place !== null && place !== document.body && place !== parts.more;
  if (focus.gentle && isElsewhere) return;
  stopElement(parts, focus.stop)?.focus();
}

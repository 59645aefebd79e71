/** Given the box, draws it into the page. Every text goes in as a text node: nothing that a server sent is ever HTML. */
import type { Hit, Mark } from '../core/search/answer.ts';
import { safeLink } from './links.ts';
import { pieces } from './marks.ts';
import type { Box, Found, Stop } from './state.ts';
import { dayText, failureText, loosenedText, meantText, moreText, shownText, summary } from './words.ts';

/** The elements of the page that the box speaks to, each marked `data-part="…"` with its name here. */
export type Parts = {
  readonly form: HTMLFormElement;
  readonly input: HTMLInputElement;
  readonly start: HTMLElement;
  readonly summary: HTMLElement;
  readonly loosened: HTMLElement;
  readonly waiting: HTMLElement;
  readonly hits: HTMLElement;
  readonly rest: HTMLElement;
  readonly shown: HTMLElement;
  readonly more: HTMLButtonElement;
  readonly nothing: HTMLElement;
  readonly failure: HTMLElement;
  readonly reason: HTMLElement;
  readonly retry: HTMLButtonElement;
};

/** Throws where the page lacks one, naming it. */
export function findParts(root: ParentNode): Parts {
  const part = <E extends HTMLElement>(name: keyof Parts, kind: new () => E): E => {
    const found = root.querySelector(`[data-part="${name}"]`);
    if (!(found instanceof kind)) throw new Error(`The search box wants a ${kind.name} with data-part="${name}".`);
    return found;
  };
  return {
    form: part('form', HTMLFormElement),
    input: part('input', HTMLInputElement),
    start: part('start', HTMLElement),
    summary: part('summary', HTMLElement),
    loosened: part('loosened', HTMLElement),
    waiting: part('waiting', HTMLElement),
    hits: part('hits', HTMLElement),
    rest: part('rest', HTMLElement),
    shown: part('shown', HTMLElement),
    more: part('more', HTMLButtonElement),
    nothing: part('nothing', HTMLElement),
    failure: part('failure', HTMLElement),
    reason: part('reason', HTMLElement),
    retry: part('retry', HTMLButtonElement),
  };
}

/** What is drawn is what `box` says, whatever was drawn before; what need not change is not touched. */
export function render(parts: Parts, box: Box, drawn: readonly Hit[]): void {
  const { view } = box;
  const found = view.kind === 'found' ? view : undefined;
  const isWaiting = box.question !== null && found === undefined;
  // Setting the value moves the cursor and ends a composition, so it is set only where it differs.
  if (parts.input.value !== box.query) parts.input.value = box.query;
  parts.form.toggleAttribute('data-busy', box.question !== null);
  parts.start.hidden = view.kind !== 'start' || isWaiting;
  say(parts.summary, summary(box));
  say(parts.loosened, [meantText(found?.didYouMean), loosenedText(found?.loosened ?? [])].filter(Boolean).join(' '));
  parts.loosened.hidden = parts.loosened.textContent === '';
  parts.waiting.hidden = !isWaiting;
  parts.nothing.hidden = found?.hits.length !== 0;
  parts.failure.hidden = view.kind !== 'failed' || isWaiting;
  if (view.kind === 'failed') {
    say(parts.reason, failureText(view.why));
    parts.retry.hidden = view.why === 'refused'; // the same question would be refused again
  }
  renderHits(parts.hits, found?.hits ?? [], drawn);
  renderRest(parts, found);
}

/** The element that has the keyboard at this stop. */
export function stopElement(parts: Parts, stop: Stop): HTMLElement | null {
  return typeof stop === 'number'
    ? (parts.hits.children[stop]?.querySelector<HTMLElement>('[data-stop]') ?? null)
    : parts[stop];
}

/** The stop that `target` is; `null` for any other element. */
export function stopOf(parts: Parts, target: EventTarget | null): Stop | null {
  if (!(target instanceof Element)) return null;
  for (const stop of ['input', 'summary', 'more'] as const) if (parts[stop] === target) return stop;
  const hit = target.closest('[data-stop]') && target.closest('li');
  const at = hit === null ? -1 : [...parts.hits.children].indexOf(hit);
  return at < 0 ? null : at;
}

/** A live region speaks when its text is replaced, even by itself, so it is replaced only by another. */
export function say(part: HTMLElement, text: string): void {
  if (part.textContent !== text) part.textContent = text;
}

function renderHits(list: HTMLElement, hits: readonly Hit[], drawn: readonly Hit[]): void {
  list.hidden = hits.length === 0;
  const same = hits.findIndex((hit, at) => hit !== drawn[at]);
  const kept = same < 0 ? Math.min(hits.length, drawn.length) : same;
  while (list.children.length > kept) list.lastElementChild?.remove();
  list.append(...hits.slice(kept).map(hitElement));
}

function renderRest(parts: Parts, found: Found | undefined): void {
  parts.rest.hidden =
    found === undefined || found.hits.length === 0 || (found.rest === 'none' && found.hits.length >= found.total);
  if (found === undefined) return;
  say(parts.shown, shownText(found));
  say(parts.more, moreText(found.rest));
  parts.more.hidden = found.rest === 'none';
  // Not `disabled`: that would throw the keyboard out of the button that was just pressed.
  parts.more.setAttribute('aria-disabled', String(found.rest === 'asked'));
}

function hitElement(hit: Hit): HTMLElement {
  const title = element('h3', 'hit-title', titleElement(hit));
  const about = element('p', 'hit-about', ...aboutNodes(hit));
  const snippet = element('p', 'hit-snippet', ...markedNodes(hit.snippet, hit.marks.snippet));
  const item = element('li', 'hit', title);
  if (about.hasChildNodes()) item.append(about);
  if (hit.snippet !== '') item.append(snippet);
  return item;
}

function titleElement(hit: Hit): HTMLElement {
  const text = markedNodes(hit.title, hit.marks.title);
  const href = hit.url === undefined ? null : safeLink(hit.url, document.baseURI);
  const title = element(href === null ? 'span' : 'a', 'hit-link', ...text);
  title.setAttribute('data-stop', '');
  if (href === null) title.tabIndex = -1;
  else title.setAttribute('href', href);
  return title;
}

function aboutNodes({ section, publishedAt = '' }: Hit): Node[] {
  const day = dayText(publishedAt);
  const time = element('time', 'hit-day', day);
  time.setAttribute('datetime', publishedAt);
  return [...(section ? [element('span', 'hit-section', section)] : []), ...(day ? [time] : [])];
}

function markedNodes(text: string, marks: readonly Mark[]): (Node | string)[] {
  return pieces(text, marks).map((piece) => (piece.marked ? element('mark', '', piece.text) : piece.text));
}

export function element(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

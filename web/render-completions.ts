/** Given the suggestions, draws them below the input: a listbox that the input, a combobox, leads (ARIA 1.2).
 *  The keyboard stays in the input; which suggestion is active is told by its id. */
import type { Suggestion } from '../core/search/answer.ts';
import type { Completions } from './completions.ts';
import { pieces } from './marks.ts';
import { element, say } from './render.ts';
import { completionsText } from './words.ts';

export type ListParts = {
  readonly input: HTMLInputElement;
  readonly list: HTMLElement;
  /** Where screen readers are told how many there are. */
  readonly told: HTMLElement | null;
};

/** `null` where the page has no place for suggestions. The input is a combobox from here on, not before: without this
 *  script it would lead no list. */
export function findList(root: ParentNode, input: HTMLInputElement): ListParts | null {
  const list = root.querySelector<HTMLElement>('[data-part="completions"]');
  if (list === null) return null;
  list.id ||= 'completions';
  list.setAttribute('role', 'listbox');
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');
  return { input, list, told: root.querySelector<HTMLElement>('[data-part="completions-told"]') };
}

/** `drawn` is the list that stands there. */
export function renderCompletions(parts: ListParts, { list, active }: Completions, drawn: readonly Suggestion[]): void {
  if (list !== drawn) {
    parts.list.replaceChildren(...list.map((one, at) => optionElement(one, optionId(parts, at))));
    parts.list.hidden = list.length === 0;
    parts.list.scrollTop = 0;
    parts.input.setAttribute('aria-expanded', String(list.length > 0));
    if (parts.told !== null) say(parts.told, completionsText(list.length));
  }
  for (const [at, option] of [...parts.list.children].entries()) {
    option.setAttribute('aria-selected', String(at === active));
    if (at === active) option.scrollIntoView({ block: 'nearest' });
  }
  if (active === null) parts.input.removeAttribute('aria-activedescendant');
  else parts.input.setAttribute('aria-activedescendant', optionId(parts, active));
}

/** The suggestion that `target` is in, by its place. */
export function optionAt(parts: ListParts, target: EventTarget | null): number | null {
  const option = target instanceof Element ? target.closest('[role="option"]') : null;
  const at = option === null ? -1 : [...parts.list.children].indexOf(option);
  return at < 0 ? null : at;
}

function optionId({ list }: ListParts, at: number): string {
  return `${list.id}-${at + 1}`;
}

/** What is new stands out from what was typed already. */
function optionElement({ text, marks }: Suggestion, id: string): HTMLElement {
  const nodes = pieces(text, marks).map((piece) =>
    piece.marked || marks.length === 0 ? piece.text : element('b', '', piece.text),
  );
  const option = element('li', 'completion', element('span', 'completion-text', ...nodes));
  option.id = id;
  option.setAttribute('role', 'option');
  return option;
}

/** Given the demo page, starts its search box. */
import { startBox } from '../box.ts';

const root = document.querySelector<HTMLElement>('[data-saola]');
if (root === null) throw new Error('The page has no element with data-saola to hold the search box.');
startBox(root);

// Who opens a search page at a desk wants to type; on a phone the keyboard would cover the page.
if (matchMedia('(hover: hover) and (pointer: fine)').matches && !new URLSearchParams(location.search).has('q')) {
  root.querySelector('input')?.focus();
}

/** Given articles that were looked at, returns one HTML page that shows them: no script, nothing from elsewhere, and all that
 *  came from outside as text. */
import type { Inspected } from '../../indexer/inspect.ts';
import { count } from '../words.ts';
import { fieldsOf, headOf, restOf, wordsIn, type Row, type Shown } from './fields.ts';

const STYLE = `:root{color-scheme:light dark;--edge:#8886;--out:light-dark(#a33a00,#ffb38a)}
body{font:16px/1.55 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
article{border-top:1px solid var(--edge);margin-top:2rem}h1{font-size:1.4rem}h2{font-size:1.15rem}h3{font-size:1rem;margin-bottom:.3rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;font-size:.9rem}dt{opacity:.75}dd{margin:0}
p{margin:.5rem 0}del{text-decoration:none;color:var(--out)}li{margin:.4rem 0}small{display:block;opacity:.8}`;

export function pageOfShown(shown: Shown): string {
  const rest = restOf(shown);
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'unsafe-inline'"><meta name="robots" content="noindex">
<title>saola inspect</title><style>${STYLE}</style></head><body>
<h1 lang="en">saola inspect</h1><p lang="en">${escaped(headOf(shown))}</p>
${shown.inspection.articles.map(sectionOf).join('')}${
    rest.length > 0
      ? `<section lang="en"><h2>Not among the articles</h2><ul>${rest.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul></section>\n`
      : ''
  }</body></html>
`;
}

function sectionOf(inspected: Inspected): string {
  const { article, leftOut, notes } = inspected;
  const rows: Row[] = [...fieldsOf(inspected), ...notes.map((note): Row => ['note', note])];
  const fields = rows.map(([name, value]) => `<dt lang="en">${name}</dt><dd>${escaped(value)}</dd>`).join('');
  const lines = article.body.split('\n').map((line) => `<p>${escaped(line)}</p>`);
  const captions = (article.captions ?? []).map((line) => `<p>${escaped(line)}</p>`);
  const left = leftOut.map(
    ({ text, why }) => `<li><del>${escaped(text)}</del><small lang="en">${escaped(why)}</small></li>`,
  );
  return `<article><h2>${escaped(article.title)}</h2><dl>${fields}</dl>
<h3 lang="en">Taken as body, ${count(wordsIn(article.body), 'word')}</h3>${article.body === '' ? '' : lines.join('')}
${captions.length > 0 ? `<h3 lang="en">Taken as ${count(captions.length, 'caption')}, at a lower weight</h3>${captions.join('')}` : ''}${left.length > 0 ? `<h3 lang="en">Left out, ${count(left.length, 'piece')}</h3><ul>${left.join('')}</ul>` : ''}</article>
`;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);

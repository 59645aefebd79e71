/** Given a pattern of paths as shells and `.gitignore` have them, returns the expression that says which paths fit. */

const SIGNS = /\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{]+|\{/g;

/** `*` and `?` stand for signs of one name, `**` for any folders, `{a,b}` for one of these. `./` at the start and `/` at
 *  the end, which then means all below, are as if they were meant. */
export function globOf(pattern: string): RegExp {
  const plain = pattern.replace(/^\.\//, '').replace(/\/$/, '/**');
  const source = [...plain.matchAll(SIGNS)].map(([sign]) => expressionOf(sign)).join('');
  return new RegExp(`^${source}$`, 'u');
}

function expressionOf(sign: string): string {
  if (sign === '**/') return '(?:[^/]+/)*';
  if (sign === '**') return '.*';
  if (sign === '*') return '[^/]*';
  if (sign === '?') return '[^/]';
  if (sign.startsWith('{') && sign.endsWith('}')) return `(?:${sign.slice(1, -1).split(',').map(escaped).join('|')})`;
  return escaped(sign);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

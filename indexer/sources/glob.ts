/** Given a pattern of paths as shells and `.gitignore` have them, returns the expression that says which paths fit. */

const SIGNS = /\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{]+|\{/g;

/** `*` and `?` stand for signs of one name, `**` for any folders, `{a,b}` for one of these. `./` at the start and `/` at
 *  the end, which then means all below, are as if they were meant. */
export function globOf(pattern: string): RegExp {
  const plain = pattern.replace(/^\.\//, '').replace(/\/$/, '/**');
  const source = [...plain.matchAll(SIGNS)].map(([sign]) => expressionOf(sign)).join('');
  return new RegExp(`^${source}$`, 'u');
}

/** Why this is no pattern; `null` where it is one. Sets as shells have them would be taken by the letter, and fit nothing. */
export function wrongInGlob(pattern: string): string | null {
  if (/[[\]]/.test(pattern)) return 'there are no sets in brackets; ? stands for any sign';
  const [brace] = /[{}]/.exec(pattern.replace(/\{[^{}]*\}/g, '')) ?? [];
  return brace === undefined
    ? null
    : `a ${brace} is one too many; {a,b} stands for one of these, and not within others`;
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

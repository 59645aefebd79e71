/** Given the text of a robots.txt, says what Saola may ask for there (RFC 9309), how fast, and which sitemaps it names. */

export type Robots = {
  /** `path`: with its query, as it is asked for. */
  readonly allows: (path: string) => boolean;
  /** Milliseconds between two requests, where it says so. Not in the RFC, but many sites have it. */
  readonly crawlDelayMs: number | undefined;
  /** Addresses, as they stand there. */
  readonly sitemaps: readonly string[];
};

/** What Saola is called there: `User-agent: saola`. */
export const ROBOT = 'saola';

export const ALLOW_ALL: Robots = { allows: () => true, crawlDelayMs: undefined, sitemaps: [] };

type Rule = { readonly allow: boolean; readonly pattern: string };
type Group = { readonly agents: string[]; readonly rules: Rule[]; delay: number | undefined };

export function parseRobots(text: string): Robots {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  let open: Group | undefined;
  let isNaming = false;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n?|\n/)) {
    const [, key = '', value = ''] = /^\s*([\w-]+)\s*:\s*(.*?)\s*(?:#.*)?$/.exec(line) ?? [];
    const name = key.toLowerCase();
    if (name === 'user-agent') {
      if (!isNaming || !open) groups.push((open = { agents: [], rules: [], delay: undefined }));
      open.agents.push(value.toLowerCase());
    } else if (name === 'sitemap' && value !== '') sitemaps.push(value);
    else if ((name === 'allow' || name === 'disallow') && value !== '') {
      open?.rules.push({ allow: name === 'allow', pattern: encoded(value) });
    } else if (name === 'crawl-delay' && open && /^\d+(?:\.\d+)?$/.test(value)) open.delay ??= Number(value) * 1000;
    // A line that nobody knows does not end the list of names.
    if (name === 'user-agent') isNaming = true;
    else if (name === 'allow' || name === 'disallow' || name === 'crawl-delay') isNaming = false;
  }
  const mine = groups.filter(({ agents }) => agents.some((agent) => productOf(agent) === ROBOT));
  const chosen = mine.length > 0 ? mine : groups.filter(({ agents }) => agents.includes('*'));
  const rules = chosen.flatMap((group) => group.rules);
  const crawlDelayMs = chosen.find(({ delay }) => delay !== undefined)?.delay;
  return { allows: (path) => isAllowed(encoded(path), rules), crawlDelayMs, sitemaps };
}

/** `Saola/1.0` names the same product. */
const productOf = (agent: string): string => /^[a-z_-]*/.exec(agent)?.[0] ?? '';

/** The longest pattern that fits decides, of two as long the one that allows (RFC 9309, 2.2.2). */
function isAllowed(path: string, rules: readonly Rule[]): boolean {
  if (path === '/robots.txt') return true;
  let best: Rule | undefined;
  for (const rule of rules) {
    if (!fits(path, rule.pattern)) continue;
    const isLonger = rule.pattern.length > (best?.pattern.length ?? -1);
    if (isLonger || (rule.pattern.length === best?.pattern.length && rule.allow)) best = rule;
  }
  return best?.allow ?? true;
}

/** `*` stands for anything, `$` at the end for the end. Piece by piece, so that no pattern costs more than its length times
 *  the path's. */
function fits(path: string, pattern: string): boolean {
  const isWhole = pattern.endsWith('$');
  const [first = '', ...rest] = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(first)) return false;
  let at = first.length;
  const last = isWhole ? rest.pop() : undefined;
  for (const piece of rest) {
    const found = path.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  if (!isWhole) return true;
  return last === undefined ? at === path.length : path.length - last.length >= at && path.endsWith(last);
}

/** Letters as `%C4%91` on both sides; what is `%61` is `a` on both. */
function encoded(path: string): string {
  return path
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[^\x21-\x7e]+/gu, encodeURIComponent)
    .replace(/%[\da-f]{2}/gi, (code) => {
      const sign = String.fromCharCode(Number.parseInt(code.slice(1), 16));
      return /[\w.~-]/.test(sign) ? sign : code.toUpperCase();
    });
}

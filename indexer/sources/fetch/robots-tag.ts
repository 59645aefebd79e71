/** Given the headers `X-Robots-Tag` of an answer, says whether what came must not be indexed by Saola.
 *  What is said to another robot does not count, nor what follows that in the same header. */
import { ROBOT } from './robots.ts';

/** Rules that have a value behind a colon ("Robots meta tag specifications", Google Search Central); any other name there is a
 *  robot's. */
const WITH_VALUE = /^(?:unavailable_after|max-snippet|max-image-preview|max-video-preview)$/;

/** `noindex`, `none`, also `saola: noindex`. Each of `headers` is one header: `googlebot: nofollow, noindex` names its robot
 *  for all of it. */
export const isUnwanted = (headers: readonly string[]): boolean => headers.some(forbids);

function forbids(header: string): boolean {
  let robot = '*';
  return header.split(',').some((part) => {
    const [, name, rest] = /^\s*([\w*-]+)\s*:(.*)$/s.exec(part) ?? [];
    if (name !== undefined && !WITH_VALUE.test(name.toLowerCase())) robot = name.toLowerCase();
    const rule = (name === undefined ? part : (rest ?? '')).trim().toLowerCase();
    return (robot === '*' || robot === ROBOT) && /^(?:noindex|none)$/.test(rule);
  });
}

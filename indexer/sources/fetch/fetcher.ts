/** Given an address, returns what stands there, asked for as a polite robot does: few requests at once, with pauses, where
 *  robots.txt lets it, again where the server asks to be asked later, and only what has changed where that is known. */
import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkAddress, isPublic, type IsOpen } from './guard.ts';
import { Gate, type Clock, type Pace } from './gate.ts';
import type { NetOptions } from './net-options.ts';
import { ACCEPT_ENCODING, LIMITS, Wire, type Answer, type Limits } from './request.ts';
import { ALLOW_ALL, parseRobots, ROBOT, type Robots } from './robots.ts';
import { isUnwanted } from './robots-tag.ts';
import { troubleOf } from './trouble.ts';

export type FetcherOptions = Omit<NetOptions, 'state' | 'endpoint'> & {
  readonly signal?: AbortSignal | undefined;
  readonly limits?: Partial<Limits>;
  readonly clock?: Clock;
  /** @default public addresses, all where `allowPrivate` is said */
  readonly isOpen?: IsOpen;
};

/** What a server has said of what it gave: it is asked with them whether that has changed. */
export type Tags = { readonly etag?: string; readonly modified?: string };

export type Fetched =
  | {
      readonly is: 'found';
      /** Where it stands, after redirects. */
      readonly address: string;
      readonly bytes: Uint8Array;
      readonly tags: Tags;
      /** In small letters, without parameters; empty where the server does not say. */
      readonly type: string;
      /** `X-Robots-Tag: noindex` */
      readonly isUnwanted: boolean;
    }
  /** Not changed since the server gave these tags. */
  | { readonly is: 'same' }
  | { readonly is: 'gone'; readonly status: number }
  | { readonly is: 'closed' }
  | {
      readonly is: 'failed';
      readonly what: string;
      /** Where that is what the server answered. */
      readonly status?: number;
    };

const DEFAULTS = { atOnce: 2, delayMs: 100, allowPrivate: false } satisfies FetcherOptions;

const MAX_REDIRECTS = 5;
const MAX_TRIES = 3;
/** Before the second try, where the server does not say when; doubled after each. */
const RETRY_MS = 1000;
/** A server that asks for a longer pause is left alone for this run. */
const MAX_RETRY_AFTER_MS = 120_000;
/** What `Crawl-delay` may ask for; with more, a site of a thousand pages would take a day. */
const MAX_CRAWL_DELAY_MS = 30_000;
/** RFC 9309, 2.5: at least 500 KiB are read. */
const MAX_ROBOTS_BYTES = 512 * 1024;

const CLOCK: Clock = {
  now: () => performance.now(),
  sleep: async (ms, signal) => await sleep(ms, undefined, signal ? { signal } : {}),
};

type Step = Fetched | { readonly is: 'moved'; readonly to: string };

/** Where it cannot be had, nothing may be asked for (RFC 9309, 2.3.1.4). */
type FoundRobots = { readonly robots: Robots } | { readonly why: string };

export class Fetcher {
  readonly #pace: Pace;
  readonly #isOpen: IsOpen;
  readonly #signal: AbortSignal | undefined;
  readonly #gate: Gate;
  readonly #wire: Wire;
  /** By origin. */
  readonly #robots = new Map<string, Promise<FoundRobots>>();

  constructor({ signal, limits, clock = CLOCK, isOpen, ...options }: FetcherOptions = {}) {
    const { atOnce, delayMs, allowPrivate } = { ...DEFAULTS, ...options };
    this.#pace = { atOnce, delayMs };
    this.#isOpen = isOpen ?? (allowPrivate ? () => true : isPublic);
    this.#signal = signal;
    this.#gate = new Gate(clock);
    this.#wire = new Wire(this.#isOpen, { ...LIMITS, ...limits });
  }

  /** `mostBytes`: what it may have when it is unpacked. Throws only the signal's reason, and defects. */
  async get(address: string, { mostBytes, tags = {} }: { mostBytes: number; tags?: Tags }): Promise<Fetched> {
    return await this.#follow(address, async (url) => {
      const found = await this.#robotsOf(url);
      if ('why' in found) return failed(found.why);
      const { robots } = found;
      if (!robots.allows(`${url.pathname}${url.search}`)) return { is: 'closed' };
      return await this.#ask(url, this.#paceFor(robots), mostBytes, tags);
    });
  }

  /** The sitemaps that the robots.txt of an address names. */
  async sitemapsOf(address: string): Promise<readonly string[]> {
    const checked = checkAddress(address, { isOpen: this.#isOpen });
    const found = checked.ok ? await this.#robotsOf(checked.url) : null;
    return found && 'robots' in found ? found.robots.sitemaps : [];
  }

  /** What the robots.txt of an address asks for between two requests; 0 where it asks for nothing. */
  async crawlDelayMsOf(address: string): Promise<number> {
    const checked = checkAddress(address, { isOpen: this.#isOpen });
    const found = checked.ok ? await this.#robotsOf(checked.url) : null;
    return found && 'robots' in found ? (found.robots.crawlDelayMs ?? 0) : 0;
  }

  close(): void {
    this.#wire.close();
  }

  async #follow(address: string, ask: (url: URL) => Promise<Step>): Promise<Fetched> {
    const way: string[] = [];
    let next = address;
    for (;;) {
      const base = way.at(-1);
      const checked = checkAddress(next, { isOpen: this.#isOpen, ...(base !== undefined && { base }) });
      if (!checked.ok) return failed(way.length === 0 ? checked.what : `it leads to where ${checked.what}`);
      const { href } = checked.url;
      if (way.includes(href)) return failed(`it leads in a circle: ${[...way, href].join(' → ')}`);
      if (way.length > MAX_REDIRECTS) return failed(`it leads on more than ${MAX_REDIRECTS} times, at last to ${href}`);
      way.push(href);
      const step = await ask(checked.url);
      if (step.is !== 'moved') return step;
      next = step.to;
    }
  }

  async #ask(url: URL, pace: Pace, mostBytes: number, { etag, modified }: Tags): Promise<Step> {
    const headers = {
      'user-agent': ROBOT,
      accept: 'text/html, application/xml;q=0.9, */*;q=0.8',
      'accept-encoding': ACCEPT_ENCODING,
      ...(etag !== undefined && { 'if-none-match': etag }),
      ...(modified !== undefined && { 'if-modified-since': modified }),
    };
    for (let attempt = 1; ; attempt++) {
      this.#signal?.throwIfAborted();
      const tried = await this.#gate.through(url.host, pace, this.#signal, () => this.#try(url, headers, mostBytes));
      if ('status' in tried && !isPassing(tried.status)) return stepOf(url, tried);
      if (!('status' in tried) && !tried.isPassing) return failed(tried.what);
      const what = 'status' in tried ? `the server answered ${tried.status}` : tried.what;
      if (attempt >= MAX_TRIES) return failed(`${what}, ${MAX_TRIES} times`);
      const asked = 'status' in tried ? retryAfter(tried.headers, Date.now()) : undefined;
      if (asked !== undefined && asked > MAX_RETRY_AFTER_MS) {
        return failed(`${what}, and asks to come back in ${Math.ceil(asked / 1000)} s; run again then`);
      }
      this.#gate.rest(url.host, asked ?? RETRY_MS * 2 ** (attempt - 1));
    }
  }

  async #try(url: URL, headers: Readonly<Record<string, string>>, mostBytes: number) {
    try {
      return await this.#wire.ask(url, { headers, mostBytes, signal: this.#signal });
    } catch (error) {
      this.#signal?.throwIfAborted();
      const trouble = troubleOf(error);
      if (trouble === null) throw error;
      return trouble;
    }
  }

  #robotsOf({ origin }: URL): Promise<FoundRobots> {
    const known = this.#robots.get(origin);
    if (known) return known;
    const asked = this.#askRobots(`${origin}/robots.txt`);
    this.#robots.set(origin, asked);
    return asked;
  }

  /** What the server refuses, it has none of (RFC 9309, 2.3.1.3). */
  async #askRobots(address: string): Promise<FoundRobots> {
    const found = await this.#follow(address, async (url) => await this.#ask(url, this.#pace, MAX_ROBOTS_BYTES, {}));
    if (found.is === 'found') return { robots: parseRobots(new TextDecoder().decode(found.bytes)) };
    const status = found.is === 'gone' || found.is === 'failed' ? (found.status ?? 0) : 0;
    if (status >= 400 && status < 500 && !isPassing(status)) return { robots: ALLOW_ALL };
    const what = found.is === 'failed' ? found.what : 'it is closed';
    return { why: `${what} (asked for its robots.txt, without which nothing else is asked for)` };
  }

  #paceFor({ crawlDelayMs = 0 }: Robots): Pace {
    if (crawlDelayMs === 0) return this.#pace;
    return { atOnce: 1, delayMs: Math.max(this.#pace.delayMs, Math.min(crawlDelayMs, MAX_CRAWL_DELAY_MS)) };
  }
}

/** 408, 425 and 429 ask to come later; so do troubles of the server itself. */
const isPassing = (status: number): boolean => [408, 425, 429, 500, 502, 503, 504].includes(status);

const failed = (what: string, status?: number): Fetched => ({
  is: 'failed',
  what,
  ...(status !== undefined && { status }),
});

function stepOf(url: URL, { status, headers, robotsTags, bytes }: Answer): Step {
  if (status === 200) {
    const { etag, 'last-modified': modified, 'content-type': type = '' } = headers;
    return {
      is: 'found',
      address: url.href,
      bytes,
      tags: { ...(etag !== undefined && { etag }), ...(modified !== undefined && { modified }) },
      type: type.split(';')[0]?.trim().toLowerCase() ?? '',
      isUnwanted: isUnwanted(robotsTags),
    };
  }
  if (status === 304) return { is: 'same' };
  if (status === 404 || status === 410) return { is: 'gone', status };
  if ([301, 302, 303, 307, 308].includes(status) && headers.location !== undefined) {
    return { is: 'moved', to: headers.location };
  }
  return failed(`the server answered ${status}`, status);
}

/** Milliseconds: it has seconds, or a date. */
function retryAfter(headers: IncomingHttpHeaders, now: number): number | undefined {
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

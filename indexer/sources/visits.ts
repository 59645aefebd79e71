/** What is remembered between runs of what stood at an address: the server's tags, and the articles that came of it, so that
 *  only what has changed is asked for. It is a cache: what is lost, or damaged, is fetched once more, and nothing is wrong. */
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Aside } from './aside.ts';

export type Visit = {
  readonly etag?: string;
  /** `Last-Modified`, as the server wrote it. */
  readonly modified?: string;
  /** `lastmod`, as the sitemap had it that led here. */
  readonly lastmod?: string;
  /** The articles in it, each with its digest as text. */
  readonly articles: readonly (readonly [id: string, mark: string])[];
  /** Why what else is in it is no article. */
  readonly asides?: readonly Aside[];
};

/** Articles of one address that are remembered; what has more is read again each time. */
const MAX_ARTICLES = 100_000;

/** Characters of all that is held; what was not seen for longest is forgotten first. */
const MAX_UNITS = 64 * 1024 * 1024;

const DAY_MS = 86_400_000;
/** What no run has come by for so long is forgotten. */
const MAX_DAYS = 90;

export class Visits {
  /** A line of the file each: address, day, and the rest; the one that was seen last at the end. */
  readonly #lines: Map<string, string>;
  readonly #file: string | undefined;
  readonly #head: string;
  readonly #day: number;

  private constructor(file: string | undefined, head: string, day: number) {
    this.#lines = new Map();
    this.#file = file;
    this.#head = head;
    this.#day = day;
  }

  /** `reading`: how sources are read; where the file was written by another way, nothing in it counts. Without a file
   *  nothing is remembered beyond the run. */
  static async open(file: string | undefined, reading: string, now = Date.now()): Promise<Visits> {
    const head = JSON.stringify({ saola: 'visits', reading });
    const visits = new Visits(file, head, Math.floor(now / DAY_MS));
    if (file !== undefined) await visits.#load(file);
    return visits;
  }

  get(address: string): Visit | undefined {
    const line = this.#lines.get(address);
    return line === undefined ? undefined : parse(line)?.visit;
  }

  /** What is beyond the bounds is not remembered. */
  set(address: string, visit: Visit): void {
    this.#lines.delete(address);
    if (visit.articles.length > MAX_ARTICLES) return;
    this.#lines.set(address, JSON.stringify([address, this.#day, visit]));
  }

  forget(address: string): void {
    this.#lines.delete(address);
  }

  /** All or nothing. A folder that cannot be written is no trouble of the articles: it costs a second fetch. Returns whether
   *  it was written. */
  async save(): Promise<boolean> {
    if (this.#file === undefined) return true;
    const beside = `${this.#file}.${process.pid}.tmp`;
    try {
      await mkdir(dirname(this.#file), { recursive: true });
      await writeFile(beside, this.#kept(), { mode: 0o600 });
      await rename(beside, this.#file);
      return true;
    } catch {
      await rm(beside, { force: true }).catch(() => {});
      return false;
    }
  }

  /** From the one seen last back, as many as there is room for; in the order of the file again. */
  *#kept(): Generator<string> {
    let units = 0;
    let first = 0;
    const lines = [...this.#lines.values()];
    for (first = lines.length; first > 0; first--) {
      units += lines[first - 1]?.length ?? 0;
      if (units > MAX_UNITS) break;
    }
    yield `${this.#head}\n`;
    for (const line of lines.slice(first)) yield `${line}\n`;
  }

  async #load(file: string): Promise<void> {
    try {
      let isFirst = true;
      let units = 0;
      for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
        if (isFirst && line !== this.#head) return;
        const parsed = isFirst ? null : parse(line);
        isFirst = false;
        if (!parsed || this.#day - parsed.day > MAX_DAYS) continue;
        units += line.length;
        if (units > 2 * MAX_UNITS) return;
        this.#lines.set(parsed.address, line);
      }
    } catch {
      // There is none yet, or it cannot be read.
    }
  }
}

/** `null` for what was not written here. */
function parse(line: string): { readonly address: string; readonly day: number; readonly visit: Visit } | null {
  try {
    const [address, day, visit] = JSON.parse(line) as readonly [unknown, unknown, Visit];
    const isWhole = typeof address === 'string' && typeof day === 'number' && Array.isArray(visit.articles);
    return isWhole ? { address, day, visit } : null;
  } catch {
    return null;
  }
}

/** What a command says on stderr: lines that stay, and on a terminal one line of progress that is rewritten. */
import { plain, type Io } from './io.ts';
import { duration, grouped } from './words.ts';

/** A line that changes more often than this can no longer be read. */
const REDRAW_MS = 100;

/** Before that, a rate is mostly chance. */
const RATE_AFTER_MS = 500;

const DEFAULT_COLUMNS = 80;

type Step = { readonly name: string; readonly since: number; readonly from: number };

export class Talk {
  readonly #io: Pick<Io, 'err' | 'now'>;
  #step: Step | null = null;
  #drawnAt = -Infinity;
  /** Width of the line of progress on the screen; 0 where there is none. */
  #width = 0;

  constructor(io: Pick<Io, 'err' | 'now'>) {
    this.#io = io;
  }

  /** A line that stays. It may hold text from outside. */
  say(line: string): void {
    this.clear();
    this.#io.err.write(`${line.split('\n').map(plain).join('\n')}\n`);
  }

  /** Draws how far a step has come, with its rate and the time left; only on a terminal, and not too often. */
  progress(name: string, done: number, total?: number): void {
    if (!this.#io.err.isTTY) return;
    const now = this.#io.now();
    if (this.#step?.name !== name) this.#step = { name, since: now, from: done };
    else if (now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    this.#draw(describe(this.#step, done, total, now));
  }

  /** Takes the line of progress off the screen. */
  clear(): void {
    if (this.#width === 0) return;
    this.#io.err.write(`\r${' '.repeat(this.#width)}\r`);
    this.#width = 0;
  }

  #draw(line: string): void {
    // One column is left free: a full line would wrap, and could not be rewritten. Some terminals say they have none.
    const shown = line.slice(0, (this.#io.err.columns || DEFAULT_COLUMNS) - 1);
    this.#io.err.write(`\r${shown.padEnd(this.#width)}`);
    this.#width = shown.length;
  }
}

function describe({ name, since, from }: Step, done: number, total: number | undefined, now: number): string {
  const parts = [`${name} ${grouped(done)}${total === undefined ? '' : ` of ${grouped(total)}`}`];
  const ms = now - since;
  const perMs = (done - from) / ms;
  if (ms >= RATE_AFTER_MS && perMs > 0) {
    parts.push(`${grouped(Math.round(perMs * 1_000))}/s`);
    if (total !== undefined && total >= done) parts.push(`${duration((total - done) / perMs)} left`);
  }
  return parts.join(', ');
}

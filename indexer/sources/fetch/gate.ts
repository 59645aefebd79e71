/** Given requests to hosts, lets so many of each host through at once, with a pause between their starts. */

export type Pace = {
  /** Requests to one host that may be under way. */
  readonly atOnce: number;
  /** Milliseconds between the starts of two of them. */
  readonly delayMs: number;
};

type Host = { running: number; nextStart: number; readonly waiting: (() => void)[] };

export type Clock = {
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
};

export class Gate {
  readonly #hosts = new Map<string, Host>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** In the order asked. */
  async through<T>(
    name: string,
    { atOnce, delayMs }: Pace,
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    const host = this.#host(name);
    if (host.running >= atOnce) await new Promise<void>((resolve) => host.waiting.push(resolve));
    else host.running += 1;
    try {
      const start = Math.max(this.#clock.now(), host.nextStart);
      host.nextStart = start + delayMs;
      const ms = start - this.#clock.now();
      if (ms > 0) await this.#clock.sleep(ms, signal);
      return await work();
    } finally {
      // The place goes to the next one, so the count stays.
      const next = host.waiting.shift();
      if (next) next();
      else host.running -= 1;
    }
  }

  /** Nothing more is begun at the host for so long. */
  rest(name: string, ms: number): void {
    const host = this.#host(name);
    host.nextStart = Math.max(host.nextStart, this.#clock.now() + ms);
  }

  #host(name: string): Host {
    const known = this.#hosts.get(name);
    if (known) return known;
    const made: Host = { running: 0, nextStart: 0, waiting: [] };
    this.#hosts.set(name, made);
    return made;
  }
}

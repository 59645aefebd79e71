/** What a command may use of the process it runs in; tests give it their own. */
import type { Writable } from 'node:stream';

export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export type Io = {
  /** For data: what another program may want to read. */
  readonly out: Output;
  /** For talk: progress, warnings, what was done. */
  readonly err: Output;
  readonly in: AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user wants an end. */
  readonly signal: AbortSignal;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Folder of the built demo page. */
  readonly webRoot: string;
};

/** Nobody reads the data any more (`saola search … | head`); there is nothing left to do, and nothing is wrong. */
export class ReaderGone extends Error {
  override readonly name = 'ReaderGone';
}

/** Resolves once the text has been taken, so that a slow reader slows the writer. Throws `ReaderGone`. */
export async function print(out: Output, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    out.write(text, (error) => {
      if (!error) resolve();
      else reject(isGone(error) ? new ReaderGone() : error);
    });
  });
}

function isGone(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
}

/** Text of articles on its way to a terminal: control characters could move the cursor or recolour the screen, and signs
 *  that turn the direction of writing could make it say something else. Each becomes one space, so places stay places. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ' ');
}

/** Whether words may be made bold there: https://no-color.org */
export function takesStyle(out: Output, env: Io['env']): boolean {
  return out.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

/** Given a checked address, sends one request and returns the answer, read whole.
 *  Whatever the server does, it takes bounded time and memory: each way to go on for ever has a limit. */
import {
  Agent as PlainAgent,
  request as plainRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { Readable, pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { unpacked, type Chunks } from '../bytes.ts';
import { guardedLookup, type IsOpen } from './guard.ts';
import { FetchTrouble } from './trouble.ts';

export type Limits = {
  /** Milliseconds for a connection to come about, its name looked up and its certificate checked. */
  readonly connectMs: number;
  /** Milliseconds from then to the headers of the answer. */
  readonly headersMs: number;
  /** Milliseconds between two pieces of the answer. */
  readonly idleMs: number;
  /** Milliseconds that the whole answer may take. */
  readonly wholeMs: number;
  /** Bytes a second below which it is given up, once it has taken `idleMs`. */
  readonly leastSpeed: number;
};

/** A server that is busy but alive stays within these; 16 MiB, the longest page, come at 140 kB/s in `wholeMs`. */
export const LIMITS: Limits = {
  connectMs: 10_000,
  headersMs: 30_000,
  idleMs: 20_000,
  wholeMs: 120_000,
  leastSpeed: 512,
};

/** Of an answer that is not read. */
const MAX_REST_BYTES = 64 * 1024;

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Each `X-Robots-Tag` by itself; `headers` has them as one. */
  readonly robotsTags: readonly string[];
  readonly bytes: Uint8Array;
};

export type Asked = {
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes that the answer may have when it is unpacked. */
  readonly mostBytes: number;
  readonly signal: AbortSignal | undefined;
};

/** Connections of one run: kept open between requests, and made to open addresses alone. */
export class Wire {
  readonly #limits: Limits;
  readonly #lookup;
  readonly #plain = new PlainAgent({ keepAlive: true });
  readonly #secure = new SecureAgent({ keepAlive: true });

  constructor(isOpen: IsOpen, limits: Limits) {
    this.#limits = limits;
    this.#lookup = guardedLookup(isOpen);
  }

  /** Throws what `troubleOf` knows, and the signal's reason. Bodies are read of status 200 alone. */
  async ask(url: URL, { headers, mostBytes, signal }: Asked): Promise<Answer> {
    const response = await this.#send(url, headers, signal);
    const status = response.statusCode ?? 0;
    const { headers: said, headersDistinct } = response;
    const about = { status, headers: said, robotsTags: headersDistinct['x-robots-tag'] ?? [] };
    try {
      if (status !== 200) return { ...about, bytes: new Uint8Array() };
      const body = await unpacked(decoded(paced(response, this.#limits), said['content-encoding']));
      return { ...about, bytes: await whole(body, mostBytes) };
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      // A short rest may go by, and the connection serves again; what is long, or may be, is cut off.
      const rest = status === 304 ? 0 : Number(response.headers['content-length'] ?? Infinity);
      if (status !== 200 && rest <= MAX_REST_BYTES) response.resume();
      else response.destroy();
    }
  }

  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }

  async #send(url: URL, headers: Asked['headers'], signal: AbortSignal | undefined): Promise<IncomingMessage> {
    const { connectMs, headersMs } = this.#limits;
    const isSecure = url.protocol === 'https:';
    return await new Promise((resolve, reject) => {
      const request = (isSecure ? secureRequest : plainRequest)(url, {
        agent: isSecure ? this.#secure : this.#plain,
        lookup: this.#lookup,
        headers,
        ...(signal && { signal }),
      });
      const giveUp = (what: string): void => void request.destroy(new FetchTrouble(what, { isPassing: true }));
      let timer = setTimeout(() => giveUp(`no connection within ${seconds(connectMs)}`), connectMs);
      const waitForHeaders = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => giveUp(`no answer within ${seconds(headersMs)}`), headersMs);
      };
      request.once('socket', (socket) => {
        if (socket.connecting) socket.once(isSecure ? 'secureConnect' : 'connect', waitForHeaders);
        else waitForHeaders();
      });
      request.once('close', () => clearTimeout(timer));
      request.once('error', (error) => {
        clearTimeout(timer);
        reject(signal?.aborted ? (signal.reason as Error) : error);
      });
      request.once('response', (response) => {
        clearTimeout(timer);
        resolve(response);
      });
      request.end();
    });
  }
}

/** Time counts while the server is waited for, not while what came is looked at. */
async function* paced(response: IncomingMessage, { idleMs, wholeMs, leastSpeed }: Limits): AsyncGenerator<Uint8Array> {
  const pieces = response[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let bytes = 0;
  let waited = 0;
  for (;;) {
    const start = performance.now();
    const timer = setTimeout(() => {
      response.destroy(new FetchTrouble(`nothing more came for ${seconds(idleMs)}`, { isPassing: true }));
    }, idleMs);
    const piece = await pieces.next().finally(() => clearTimeout(timer));
    if (piece.done) return;
    bytes += piece.value.length;
    waited += performance.now() - start;
    if (waited > wholeMs) {
      throw new FetchTrouble(`it has not ended within ${seconds(wholeMs)}`, { isPassing: false });
    }
    if (waited > idleMs && (bytes * 1000) / waited < leastSpeed) {
      throw new FetchTrouble(`it comes at less than ${leastSpeed} bytes a second`, { isPassing: false });
    }
    yield piece.value;
  }
}

/** As `Content-Encoding` says; several are undone from the last to the first. */
function decoded(body: Chunks, encoding: string | undefined): Chunks {
  const names = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  let chunks = body;
  for (const name of names.toReversed()) {
    if (name === '' || name === 'identity') continue;
    const unpack = UNPACKERS[name];
    if (!unpack) throw new FetchTrouble(`it is packed as "${name}", which was not asked for`, { isPassing: false });
    // Each end reports its own trouble while it is read.
    chunks = pipeline(Readable.from(chunks), unpack(), () => {});
  }
  return chunks;
}

const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

export const ACCEPT_ENCODING = 'gzip, br';

async function whole(chunks: Chunks, most: number): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > most) {
      throw new FetchTrouble(`it is longer than ${most / 1024 / 1024} MiB when unpacked`, { isPassing: false });
    }
    held.push(chunk);
  }
  return Buffer.concat(held);
}

const seconds = (ms: number): string => `${ms / 1000} s`;

/** Given a store and a port, answers on this machine what the deployed function answers: HTTP in, the event of a function
 *  URL made of it, the same handler, HTTP out. The demo page is served beside it. */
import { STATUS_CODES, createServer } from 'node:http';
import { SaolaError } from '../../core/errors.ts';
import { makeHandler } from './make-handler.ts';
import { problemBody } from './problem.ts';
import { staticFiles } from './static-files.ts';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpEvent } from './event.ts';
import type { Handler, HandlerOptions } from './make-handler.ts';
import type { StaticFiles } from './static-files.ts';

export type LocalServerOptions = Omit<HandlerOptions, 'site'> & {
  /** 0 takes any that is free. */
  readonly port: number;
  /** The address to listen on; only this machine reaches the default. @default '127.0.0.1' */
  readonly host?: string;
  /** Folder of the built page; without it only the function's own addresses answer. */
  readonly webRoot?: string;
  /** What `/opensearch.xml` calls the site. @default 'Saola' */
  readonly siteName?: string;
};

export type LocalServer = {
  /** Without a slash at the end: `http://localhost:8787`. */
  readonly url: string;
  /** Lets what is being answered finish for a second, then ends every connection. */
  readonly close: () => Promise<void>;
};

const GRACE_MS = 1_000;

/** Room for a query far beyond what is allowed, so that it is refused for what it is and not by Node's 16 KiB. */
const MAX_HEADER_BYTES = 128 * 1024;

/** Throws `SaolaError('bad-request')` where the port or the host cannot be had, or the page is not there. */
export async function startLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const { port, host = '127.0.0.1', webRoot, siteName = 'Saola', ...handlerOptions } = options;
  const files = webRoot === undefined ? null : await staticFiles(webRoot);
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES });
  const url = `http://${nameOf(host)}:${await listen(server, port, host)}`;
  const handler = makeHandler({ ...handlerOptions, site: { publicUrl: url, name: siteName } });

  server.on('request', (incoming, outgoing) => {
    respond(incoming, outgoing, handler, files).catch((error: unknown) => {
      handlerOptions.log?.(JSON.stringify({ level: 'ERROR', message: String(error) }));
      outgoing.destroy();
    });
  });
  server.on('clientError', refuse);
  return { url, close: () => close(server) };
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handler: Handler,
  files: StaticFiles | null,
): Promise<void> {
  const event = eventOf(incoming);
  const { method } = incoming;
  const isRead = method === 'GET' || method === 'HEAD';
  const file = isRead && files ? await files(event.rawPath, incoming.headers['if-none-match']) : null;
  if (file) {
    outgoing.writeHead(file.status, {
      ...file.headers,
      ...(file.status === 200 && { 'content-length': file.bytes.length }),
    });
    outgoing.end(method === 'HEAD' ? undefined : file.bytes);
    return;
  }
  const { statusCode, headers, body } = await handler(event);
  const isBare = method === 'HEAD' || statusCode === 204 || statusCode === 304;
  outgoing.writeHead(statusCode, { ...headers, ...(!isBare && { 'content-length': Buffer.byteLength(body) }) });
  outgoing.end(body);
}

/** The event that a function URL makes of such a request. */
function eventOf(incoming: IncomingMessage) {
  const { method = 'GET', headers, url = '/' } = incoming;
  const target = url.replace(/^https?:\/\/[^/?]*/i, ''); // a proxy's absolute form
  const [, rawPath = '/', rawQueryString = ''] = /^([^?]*)(?:\?(.*))?$/su.exec(target) ?? [];
  return {
    version: '2.0',
    rawPath,
    rawQueryString,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    ),
    requestContext: { http: { method, path: rawPath }, stage: '$default' },
    isBase64Encoded: false,
  } satisfies HttpEvent & { isBase64Encoded: false };
}

const UNREADABLE: Readonly<Record<string, { readonly status: number; readonly detail: string }>> = {
  HPE_INVALID_URL: {
    status: 400,
    detail:
      'The address holds letters that are not percent-encoded. With curl: curl --get --data-urlencode "q=Huế" <address>.',
  },
  HPE_HEADER_OVERFLOW: { status: 431, detail: `Address and headers have more than ${MAX_HEADER_BYTES} bytes.` },
};

/** What Node's parser does not take as HTTP never becomes a request. The usual cause is a query with its letters as they
 *  are, as in `curl http://localhost:8787/search?q=Huế`; that deserves more than a closed connection. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, detail } = UNREADABLE[error.code ?? ''] ?? { status: 400, detail: 'The request is not HTTP.' };
  const body = problemBody({ status, code: 'bad-request', detail });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(cannotListen(cause, port, host)));
    server.listen(port, host, () => resolve());
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}

function cannotListen(cause: NodeJS.ErrnoException, port: number, host: string): SaolaError {
  const what: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is taken by another program; stop that, or choose another with --port.`,
    EACCES: `Port ${port} needs more rights than this user has; choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `${host} is no address of this machine; choose one that is, as 127.0.0.1.`,
    ENOTFOUND: `${host} is no address of this machine; choose one that is, as 127.0.0.1.`,
  };
  const message =
    what[cause.code ?? ''] ?? `Cannot listen on ${host}, port ${port}: ${cause.message}; try another --port.`;
  return new SaolaError('bad-request', message, { cause });
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(impatience);
      resolve();
    });
  });
}

/** What a person would type: a browser trusts `localhost`, and a bare IPv6 address is no part of a URL. */
function nameOf(host: string): string {
  if (['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

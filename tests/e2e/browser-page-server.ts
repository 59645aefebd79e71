/** A server for browser tests: the built page, and `/search` answered by whatever the test says, in the order it says. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { builtPage } from '../support/browser.ts';

export type Answered = { readonly status?: number; readonly body: unknown };
export type Answerer = (url: URL) => Answered | Promise<Answered>;

export interface PageServer {
  readonly origin: string;
  /** The questions that came in, `?q=…` as sent but readable, oldest first. */
  readonly asked: string[];
  /** From now on `/search` answers this. */
  answer(answerer: Answerer): void;
  close(): Promise<void>;
}

export async function startPageServer(): Promise<PageServer> {
  const files = await builtPage();
  const asked: string[] = [];
  let answerer: Answerer = () => ({ status: 500, body: 'The test has not said what to answer.' });

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const file = files.get(url.pathname);
    if (file !== undefined) return response.writeHead(200, { 'content-type': file.type }).end(file.body);
    if (url.pathname !== '/search') {
      const page = '<!doctype html><html lang="vi"><title>Một bài báo</title><h1>Một bài báo</h1>';
      return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    }
    asked.push(decodeURIComponent(url.search.replaceAll('+', ' ')));
    const { status = 200, body } = await answerer(url);
    return response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${portOf(server.address())}`,
    asked,
    answer(next) {
      answerer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The page server has no port.');
  return address.port;
}

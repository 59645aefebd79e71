/** A server for browser tests: the built page, and `/search` and `/suggest` answered by whatever the test says, in the
 *  order it says. */
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { builtPage } from '../support/browser.ts';

/** Every other path is an article. */
const ARTICLE = {
  type: 'text/html; charset=utf-8',
  body: '<!doctype html><html lang="vi"><title>Một bài báo</title><h1>Một bài báo</h1></html>',
};

export type Answered = { readonly status?: number; readonly body: unknown };
export type Answerer = (url: URL) => Answered | Promise<Answered>;

export interface PageServer {
  readonly origin: string;
  /** The questions that came in, `?q=…` as sent but readable, oldest first. */
  readonly asked: string[];
  /** From now on `/search` answers this. */
  answer(answerer: Answerer): void;
  /** From now on `/suggest` answers this. Before: that there is nothing. */
  suggest(answerer: Answerer): void;
  close(): Promise<void>;
}

const nothing: Answerer = (url) => ({
  body: { query: url.searchParams.get('q') ?? '', suggestions: [], version: '7-3f9a' },
});
const unprepared: Answerer = () => ({ status: 500, body: 'The test has not said what to answer.' });

export async function startPageServer(): Promise<PageServer> {
  const files = await builtPage();
  const asked: string[] = [];
  let answerer = unprepared;
  let suggester = nothing;

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const file = files.get(url.pathname) ?? ARTICLE;
    if (url.pathname === '/search') {
      asked.push(decodeURIComponent(url.search.replaceAll('+', ' ')));
      void reply(url, answerer, response);
    } else if (url.pathname === '/suggest') void reply(url, suggester, response);
    else response.writeHead(200, { 'content-type': file.type }).end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${portOf(server.address())}`,
    asked,
    answer(next) {
      answerer = next;
    },
    suggest(next) {
      suggester = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function reply(url: URL, by: Answerer, response: ServerResponse): Promise<void> {
  const { status = 200, body } = await by(url);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The page server has no port.');
  return address.port;
}

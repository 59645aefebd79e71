/** A server for browser tests: the built page, and `/search` answered by whatever the test says, in the order it says. */
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
  close(): Promise<void>;
}

const unprepared: Answerer = () => ({ status: 500, body: 'The test has not said what to answer.' });

export async function startPageServer(): Promise<PageServer> {
  const files = await builtPage();
  const asked: string[] = [];
  let answerer = unprepared;

  async function search(url: URL, response: ServerResponse): Promise<void> {
    asked.push(decodeURIComponent(url.search.replaceAll('+', ' ')));
    const { status = 200, body } = await answerer(url);
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const file = files.get(url.pathname) ?? ARTICLE;
    if (url.pathname === '/search') void search(url, response);
    else response.writeHead(200, { 'content-type': file.type }).end(file.body);
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

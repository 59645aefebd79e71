/** A small web site for tests: real HTTP on this machine, pages by path, trouble on demand, and every request counted. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Headers = Readonly<Record<string, string>>;
/** A text is answered with 200; `null` never. A function may answer as it likes. */
export type Page =
  | string
  | Uint8Array
  | { readonly status?: number; readonly headers?: Headers; readonly body?: string | Uint8Array }
  | ((request: IncomingMessage, response: ServerResponse) => void)
  | null;

export type Site = {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** By path with query; what is not there is 404. May be changed at any time. */
  readonly pages: Record<string, Page>;
  /** Paths, in the order in which they were asked for. */
  readonly asked: readonly string[];
  readonly requests: readonly IncomingMessage[];
  /** Of requests that were under way at the same moment. */
  readonly most: () => number;
  forget(): void;
  close(): Promise<void>;
};

export async function startSite(pages: Record<string, Page> = {}): Promise<Site> {
  const requests: IncomingMessage[] = [];
  let running = 0;
  let most = 0;
  const server = createServer((request, response) => {
    requests.push(request);
    running += 1;
    most = Math.max(most, running);
    response.on('close', () => (running -= 1));
    const page = Object.hasOwn(pages, request.url ?? '') ? pages[request.url ?? ''] : undefined;
    if (page === null) return;
    if (typeof page === 'function') return page(request, response);
    const {
      status = 200,
      headers = {},
      body = '',
    } = page === undefined
      ? { status: 404 }
      : typeof page === 'string' || page instanceof Uint8Array
        ? { body: page }
        : page;
    response.writeHead(status, headers);
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    pages,
    get asked() {
      return requests.map(({ url = '' }) => url);
    },
    requests,
    most: () => most,
    forget() {
      requests.length = 0;
      most = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A page as newspapers make them. Without a `body` it has one that is long enough for an article; pages with one `body` and
 *  different titles are near copies. */
export function articlePage(
  title: string,
  { head = '', body = TEXT }: { readonly head?: string; readonly body?: string } = {},
): string {
  const paragraphs = body.split('\n').map((line) => `<p>${line}</p>`);
  return (
    `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${title}</title>${head}</head>` +
    `<body><article><h1>${title}</h1>${paragraphs.join('')}</article></body></html>`
  );
}

const TEXT =
  'Sáng nay chính quyền địa phương cho biết công việc đã bắt đầu từ sớm và sẽ kéo dài đến hết tuần sau.\n' +
  'Hàng nghìn người dân ven biển đã được đưa đến nơi an toàn, trường học trong tỉnh cho học sinh nghỉ hai ngày.\n' +
  'Các chuyến bay đến Vân Đồn bị hoãn, tàu thuyền được gọi về bến trước mười hai giờ trưa.';

/** The server of `saola serve`, over real sockets: the same answers as the function, the page beside it, a clean end. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { memoryStore } from '../../../core/store/memory.ts';
import { startLocalServer } from '../../../functions/search/local-server.ts';
import type { AddressInfo } from 'node:net';
import type { LocalServer, LocalServerOptions } from '../../../functions/search/local-server.ts';

let folder: string;
let webRoot: string;
const running: LocalServer[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saola-serve-'));
  webRoot = join(folder, 'web');
  await mkdir(join(webRoot, 'ảnh'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'not for readers');
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>Tìm kiếm</title>');
  await writeFile(join(webRoot, 'main.js'), 'console.log("Kuril");');
  await writeFile(join(webRoot, 'style.css'), 'mark { color: inherit }');
  await writeFile(join(webRoot, 'ảnh', 'sao la.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await symlink(join(folder, 'secret.txt'), join(webRoot, 'link.txt'));
});
afterEach(() => Promise.all(running.splice(0).map((server) => server.close())));
afterAll(() => rm(folder, { recursive: true }));

async function start(options: Partial<LocalServerOptions> = {}): Promise<LocalServer> {
  const server = await startLocalServer({ store: memoryStore(), port: 0, webRoot, ...options });
  running.push(server);
  return server;
}

/** A request whose target is sent as it stands: `fetch` would tidy it up first. */
async function send(url: string, target: string, method = 'GET', headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(url);
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const asked = request({ hostname, port, path: target, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Writes `text` on a socket, byte for byte, and gives what comes back. */
async function sendRaw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.end(text);
  });
}

describe('the function', () => {
  test('answers as it is: an empty store is a 503 that says to publish first', async () => {
    const { url } = await start();
    const answer = await send(url, '/search?q=Kuril');
    expect(answer).toMatchObject({
      status: 503,
      headers: { 'content-type': 'application/problem+json; charset=utf-8', 'retry-after': '60' },
    });
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 'index-missing',
      detail: expect.stringMatching(/publish first/i),
    });
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.body)));
  });

  test.each([
    { why: 'encoded', target: '/search?q=Hu%E1%BA%BF&limit=99' },
    { why: 'as a proxy sends it', target: 'http://localhost/search?q=Hu%E1%BA%BF&limit=99' },
  ])('gets the query $why, decoded once', async ({ target }) => {
    const { url } = await start();
    const answer = await send(url, `${target}&tìm=1`.replace('tìm', encodeURIComponent('tìm')));
    expect(JSON.parse(answer.body)).toMatchObject({
      status: 400,
      errors: [{ parameter: 'tìm' }, { parameter: 'limit' }],
    });
  });

  test('a query that curl sent with its letters as they are is refused with how to send it', async () => {
    const { url } = await start();
    const answer = await sendRaw(url, 'GET /search?q=Huế HTTP/1.1\r\nhost: localhost\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json.*--data-urlencode/s);
  });

  test('a query far too long is refused for its length, and one beyond all measure by the server', async () => {
    const { url } = await start();
    const answer = await send(url, `/search?q=${'%28'.repeat(10_000)}`);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 400, errors: [{ parameter: 'q' }] });
    const beyond = await sendRaw(url, `GET /search?q=${'%28'.repeat(50_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
    expect(beyond).toMatch(/^HTTP\/1\.1 431 .*application\/problem\+json/s);
  });

  test('what is not HTTP at all is refused, and the server lives on', async () => {
    const { url } = await start();
    expect(await sendRaw(url, 'xin chào\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect((await send(url, '/')).status).toBe(200);
  });

  test.each(['POST', 'DELETE', 'OPTIONS'])('%s is a 405, with a body that nobody reads', async (method) => {
    const { url } = await start();
    const answer = await fetch(`${url}/search?q=Kuril`, {
      method,
      ...(method === 'POST' && { body: 'x'.repeat(100_000) }),
    });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });

  test('HEAD has no body', async () => {
    const { url } = await start();
    expect(await send(url, '/search', 'HEAD')).toMatchObject({ status: 400, body: '' });
    expect(await send(url, '/health', 'HEAD')).toMatchObject({ status: 503, body: '' });
  });

  test('describes itself under its own address, not under the one the Host header claims', async () => {
    const { url } = await start({ siteName: 'Báo Mới' });
    const { body } = await send(url, '/opensearch.xml', 'GET', { host: 'evil.example' });
    expect(body).toContain(`template="${url}/search?q={searchTerms}"`);
    expect(body).toContain('<ShortName>Báo Mới</ShortName>');
    expect(body).not.toContain('evil');
  });

  test('logs one line per request, with no address of who asked', async () => {
    const lines: string[] = [];
    const { url } = await start({ log: (line) => lines.push(line) });
    await send(url, '/search?q=Hu%E1%BA%BF', 'GET', { 'x-forwarded-for': '203.0.113.7' });
    await send(url, '/main.js');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ path: '/search', query: 'Huế', status: 503 });
    expect(lines[0]).not.toMatch(/127\.0\.0\.1|203\.0\.113\.7/);
  });
});

describe('the page', () => {
  test.each([
    { target: '/', type: 'text/html; charset=utf-8', holds: 'Tìm kiếm' },
    { target: '/?q=Kuril', type: 'text/html; charset=utf-8', holds: 'Tìm kiếm' },
    { target: '/index.html', type: 'text/html; charset=utf-8', holds: 'Tìm kiếm' },
    { target: '/main.js', type: 'text/javascript; charset=utf-8', holds: 'Kuril' },
    { target: '/style.css', type: 'text/css; charset=utf-8', holds: 'mark' },
    { target: '/%E1%BA%A3nh/sao%20la.svg', type: 'image/svg+xml', holds: '<svg' },
  ])('$target is $type', async ({ target, type, holds }) => {
    const { url } = await start();
    const answer = await send(url, target);
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': type, 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' },
    });
    expect(answer.body).toContain(holds);
    const head = await send(url, target, 'HEAD');
    expect(head).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': answer.headers['content-length'] },
    });
    const etag = String(answer.headers['etag']);
    expect(await send(url, target, 'GET', { 'if-none-match': etag })).toMatchObject({ status: 304, body: '' });
  });

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/ảnh/../../secret.txt',
    '/..%5csecret.txt',
    '//etc/passwd',
    '/%00',
    '/%',
    '/link.txt',
    '/main.js/',
    '/MAIN.JS',
    '/ảnh',
  ])('%s leads nowhere', async (target) => {
    const { url } = await start();
    const answer = await send(url, encodeURI(target).replaceAll('%25', '%'));
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('not for readers');
  });

  test('is only read: another method is for the function, which knows no such path', async () => {
    const { url } = await start();
    expect((await send(url, '/main.js', 'DELETE')).status).toBe(404);
  });

  test('may be left out', async () => {
    const server = await startLocalServer({ store: memoryStore(), port: 0 });
    running.push(server);
    expect((await send(server.url, '/')).status).toBe(404);
  });

  test.each(['no-such-folder', 'web/ảnh'])('a folder without it (%s) is told at the start', async (name) => {
    await expect(start({ webRoot: join(folder, name) })).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(/no index\.html in .*npm run build/),
    });
  });
});

describe('start and end', () => {
  test('a taken port is one sentence that names it and --port', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(start({ port })).rejects.toMatchObject({
      code: 'bad-request',
      message: `Port ${port} is taken by another program; stop that, or choose another with --port.`,
    });
    other.close();
  });

  test('a host that is not of this machine is told', async () => {
    await expect(start({ host: '203.0.113.7' })).rejects.toThrow('203.0.113.7 is no address of this machine');
  });

  test('close ends a connection that a browser keeps open, and frees the port', async () => {
    const server = await startLocalServer({ store: memoryStore(), port: 0, webRoot });
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    const ended = new Promise<void>((resolve) => void socket.on('close', () => resolve()));
    await new Promise<void>((resolve) => {
      socket.once('data', () => resolve());
      socket.write('GET /main.js HTTP/1.1\r\nhost: localhost\r\n\r\n');
    });
    await server.close();
    await ended;
    const again = await start({ port: Number(port) });
    expect(again.url).toBe(server.url);
  });

  test('close ends a connection that sends half a request and then nothing', async () => {
    const server = await startLocalServer({ store: memoryStore(), port: 0 });
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    const ended = new Promise<void>((resolve) => void socket.on('close', () => resolve()));
    await new Promise<void>((resolve) => void socket.write('GET /search?q=Ku', () => resolve()));
    await server.close();
    await expect(ended).resolves.toBeUndefined();
  });
});

/** `saola serve`: what it starts, what it says, and how it ends. */
import { expect, test } from 'vitest';
import { run } from '../../../cli/run.ts';
import { SaolaError } from '../../../core/errors.ts';
import { fakeIndex, fakeIo, fakeParts, runWith, throwing } from '../fake-io.ts';

function server(started: unknown[] = []) {
  return {
    started,
    startLocalServer: async (options: { readonly log?: (line: string) => void }) => {
      started.push(options);
      options.log?.('{"message":"request"}');
      return { url: 'http://localhost:8787', close: async () => void started.push('closed') };
    },
  };
}

test('says where, logs to stderr, and ends cleanly when it is told to', async () => {
  const io = fakeIo();
  const parts = server();
  const { openIndex } = fakeIndex({});
  const running = run(['serve', '--store', 'kho'], io, fakeParts({ ...parts, openIndex }));
  await expect.poll(() => io.written.err()).toContain('Ctrl-C ends it');
  expect(io.written.out()).toBe('');
  expect(io.written.err()).toMatch(
    /^\{"message":"request"\}\n60 articles in memory:.*, version 00000001-0a1b2c3d4e5f\.\nSaola answers on http:\/\/localhost:8787 — Ctrl-C ends it\.\n$/,
  );
  expect(parts.started).toEqual([expect.objectContaining({ port: 8787, host: '127.0.0.1', webRoot: io.webRoot })]);
  io.stop.abort();
  expect(await running).toBe(0);
  expect(parts.started.at(-1)).toBe('closed');
});

test('where and how it is told', async () => {
  const io = fakeIo();
  io.stop.abort();
  const parts = server();
  const args = ['serve', '--store', 'kho', '--port', '0', '--host', '0.0.0.0'];
  expect(await run(args, io, fakeParts({ ...parts, ...fakeIndex({}) }))).toBe(0);
  expect(parts.started[0]).toMatchObject({ port: 0, host: '0.0.0.0' });
});

test('serves what will be published later, too', async () => {
  const io = fakeIo();
  io.stop.abort();
  const openIndex = throwing(new SaolaError('index-missing', 'Nothing is published at kho.'));
  expect(await run(['serve', '--store', 'kho'], io, fakeParts({ ...server(), openIndex }))).toBe(0);
  expect(io.written.err()).toContain('Nothing is published at kho.\nSaola answers on');
});

test('a taken port is one sentence', async () => {
  const startLocalServer = throwing(new SaolaError('bad-request', 'Port 8787 is taken; choose another with --port.'));
  expect(await runWith(['serve', '--store', 'kho'], { startLocalServer })).toEqual({
    code: 1,
    out: '',
    err: 'Port 8787 is taken; choose another with --port.\n',
  });
});

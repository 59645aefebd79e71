/** `saola serve`: the deployed function's answers and the demo page, on this machine, until Ctrl-C. */
import { SaolaError } from '../../core/errors.ts';
import type { Store } from '../../core/store/store.ts';
import { defineCommand, Misuse, type Context } from '../command.ts';
import { numberOf } from '../number-option.ts';
import { STORE, storeOf } from '../store-option.ts';
import { count } from '../words.ts';

const PORT = { least: 0, most: 65_535, otherwise: 8787 };
const HOST = '127.0.0.1';

export const serveCommand = defineCommand({
  name: 'serve',
  usage: ['--store <uri> [options]'],
  summary: 'answer searches over HTTP on this machine, with a page to try them on',
  options: {
    ...STORE,
    port: { type: 'string', value: 'n', help: `port to listen on; ${PORT.otherwise} if not given, 0 takes a free one` },
    host: { type: 'string', value: 'address', help: `address to listen on; ${HOST} if not given: this machine only` },
  },
  notes: ['Writes one line of JSON to stderr for each request. Ctrl-C ends it; that is exit code 0.'],
  async run({ words, values }, { io, parts, talk }) {
    if (words.length > 0) throw new Misuse(`serve takes no words; found "${words.join(' ')}".`);
    const port = numberOf('port', values.port, PORT);
    const store = await storeOf(values, parts);
    const host = values.host ?? HOST;
    const log = (line: string): void => talk.say(line);
    const server = await parts.startLocalServer({ store, port, host, webRoot: io.webRoot, log });
    talk.say(await describe(store, { parts }));
    talk.say(`Saola answers on ${server.url} — Ctrl-C ends it.`);
    await aborted(io.signal);
    await server.close();
    return 0;
  },
});

/** What is there to be searched. That nothing is there yet is no reason not to serve: it may be published meanwhile. */
async function describe(store: Store, { parts }: Pick<Context, 'parts'>): Promise<string> {
  try {
    const { articles, version } = await parts.openIndex(store);
    return `${count(articles, 'article')} in ${store.uri}, version ${version}.`;
  } catch (error) {
    if (error instanceof SaolaError) return error.message;
    throw error;
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** The real thing for a browser to visit: the example articles, indexed and served as `npm start` does it, in memory. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStore } from '../../core/store/memory.ts';
import { startLocalServer } from '../../functions/search/local-server.ts';
import { indexArticles } from '../../indexer/index-articles.ts';
import { readSources } from '../../indexer/sources/read.ts';
import { root } from '../../scripts/lib/paths.mjs';
import { builtPage } from '../support/browser.ts';

export interface RealServer {
  readonly origin: string;
  close(): Promise<void>;
}

export async function startRealServer(): Promise<RealServer> {
  const store = memoryStore();
  await indexArticles(store, readSources([join(root, 'examples/articles')]));
  const webRoot = await mkdtemp(join(tmpdir(), 'saola-page-'));
  for (const [path, { body }] of await builtPage()) {
    await writeFile(join(webRoot, path === '/' ? 'index.html' : path), body);
  }
  const server = await startLocalServer({ store, port: 0, webRoot });
  return {
    origin: server.url,
    async close() {
      await server.close();
      await rm(webRoot, { recursive: true });
    },
  };
}

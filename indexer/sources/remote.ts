/** Given what a run says of addresses, reads them; nothing of it is loaded, opened or asked before the first one comes. */
import type { Chunks } from './bytes.ts';
import type { Net } from './fetch/net.ts';
import type { NetOptions } from './fetch/net-options.ts';
import type { PageFound } from './html/pages.ts';
import type { ListKind } from './list-kind.ts';
import { LiveArticles } from './live-articles.ts';
import type { Reading } from './reading.ts';
import type { Rules } from './rule.ts';

export type RemoteOptions = {
  readonly net: NetOptions;
  /** What the index holds; without it everything is read anew. */
  readonly live?: LiveArticles | undefined;
  readonly rules: Rules;
  readonly now: number;
  readonly signal: AbortSignal | undefined;
  readonly tellLeftOut: boolean;
  readonly notice: Net['notice'];
  readonly leftOut: Net['leftOut'];
};

export const isBucket = (source: string): boolean => /^s3:\/\//i.test(source);
export const isAddress = (source: string): boolean => /^https?:\/\//i.test(source);

export class Remote {
  readonly #options: RemoteOptions;
  #net: Promise<Net> | undefined;

  constructor(options: RemoteOptions) {
    this.#options = options;
  }

  async *readAddress(address: string): AsyncGenerator<PageFound> {
    const { readAddress } = await import('./fetch/given.ts');
    yield* readAddress(address, await this.#open());
  }

  async *readBucket(uri: string): AsyncGenerator<PageFound> {
    const { readBucket } = await import('./fetch/bucket.ts');
    const { net, signal } = this.#options;
    const readList = this.readList.bind(this);
    yield* readBucket(uri, await this.#open(), {
      endpoint: net.endpoint,
      objects: net.objects,
      signal,
      readList,
    });
  }

  async *readList(kind: ListKind, reading: Reading, chunks: Chunks): AsyncGenerator<PageFound> {
    const { readList } = await import('./fetch/linked.ts');
    yield* readList(kind, reading, chunks, await this.#open());
  }

  /** Keeps what is known for the next run, however this one ended: it counts only for what an index holds. */
  async end(): Promise<void> {
    const net = await this.#net;
    if (!net) return;
    net.fetcher.close();
    if (await net.visits.save()) return;
    this.#options.notice(
      `What was fetched cannot be remembered in ${this.#options.net.state}: the next run fetches it again. Name a file that can be written with --state.`,
    );
  }

  #open(): Promise<Net> {
    const { net, live = new LiveArticles(), ...rest } = this.#options;
    return (this.#net ??= import('./fetch/open-net.ts').then(({ openNet }) => openNet(net, { ...rest, live })));
  }
}

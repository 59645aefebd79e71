/** The options that say which store a command works on. */
import { SaolaError } from '../core/errors.ts';
import type { Store } from '../core/store/store.ts';
import { Misuse, type Option, type Values } from './command.ts';
import type { Parts } from './parts.ts';

export const STORE = {
  store: { type: 'string', value: 'uri', help: 'the index: a folder, file:… or s3://bucket/prefix; always needed' },
  endpoint: { type: 'string', value: 'url', help: 'address of another S3 server than Amazon’s' },
} as const satisfies Record<string, Option>;

/** Throws `Misuse` where no store is named, or what is named cannot be one. */
export async function storeOf({ store, endpoint }: Values<typeof STORE>, parts: Parts): Promise<Store> {
  if (!store) throw new Misuse('Which index? Say --store and a folder, or s3://bucket/prefix.');
  try {
    return await parts.openStore(store, endpoint === undefined ? {} : { endpoint });
  } catch (error) {
    if (error instanceof SaolaError && error.code === 'bad-request') throw new Misuse(error.message);
    throw error;
  }
}

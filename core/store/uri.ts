/** Given the place as the user wrote it (a folder, `file:…`, `s3://bucket/prefix`), opens the store there. */
import { fileURLToPath } from 'node:url';
import { SaolaError } from '../errors.ts';
import { fileStore } from './file.ts';
import type { Store } from './store.ts';

export type OpenStoreOptions = {
  /** Address of another S3 server than AWS, for `s3://` only. */
  readonly endpoint?: string | undefined;
};

/** Reads and writes nothing. Throws `bad-request` for what is no place, with what would be one. The S3 client is loaded
 *  only where it is needed, since that takes longer than all the rest of a small command. */
export async function openStore(uri: string, { endpoint }: OpenStoreOptions = {}): Promise<Store> {
  if (/^s3:/i.test(uri)) {
    const { s3Store } = await import('./s3.ts');
    return s3Store(uri, endpoint === undefined ? {} : { endpoint });
  }
  const folder = folderOf(uri);
  if (endpoint !== undefined) {
    throw bad(
      `An endpoint is given, but the store is the folder "${folder}". Leave it out, or say s3://bucket/prefix.`,
    );
  }
  return fileStore(folder);
}

function folderOf(uri: string): string {
  if (uri.trim() === '') throw bad(`The store has no name. Say ${WANTED}.`);
  if (uri.includes('\0')) throw bad(`The store's name holds a NUL character, which no folder has. Say ${WANTED}.`);
  const [scheme] = /^[a-z][a-z0-9+.-]+:/i.exec(uri) ?? []; // one letter is a drive on Windows
  if (scheme === undefined) return uri;
  if (scheme.toLowerCase() !== 'file:') {
    throw bad(`"${uri}" is no place for a store. Say ${WANTED} (for a folder of that very name: ./${uri}).`);
  }
  const path = uri.slice(scheme.length);
  if (path === '') throw bad(`"${uri}" names no folder. Say ${WANTED}.`);
  return path.startsWith('//') ? fromFileUrl(uri) : path;
}

const WANTED = 'a folder, file:FOLDER, or s3://bucket/prefix';

function fromFileUrl(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch (cause) {
    throw new SaolaError(
      'bad-request',
      `"${uri}" is no file address of this machine. Say file:///path, or just /path.`,
      {
        cause,
      },
    );
  }
}

function bad(message: string): SaolaError {
  return new SaolaError('bad-request', message);
}

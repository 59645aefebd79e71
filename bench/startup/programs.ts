/** The programs whose start is measured: a handler that does nothing, the same beside each thing that ours is made of, ours,
 *  and ours in every way of bundling it that was tried. */
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';

export type Program = {
  readonly name: string;
  /** A module as it would stand in `bench/`. */
  readonly contents: string;
  /** What is bundled otherwise than the deployed function is. */
  readonly bundling?: BuildOptions;
  /** Whether it answers a search; of the others only the start is told. */
  readonly answers: boolean;
  /** Starts with what V8 compiled for it the time before. */
  readonly compileCache?: boolean;
};

const BARE = `export const handler = async () => ({ statusCode: 200, headers: {}, body: '', isBase64Encoded: false });`;
/** `globalThis`, as what nobody sees is left out of a bundle. */
const beside = (name: string, imports: string, used: string): Program => ({
  name,
  contents: `${imports} globalThis.used = ${used}; ${BARE}`,
  answers: false,
});

const OURS = `export { handler } from '../functions/search/handler.ts';`;
const ours = (name: string, bundling: BuildOptions = {}): Program => ({
  name,
  contents: OURS,
  bundling,
  answers: true,
});

const ONE_FILE = { splitting: false };
const NODE_HTTP = { alias: {} };
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** In the order of the table; the first is what the others are compared with. */
export const PROGRAMS: readonly Program[] = [
  { name: 'a handler that does nothing', contents: BARE, answers: false },
  beside('… and lru-cache', `import { LRUCache } from 'lru-cache';`, 'new LRUCache({ max: 1 })'),
  beside('… and FlexSearch', `import { Index } from 'flexsearch';`, 'new Index()'),
  { ...beside('… and node:http, imported', `import http from 'node:http';`, 'http'), bundling: NODE_HTTP },
  beside(
    '… and the S3 client',
    `import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';`,
    `[new S3Client({ region: 'us-east-1' }), GetObjectCommand]`,
  ),
  {
    name: 'ours without a store',
    contents: `import { makeHandler } from '../functions/search/make-handler.ts';
      import { memoryStore } from '../core/store/memory.ts';
      export const handler = makeHandler({ store: memoryStore() });`,
    answers: false,
  },
  ours('ours, as deployed'),
  ours('… all in one file', ONE_FILE),
  ours('… node:http imported', NODE_HTTP),
  ours('… both', { ...ONE_FILE, ...NODE_HTTP }),
  ours('… both, not minified', { ...ONE_FILE, ...NODE_HTTP, minify: false }),
  ours('… as CommonJS', {
    ...ONE_FILE,
    ...NODE_HTTP,
    format: 'cjs',
    banner: {},
    outExtension: { '.js': '.cjs' },
    supported: { 'dynamic-import': false }, // else it would still import Node's own modules as an ES module does
  }),
  ours('… credentials of the environment alone, in one file', {
    ...ONE_FILE,
    alias: {
      'node:http': here('../../functions/search/node-http.ts'),
      '@aws-sdk/credential-provider-node': here('environment-credentials.ts'),
    },
    external: ['@aws-sdk/lib-storage'],
  }),
  { ...ours('… with a compile cache of this very machine'), compileCache: true },
  {
    name: '… a signed reader for the S3 client',
    contents: `import { makeHandler } from '../functions/search/make-handler.ts';
      import { signedReader } from './startup/signed-reader.ts';
      export const handler = makeHandler({ store: signedReader(process.env) });`,
    answers: true,
  },
];

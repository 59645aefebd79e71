/** What esbuild makes of the sources. Tests that run a bundle build it with these very options, so what is tested is what
 *  is deployed. */
import { root } from './lib/paths.mjs';

/** Bundled CommonJS code asks for Node's own modules by `require`, which an ES module does not have. */
const REQUIRE =
  "import { createRequire as saolaRequire } from 'node:module'; const require = saolaRequire(import.meta.url);";

/** @satisfies {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  format: /** @type {const} */ ('esm'),
  charset: /** @type {const} */ ('utf8'),
  // Licences travel in THIRD-PARTY-NOTICES.txt beside the bundle, whole, not as comments in it.
  legalComments: /** @type {const} */ ('none'),
  logLevel: /** @type {const} */ ('warning'),
  metafile: true,
};

/** @satisfies {import('esbuild').BuildOptions} */
const onNode = {
  ...common,
  platform: /** @type {const} */ ('node'),
  target: 'node20.19',
  // The ES modules of a package that has both: only they can be cut down to what is used.
  mainFields: ['module', 'main'],
  banner: { js: REQUIRE },
  // The S3 client warns on Node 20 that its later versions will not run there; this one, bundled, does, and who reads the
  // warning can change nothing about it.
  define: { 'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"' },
};

/** The library: what `exports` of package.json offers, by the name of its built file. */
export const LIBRARY = {
  saola: 'core/saola.ts',
  flexsearch: 'indexer/flexsearch-storage.ts',
  s3: 'core/store/s3.ts',
  indexer: 'indexer/saola.ts',
  function: 'functions/search/make-handler.ts',
};

/** The command line and the library, in one build: what both need is one chunk, and a lazy `import()` stays lazy.
 *  Names are kept, so that a stack trace in a bug report can be read.
 *  @param {string} outdir
 *  @returns {import('esbuild').BuildOptions} */
export const commandLineAndLibrary = (outdir) => ({
  ...onNode,
  entryPoints: {
    'cli/saola': 'cli/main.ts',
    // beside the chunks, where indexer/on-threads.ts looks for it
    'chunks/chunk-worker': 'indexer/chunk-worker.ts',
    ...Object.fromEntries(Object.entries(LIBRARY).map(([name, source]) => [`lib/${name}`, source])),
  },
  outdir,
  outExtension: { '.js': '.mjs' },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  minifySyntax: true,
});

/** The Lambda function, small since a cold start reads and compiles all of it: what only other surroundings need (a
 *  profile, a sign-in, an upload) is in chunks that stay unread. Its source maps stay with us.
 *  @param {string} outdir
 *  @returns {import('esbuild').BuildOptions} */
export const searchFunction = (outdir) => ({
  ...onNode,
  entryPoints: { handler: 'functions/search/handler.ts' },
  outdir,
  outExtension: { '.js': '.mjs' },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  alias: { 'node:http': './functions/search/node-http.ts' },
  minify: true,
  sourcemap: 'external',
});

/** A function that writes indexes; `chunk-worker` beside it, where indexer/on-threads.ts looks for it. What only some articles need,
 *  as the parser of HTML, is in chunks that stay unread until one comes.
 *  @param {string} handler
 *  @param {string} outdir
 *  @returns {import('esbuild').BuildOptions} */
const writingFunction = (handler, outdir) => ({
  ...onNode,
  entryPoints: { handler, 'chunk-worker': 'indexer/chunk-worker.ts' },
  outdir,
  outExtension: { '.js': '.mjs' },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  minify: true,
  keepNames: true, // the state machine knows errors by the names of their classes
  sourcemap: 'external',
});

/** The function that builds indexes (template.yaml, `Rebuild`).
 *  @param {string} outdir */
export const buildFunction = (outdir) => writingFunction('functions/build/handler.ts', outdir);

/** The function that takes in objects as they come (template.yaml, `Ingest`).
 *  @param {string} outdir */
export const ingestFunction = (outdir) => writingFunction('functions/ingest/handler.ts', outdir);

/** The demo page's script.
 *  @param {string} outfile
 *  @returns {import('esbuild').BuildOptions} */
export const page = (outfile) => ({
  ...common,
  platform: 'browser',
  target: 'es2022',
  entryPoints: ['web/demo/main.ts'],
  outfile,
  minify: true,
});

import { expect, test } from 'vitest';
import type { Import } from '../support/sources.ts';
import { LAYERS, importsOf, sourceFiles, textOf } from '../support/sources.ts';

/** Who may import from where. The first entry whose folder a file is in decides; a folder may always use itself. */
const MAY_IMPORT: readonly (readonly [folder: string, from: readonly string[]])[] = [
  ['core/', []],
  ['indexer/', ['core/']],
  ['functions/build/', ['core/', 'indexer/']],
  ['functions/ingest/', ['core/', 'indexer/']],
  ['functions/search/', ['core/']],
  ['cli/', ['core/', 'indexer/', 'functions/', 'package.json']],
  ['web/', []],
];

/** The page is handed to browsers: all it may know of the core is the shape of an answer. */
const PAGE_KNOWS = 'core/search/answer.ts';

function isAllowed({ file, target, typeOnly }: Import): boolean {
  if (!LAYERS.some((layer) => target.startsWith(`${layer}/`)) && target !== 'package.json') return true; // a package
  if (file.startsWith('web/') && target === PAGE_KNOWS) return typeOnly;
  const [folder, from] = MAY_IMPORT.find(([candidate]) => file.startsWith(candidate)) ?? ['', []];
  return folder !== '' && [folder, ...from].some((allowed) => target.startsWith(allowed));
}

const imports = LAYERS.flatMap((layer) => sourceFiles(layer, /\.ts$/)).flatMap((file) => importsOf(file, textOf(file)));
const importersOf = (packages: RegExp): string[] => [
  ...new Set(imports.filter(({ target }) => packages.test(target)).map(({ file }) => file)),
];

test('imports point one way', () => {
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.filter((each) => !isAllowed(each)).map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

test.each([
  {
    why: 'the core knows no store of articles',
    file: 'core/search/open.ts',
    line: "import { a } from '../../indexer/publish.ts';",
  },
  { why: 'types are imports too', file: 'core/text/fold.ts', line: "export type { A } from '../../cli/main.ts';" },
  {
    why: 'a lazy import is one too',
    file: 'functions/search/handler.ts',
    line: "const a = await import('../../indexer/publish.ts');",
  },
  {
    why: 'over several lines',
    file: 'indexer/publish.ts',
    line: "import {\n  a,\n  b,\n} from '../functions/search/http.ts';",
  },
  { why: 'the page takes types only', file: 'web/state.ts', line: "import { marks } from '../core/search/answer.ts';" },
  { why: 'and of one file only', file: 'web/state.ts', line: "import type { Article } from '../core/article.ts';" },
  {
    why: 'a function does not know its neighbour',
    file: 'functions/search/http.ts',
    line: "import '../build/handler.ts';",
  },
])('would see: $why', ({ file, line }) => {
  expect(importsOf(file, line).map(isAllowed)).toEqual([false]);
});

test('one file imports FlexSearch', () =>
  expect(importersOf(/^flexsearch(\/|$)/)).toEqual(['core/index/flexsearch.ts']));

test('one file imports the parser of HTML, one Readability', () => {
  expect(importersOf(/^linkedom(\/|$)/)).toEqual(['indexer/sources/html/dom.ts']);
  expect(importersOf(/^@mozilla\//)).toEqual(['indexer/sources/html/readability.ts']);
});

test('one file imports the S3 client', () => expect(importersOf(/^@(aws-sdk|smithy)\//)).toEqual(['core/store/s3.ts']));

test('one file imports the parser of Markdown', () =>
  expect(importersOf(/^marked$/)).toEqual(['indexer/sources/markdown/text.ts']));

test('one file imports the parser of XML', () => expect(importersOf(/^sax$/)).toEqual(['indexer/sources/xml.ts']));

test('the npm package aws-lambda, which is not AWS’s, gives types only', () => {
  const lambda = imports.filter(({ target }) => target === 'aws-lambda');
  expect(lambda.filter(({ typeOnly }) => !typeOnly)).toEqual([]);
  expect(textOf('package-lock.json')).not.toContain('"node_modules/aws-lambda"');
});

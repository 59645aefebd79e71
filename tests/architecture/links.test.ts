import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/lib/paths.mjs';
import { sourceFiles, textOf } from '../support/sources.ts';

const FOLDERS = ['docs', 'examples', 'core', 'indexer', 'functions', 'cli', 'web', 'bench', 'tests'];
const TOP = ['README.md', 'README.vi.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];
const documents = [...TOP, ...FOLDERS.flatMap((folder) => sourceFiles(folder, /\.md$/))];

/** `[text](target)`, `![image](target)` and `<img src="target">`, outside code. */
function linksIn(markdown: string): string[] {
  const prose = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^()\s]+)(?:\s+"[^"]*")?\)|<(?:img|source)\b[^>]*?\bsrc(?:set)?="([^"]+)"/g)].map(
    ([, link, image]) => link ?? image ?? '',
  );
}

/** How GitHub names a heading: lower case, punctuation gone, spaces as hyphens. */
const anchorsIn = (markdown: string): string[] =>
  [...markdown.matchAll(/^#{1,6}\s+(.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );

function isBroken(from: string, link: string): boolean {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return false; // another site
  const [path = '', anchor] = decodeURI(link).split('#', 2);
  const target = path === '' ? from : posix.join(posix.dirname(from), path);
  if (!existsSync(join(root, target))) return true;
  return anchor !== undefined && target.endsWith('.md') && !anchorsIn(textOf(target)).includes(anchor);
}

describe.each(documents)('%s', (document) => {
  test('every link leads somewhere', () => {
    const links = linksIn(textOf(document));
    expect(links.filter((link) => isBroken(document, link))).toEqual([]);
  });
});

test.each([
  { why: 'no such file', link: 'docs/gone.md', broken: true },
  { why: 'no such heading', link: '#gone', broken: true },
  { why: 'no such image', link: 'docs/gone.png', broken: true },
  { why: 'a file', link: 'LICENSE', broken: false },
  { why: 'a folder', link: './core', broken: false },
  { why: 'another site is not asked', link: 'https://example.org/gone', broken: false },
])('broken: $broken — $why', ({ link, broken }) => expect(isBroken('CONTRIBUTING.md', link)).toBe(broken));

test('links are read where they are, and not in code', () => {
  const text = '[một](a.md) ![hai](b.png "Hai") `[x](c.md)`\n```\n[y](d.md)\n```\n<img alt="" src="e.png">';
  expect(linksIn(text)).toEqual(['a.md', 'b.png', 'e.png']);
  expect(anchorsIn('# Tìm kiếm: đơn giản!\n## 2. What it costs')).toEqual(['tìm-kiếm-đơn-giản', '2-what-it-costs']);
});

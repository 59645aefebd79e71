/** A real browser for tests: finds one, starts it so that it talks to nobody but the test, and asks axe-core what is wrong. */
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, extname, join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { page as pageOptions } from '../../scripts/build-options.mjs';
import { root } from '../../scripts/lib/paths.mjs';

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** `SAOLA_CHROMIUM`, else the first Chromium or Chrome that is where they usually are. */
export function chromiumPath(): string | undefined {
  return process.env['SAOLA_CHROMIUM'] ?? USUAL_PATHS.find((path) => existsSync(path));
}

export function openBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('No Chromium here. Install one, or name it in SAOLA_CHROMIUM.');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      '--font-render-hinting=none',
    ],
  });
}

export type PageFile = { readonly type: string; readonly body: Uint8Array };

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** The demo page as `npm run build` makes it, by path: `/`, `/main.js`, `/style.css`. */
export async function builtPage(): Promise<ReadonlyMap<string, PageFile>> {
  const { outputFiles } = await build({ ...pageOptions('main.js'), write: false });
  const files = new Map<string, PageFile>();
  for (const { path, contents } of outputFiles) files.set(`/${basename(path)}`, { type: typeOf(path), body: contents });
  const demo = join(root, 'web/demo');
  for (const name of await readdir(demo)) {
    if (name.endsWith('.ts')) continue;
    files.set(name === 'index.html' ? '/' : `/${name}`, { type: typeOf(name), body: await readFile(join(demo, name)) });
  }
  return files;
}

function typeOf(name: string): string {
  return TYPES[extname(name)] ?? 'application/octet-stream';
}

/** What axe-core finds on the page as it stands, a line for each: rule, help, the elements. `[]` is what is wanted. */
export async function axeFindings(page: Page): Promise<string[]> {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  // Run, not added as a script: the page's own policy forbids scripts from elsewhere, as it should.
  await page.evaluate(await readFile(axe, 'utf8'));
  const violations = await page.evaluate<AxeViolation[]>('axe.run().then((results) => results.violations)');
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.html).join(' · ')})`);
}

type AxeViolation = {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
};

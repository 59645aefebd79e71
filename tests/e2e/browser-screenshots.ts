/** Takes the pictures of the README, of the real page on the example articles, into `docs/screenshots/` or the folder
 *  given: `node scripts/run.mjs tests/e2e/browser-screenshots.ts [folder]`. */
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';
import { openBrowser } from '../support/browser.ts';
import { startRealServer } from './browser-real-server.ts';
import { visit } from './browser-visit.ts';

const PICTURES = [
  {
    name: 'desktop.png',
    query: 'quan dao nam kuril',
    options: { viewport: { width: 1100, height: 800 }, colorScheme: 'light' },
  },
  {
    name: 'phone.png',
    query: 'thu tuong nhat ban',
    options: { viewport: { width: 360, height: 740 }, colorScheme: 'dark', deviceScaleFactor: 1.5, isMobile: true },
  },
] as const;

const folder = process.argv[2] ?? join(root, 'docs/screenshots');
const [browser, server] = await Promise.all([openBrowser(), startRealServer()]);
for (const { name, query, options } of PICTURES) {
  const { page } = await visit(browser, server.origin, { path: `/?q=${encodeURIComponent(query)}`, ...options });
  await page.getByText(`bài cho “${query}”`).waitFor();
  await page.screenshot({ path: join(folder, name) });
  console.log(join(folder, name));
}
await browser.close();
await server.close();

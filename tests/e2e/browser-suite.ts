/** What the suites of the page have in common: one browser and one server for all tests, and no visit with a fault. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { startPageServer, type PageServer } from './browser-page-server.ts';
import { visit, type Visit, type VisitOptions } from './browser-visit.ts';

export type PageSuite = {
  /** There once the first test begins. */
  readonly browser: Browser;
  readonly server: PageServer;
  open(options?: VisitOptions): Promise<Visit>;
};

/** To be called inside of `describe`. `answering`: what the server answers at the beginning of each test. */
export function pageSuite(answering: (server: PageServer) => void): PageSuite {
  let browser: Browser;
  let server: PageServer;
  let visits: Visit[];
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), startPageServer()]);
  });
  beforeEach(() => {
    visits = [];
    answering(server);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    const faults = visits.flatMap((one) => one.faults);
    if (faults.length > 0) throw new Error(`The page did what it must not:\n${faults.join('\n')}`);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  return {
    get browser() {
      return browser;
    },
    get server() {
      return server;
    },
    async open(options = {}) {
      const opened = await visit(browser, server.origin, options);
      visits.push(opened);
      return opened;
    },
  };
}

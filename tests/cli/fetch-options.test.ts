/** How addresses are asked: what the command line says, else what the site's configuration says, else what is usual. */
import { expect, test } from 'vitest';
import { fetchOptionsOf } from '../../cli/fetch-options.ts';

const ENV = { XDG_CACHE_HOME: '/nha/cache' };
const USUAL = { atOnce: 2, delayMs: 100, allowPrivate: false, state: '/nha/cache/saola/visits.jsonl' };
const CONFIGURED = {
  atOnce: 4,
  delay: 0,
  allowPrivate: true,
  sourceEndpoint: 'https://kho.bao.vn',
  state: '/nha/toa-soan/da-xem.jsonl',
};

test.each([
  { why: 'nobody says anything', values: {}, given: {}, wanted: USUAL },
  {
    why: 'the site does, zero too',
    values: {},
    given: { configured: CONFIGURED },
    wanted: {
      atOnce: 4,
      delayMs: 0,
      allowPrivate: true,
      endpoint: 'https://kho.bao.vn',
      state: '/nha/toa-soan/da-xem.jsonl',
    },
  },
  {
    why: 'the command line goes before it',
    values: { 'at-once': '1', delay: '900', 'source-endpoint': 'http://localhost:9000', state: 'khac.jsonl' },
    given: { configured: CONFIGURED },
    wanted: {
      atOnce: 1,
      delayMs: 900,
      allowPrivate: true,
      endpoint: 'http://localhost:9000',
      state: 'khac.jsonl',
    },
  },
  {
    why: 'sources stand where the index does',
    values: {},
    given: { configured: { delay: 500 }, ofStore: 'http://localhost:9000' },
    wanted: { ...USUAL, delayMs: 500, endpoint: 'http://localhost:9000' },
  },
])('$why', ({ values, given, wanted }) => expect(fetchOptionsOf(values, ENV, given)).toEqual(wanted));

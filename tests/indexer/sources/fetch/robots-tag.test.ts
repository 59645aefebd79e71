/** What a server says to robots in a header, and to which of them. */
import { describe, expect, test } from 'vitest';
import { Fetcher } from '../../../../indexer/sources/fetch/fetcher.ts';
import { isUnwanted } from '../../../../indexer/sources/fetch/robots-tag.ts';
import { ownSite } from './from-site.ts';

describe('a header', () => {
  test.each([
    { headers: ['noindex'], unwanted: true, why: 'to all' },
    { headers: ['NOFOLLOW, NONE'], unwanted: true, why: 'in any case' },
    { headers: ['saola: noindex'], unwanted: true, why: 'to Saola' },
    { headers: ['*: noindex'], unwanted: true, why: 'to all, by a star' },
    {
      headers: ['unavailable_after: 25 Jun 2019 15:00:00 GMT, noindex'],
      unwanted: true,
      why: 'a rule with a value is no robot',
    },
    { headers: ['googlebot: noindex, saola: nofollow, none'], unwanted: true, why: 'to one, then to Saola' },
    { headers: ['googlebot: nofollow', 'noindex'], unwanted: true, why: 'each header begins anew' },
    { headers: ['googlebot: nofollow, noindex'], unwanted: false, why: 'the robot is named for all of it' },
    { headers: ['googlebot: noindex'], unwanted: false, why: 'to another' },
    {
      headers: ['saola: noarchive, otherbot: noindex'],
      unwanted: false,
      why: 'another name ends what is said to Saola',
    },
    { headers: ['noarchive, max-snippet: 0'], unwanted: false, why: 'other rules' },
    { headers: [], unwanted: false, why: 'nothing is said' },
  ])('$headers: $why', ({ headers, unwanted }) => expect(isUnwanted(headers)).toBe(unwanted));
});

const site = ownSite();

test.each([
  { tags: ['googlebot: nofollow', 'noindex'], isUnwanted: true, why: 'two headers are not read as one' },
  { tags: ['googlebot: nofollow, noindex'], isUnwanted: false, why: 'one is' },
])('of an answer: $why', async ({ tags, isUnwanted: wanted }) => {
  site().pages['/tin'] = (_, response) => {
    response.setHeader('x-robots-tag', tags);
    response.end('tin');
  };
  const fetcher = new Fetcher({ allowPrivate: true, delayMs: 0 });
  expect(await fetcher.get(`${site().origin}/tin`, { mostBytes: 1000 })).toMatchObject({ isUnwanted: wanted });
  fetcher.close();
});

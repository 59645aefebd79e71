/** As `faults.test.ts`, over the wire: what S3 does wrong at each request that an answer makes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { s3Store } from '../../../core/store/s3.ts';
import { publishGroups } from '../../support/published.ts';
import { startSmallS3 } from '../../support/small-s3.ts';
import { bodyOf, GROUPS, handlerOn, outcomeOf, TARGETS, type Ask } from './faults.ts';
import type { Call, Fault, SmallS3 } from '../../support/small-s3.ts';

/** Places that hold the same bytes: each is one function's, so that trouble of its own can befall it. */
const PLACES = Array.from({ length: 24 }, (_, i) => `chi-muc-${i + 1}`);
let server: SmallS3;
const bodies = new Map<string, string>();
const troubles = new Map<string, (call: Call) => Fault | undefined>();

/** A slow machine may miss the time of a try, so that it is the next one that the fault befalls: the last, which has no time
 *  of its own, is far from that. */
const PATIENCE = { tries: 7, tryMs: 250, pauseMs: 1 };
/** As the deployed function has it: the client tries once, the handler again. */
const open = (place: string): Ask => handlerOn(s3Store(`s3://saola/${place}`, { maxAttempts: 1 }), PATIENCE);

beforeAll(async () => {
  server = await startSmallS3();
  Object.assign(process.env, server.env);
  const { store } = await publishGroups(GROUPS);
  for await (const { key } of store.list('')) {
    const { bytes } = (await store.get(key)) ?? {};
    for (const place of PLACES) if (bytes) await s3Store(`s3://saola/${place}`).put(key, bytes);
  }
  server.fault = (call) => troubles.get(call.key.split('/')[0] ?? '')?.(call);
  for (const target of TARGETS) bodies.set(target, bodyOf(await open(PLACES[0] as string)(target)));
});
afterAll(async () => await server.close());

const wholeOf = (target: string): string[] => [bodies.get(target) ?? ''];

type Named = {
  readonly why: string;
  readonly fault: Fault;
};
const FAULTS: readonly Named[] = [
  { why: '500', fault: { status: 500 } },
  { why: '503 SlowDown', fault: { status: 503, code: 'SlowDown' } },
  { why: 'the connection is reset', fault: { reset: true } },
  { why: 'the body breaks off', fault: { cutAfter: 20 } },
  { why: 'the body is slow', fault: { bytesPerSecond: 50 } },
  { why: 'the body stands still', fault: { bytesPerSecond: 0.001 } },
  { why: 'a bit of the body is wrong', fault: { corrupt: true } },
  { why: 'no answer begins', fault: { hang: true } },
];

/** What befalls the requests of one answer, by their number from 1 on. Of those sent at once it may be another one each time
 *  that comes in first, but each is some number. Returns how many have come in. */
function onRequests(place: string, which: (number: number) => boolean, fault: Fault): () => number {
  let count = 0;
  troubles.set(place, () => {
    count += 1;
    return which(count) ? fault : undefined;
  });
  return () => count;
}

type Start = 'cold' | 'warm';

async function started(start: Start, target: string, place: string): Promise<Ask> {
  troubles.delete(place);
  const ask = open(place);
  if (start === 'warm') await ask(target);
  return ask;
}

async function requestsOf(start: Start, target: string): Promise<number> {
  const place = PLACES[0] as string;
  const ask = await started(start, target, place);
  const counted = onRequests(place, () => false, {});
  expect(outcomeOf(await ask(target), wholeOf(target), target)).toBe('whole');
  expect(counted()).toBeLessThanOrEqual(PLACES.length);
  return counted();
}

/** At once: most of them wait. */
async function atEach(
  start: Start,
  target: string,
  work: (at: number, ask: Ask, place: string) => Promise<void>,
): Promise<void> {
  const count = await requestsOf(start, target);
  await Promise.all(
    PLACES.slice(0, count).map(async (place, i) => {
      await work(i + 1, await started(start, target, place), place);
      troubles.delete(place);
    }),
  );
}

/** The store does not know more of a query than what it reads: plain searches read less of the same. */
const ASKED = TARGETS.filter((target) => target.includes('section') || target.startsWith('/suggest'));
const SHORT_MS = 50;
/** What a machine may be held up by others; half of what a request has where nothing is said. */
const SLACK_MS = 4_000;

test('what is gone through below is every request of answers that need some', async () => {
  expect(await requestsOf('cold', ASKED[0] as string)).toBeGreaterThanOrEqual(7);
  expect(await requestsOf('warm', ASKED[1] as string)).toBeGreaterThanOrEqual(3);
});

describe.each((['cold', 'warm'] as const).flatMap((start) => ASKED.map((target) => ({ start, target }))))(
  '$start $target',
  ({ start, target }) => {
    test.each(FAULTS)('$why once, at each request: the answer is whole', async ({ why, fault }) => {
      await atEach(start, target, async (at, ask, place) => {
        const counted = onRequests(place, (number) => number === at, fault);
        expect(outcomeOf(await ask(target), wholeOf(target), why), `${why}: request ${at}`).toBe('whole');
        expect(counted()).toBeGreaterThanOrEqual(at); // it did befall one
        troubles.delete(place);
        expect(outcomeOf(await ask(target), wholeOf(target), 'afterwards')).toBe('whole');
      });
    });

    test.each(FAULTS)('$why from each request on: no answer, in time', async ({ why, fault }) => {
      await atEach(start, target, async (at, ask, place) => {
        onRequests(place, (number) => number >= at, fault);
        const begun = performance.now();
        const outcome = outcomeOf(await ask(target, SHORT_MS), wholeOf(target), `${why}: from request ${at} on`);
        expect(outcome, `${why}: from request ${at} on`).toBe('none');
        expect(performance.now() - begun).toBeLessThan(SHORT_MS + SLACK_MS);
        troubles.delete(place);
        expect(outcomeOf(await ask(target), wholeOf(target), 'afterwards')).toBe('whole');
      });
    });
  },
);

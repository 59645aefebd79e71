/** Requests through the real handler on a real index, beside which things go wrong: what may be answered, and what never. */
import { makeHandler } from '../../../functions/search/make-handler.ts';
import { checkContract } from './contract.ts';
import type { Article } from '../../../core/article.ts';
import type { Patience } from '../../../core/store/patient.ts';
import type { Store } from '../../../core/store/store.ts';
import type { HttpResult } from '../../../functions/search/event.ts';

/** Two segments' worth, so that a request reads several parts of each kind. */
export const GROUPS: readonly (readonly Article[])[] = [
  [
    {
      id: 'nam-kuril',
      title: 'Nhật Bản và Nga đàm phán về quần đảo Nam Kuril',
      body: 'Hai bên gặp nhau bên lề hội nghị G20 ở Osaka. Quần đảo Nam Kuril được Nhật Bản gọi là Lãnh thổ phương Bắc.',
      section: 'Thế giới',
      publishedAt: '2019-06-28T08:30:00+07:00',
    },
    {
      id: 'xang',
      title: 'Giá xăng tăng 22.500 đồng',
      body: 'Nga cắt dầu, giá xăng ở Osaka tăng.',
      section: 'Kinh tế',
      publishedAt: '2024-01-02T08:00:00+07:00',
    },
  ],
  [
    {
      id: 'da-lat',
      title: 'Đà Lạt đón khách từ Nhật Bản trở lại',
      body: 'Khách từ Nga và Nhật Bản đến Đà Lạt; có người kể về quần đảo Nam Kuril.',
      section: 'Du lịch',
      publishedAt: '2024-03-04T08:00:00+07:00',
    },
  ],
];

/** What the next version has besides: every answer below is another one with it. */
export const NEWS: Article = {
  id: 'tin-moi',
  title: 'Quần đảo Nam Kuril: Nhật Bản và Nga lại đàm phán',
  body: 'Ở Osaka, hai bên nói về quần đảo Nam Kuril và giá xăng.',
  section: 'Thế giới',
  publishedAt: '2024-05-06T08:00:00+07:00',
};

export const TARGETS: readonly string[] = [
  '/search?q=quan%20dao%20nam%20kuril',
  `/search?${new URLSearchParams({ q: '"quần đảo Nam Kuril"' }).toString()}`,
  `/search?${new URLSearchParams({ q: 'Nga', section: 'Thế giới', sort: 'newest', explain: '1' }).toString()}`,
  '/suggest?q=quandao', // two steps: spaces were left out
  '/health',
];

/** Where time is not what is tested, a slow machine has as much as it needs. */
const UNHURRIED_MS = 30_000;

export type Ask = (target: string, withinMs?: number) => Promise<HttpResult>;

/** Nothing is kept in memory and each request looks for a new version: every read is made by every request.
 *  `patience`: shorter than any user's. */
export function handlerOn(store: Store, patience: Patience = { tries: 3, tryMs: 20, pauseMs: 1 }): Ask {
  const handler = makeHandler({
    store,
    refreshMs: 0,
    checkWithinMs: 20,
    cacheBytes: 1,
    patience,
    answerWithinMs: UNHURRIED_MS,
  });
  return async (target, withinMs = UNHURRIED_MS) => {
    const [rawPath = '', rawQueryString = ''] = target.split('?');
    const result = await handler(
      { rawPath, rawQueryString, requestContext: { http: { method: 'GET' } } },
      { getRemainingTimeInMillis: () => withinMs + 500 }, // of which the handler keeps 500
    );
    const { statusCode: status, headers, body } = result;
    checkContract({ method: 'GET', path: rawPath, hasCors: false }, { status, headers, body });
    return result;
  };
}

/** Beside trouble, health says so; all else of it, and every other answer, is as it would be without. */
export function bodyOf({ body }: HttpResult): string {
  const told = JSON.parse(body) as Record<string, unknown>;
  if (!('publishedAt' in told)) return body;
  const { version, articles, publishedAt } = told;
  return JSON.stringify({ version, articles, publishedAt });
}

/** `whole`: one of the bodies. `none`: a 503 that says when to come again. Throws at anything else, and says `at` what. */
export function outcomeOf(result: HttpResult, bodies: readonly string[], at: string): 'whole' | 'none' {
  const { statusCode, headers, body } = result;
  if (statusCode === 200 && bodies.includes(bodyOf(result))) return 'whole';
  const isNone =
    statusCode === 503 &&
    headers['content-type'] === 'application/problem+json; charset=utf-8' &&
    headers['cache-control'] === 'no-store' &&
    Number(headers['retry-after']) > 0 &&
    !body.includes('bi-mat');
  if (isNone) return 'none';
  throw new Error(`${at}: answered ${statusCode} ${JSON.stringify(headers)}\n${body}`);
}

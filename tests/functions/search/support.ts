/** What the tests of the function ask: an index that answers as told, and requests as a client would write them. */
import { answerHttp } from '../../../functions/search/http.ts';
import { checkContract } from './contract.ts';
import type { SearchAnswer, SuggestAnswer } from '../../../core/search/answer.ts';
import type { LiveHealth, LiveIndex } from '../../../core/search/live.ts';
import type { Answered, HttpConfig } from '../../../functions/search/http.ts';

export const ANSWER: SearchAnswer = {
  query: 'quan dao nam kuril',
  total: 2,
  totalRelation: 'eq',
  hits: [
    {
      id: 'nam-kuril',
      url: '/the-gioi/nam-kuril',
      title: 'Nhật Bản và Nga đàm phán về quần đảo Nam Kuril',
      snippet: 'Hai bên bàn về quần đảo Nam Kuril bên lề hội nghị G20 ở Osaka.',
      score: 12.3456,
      marks: { title: [[28, 46]], snippet: [[15, 33]] },
      section: 'Thế giới',
      tags: ['Nhật Bản', 'Nga'],
      authors: ['Hoài Thu'],
      publishedAt: '2019-06-28T08:30:00+07:00',
      image: '/anh/kuril.jpg',
    },
    { id: 'dao', title: 'Đảo xa', snippet: '', score: 0.5, marks: { title: [[0, 3]], snippet: [] } },
  ],
  loosened: ['kuril'],
  version: '7-0a1b2c3d4e5f',
};

export const SUGGESTED: SuggestAnswer = {
  query: 'thu tuong',
  suggestions: [{ text: 'Thủ tướng Nhật Bản', marks: [[0, 9]] }],
  version: '7-0a1b2c3d4e5f',
};

const MANIFEST = { version: '7-0a1b2c3d4e5f', articles: 64, publishedAt: '2026-05-04T03:02:01.000Z' };

type Told = {
  readonly answer?: SearchAnswer;
  readonly error?: Error;
  readonly trouble?: Error;
  readonly cold?: boolean;
};

/** Answers every search with `answer`, or fails with `error`. */
export function fakeLive({ answer = ANSWER, error, trouble, cold = false }: Told = {}): LiveIndex {
  const used = { cold, openMs: cold ? 41.26 : 0, ...(trouble && { trouble }) };
  const fail = () => {
    if (error) throw error;
  };
  return {
    async search() {
      fail();
      return { answer, ...used };
    },
    async suggest() {
      fail();
      return { answer: SUGGESTED, ...used };
    },
    async health() {
      fail();
      return { manifest: MANIFEST as unknown as LiveHealth['manifest'], ...used };
    },
  };
}

export type Asking = Told & {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly config?: HttpConfig;
  readonly live?: LiveIndex;
};

export const SITE = { publicUrl: 'https://tim.example.vn', name: 'Báo Mới' };

/** The response to a path with its query as on the wire, which must be one that `openapi.yaml` describes. */
export async function ask(target: string, asking: Asking = {}): Promise<Answered> {
  const { method = 'GET', headers = {}, live = fakeLive(asking) } = asking;
  const config: HttpConfig = asking.config ?? { site: SITE };
  const [path = '', rawQuery = ''] = target.split('?');
  const answered = await answerHttp({ method, path, rawQuery, headers }, live, config);
  checkContract({ method, path, hasCors: config.cors !== undefined }, answered.response);
  return answered;
}

export async function askJson(target: string, asking?: Asking): Promise<{ status: number; body: unknown }> {
  const { response } = await ask(target, asking);
  return { status: response.status, body: JSON.parse(response.body) };
}

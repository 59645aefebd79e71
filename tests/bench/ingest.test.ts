/** The sources that reading is measured on hold the articles that they were made of. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KINDS } from '../../bench/ingest/files.ts';
import type { Article } from '../../core/article.ts';
import { readSources } from '../../indexer/sources/read.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saola-ingest-'));
});
afterEach(() => rm(folder, { recursive: true }));

const BODY =
  'Lãnh đạo hai nước đã gặp nhau bên lề hội nghị ở Osaka trong chiều thứ sáu vừa qua.\nHai bên nói "sẽ tiếp tục" bàn về các đảo, và về việc người dân được đi lại <tự do> & không cần thị thực giữa hai bờ.';
const ARTICLES: readonly Article[] = [1, 2, 3].map((at) => ({
  id: String(at),
  url: `/bai-${at}/`,
  title: `Nga và Nhật Bản bàn về quần đảo Nam Kuril lần thứ ${at}`,
  summary: 'Cuộc gặp bên lề hội nghị G20 được nhiều người chờ đợi.',
  body: BODY.replace('hai nước', `hai nước thứ ${at}`),
  section: 'Thế giới',
  tags: ['Nga', 'Nhật Bản'],
  publishedAt: '2019-06-28T21:40:00+07:00',
}));

test.each(KINDS)('$name', async ({ write }) => {
  const { path, bytes } = await write(join(folder, 'sources'), ARTICLES);
  const titles: string[] = [];
  for await (const found of readSources([path])) {
    if ('problem' in found) continue;
    titles.push(found.article.title);
    expect(found.article.body).toContain('<tự do> & không cần thị thực');
  }
  expect(titles.toSorted()).toEqual(ARTICLES.map(({ title }) => title));
  expect(bytes).toBeGreaterThan(ARTICLES.length * Buffer.byteLength(BODY) - 1);
});

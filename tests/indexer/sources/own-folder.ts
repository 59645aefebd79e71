/** A folder of sources for one test, in which the process stands, and what is read from it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { placeOf, readSources } from '../../../indexer/sources/read.ts';

export const KURIL = { id: 'kuril', title: 'Nga, Nhật Bản bàn về quần đảo Nam Kuril', body: 'Cuộc gặp bên lề G20.' };
export const BAO = { id: 'bao-so-3', title: 'Bão số 3 đổ bộ Quảng Ninh', body: 'Hàng nghìn hộ mất điện.' };
export const XANG = { id: 'gia-xang', title: 'Giá xăng RON 95 lên 22.500 đồng', body: 'Tăng từ 15h chiều nay.' };

/** Paths in a test count from here. */
export function inOwnFolder(): void {
  let before = '';
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saola-nguồn-'));
    before = process.cwd();
    process.chdir(folder);
  });
  afterEach(async () => {
    process.chdir(before);
    await rm(folder, { recursive: true });
  });
}

export async function put(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

/** Articles as `place id`, problems as `place kind: what`. */
export async function read(...paths: string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const each of readSources(paths)) {
    if ('article' in each) found.push(`${placeOf(each.origin)} ${each.article.id}`);
    else found.push(`${placeOf(each.problem.origin)} ${each.problem.kind}: ${each.problem.what}`);
  }
  return found;
}

/** The one article of a file. */
export async function only(file: string): Promise<Article> {
  for await (const found of readSources([file])) if ('article' in found) return found.article;
  throw new Error(`no article in ${file}`);
}

export const lines = (...articles: readonly unknown[]): string =>
  articles.map((each) => `${JSON.stringify(each)}\n`).join('');

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ENGINES, type EngineName } from '../../bench/engines/names.ts';
import type { Build, Open } from '../../bench/engines/engine.ts';
import { indexBytes, searchedBytes } from '../../bench/index-bytes.ts';
import * as saola from '../../bench/engines/saola.ts';
import * as plain from '../../bench/engines/flexsearch-plain.ts';
import * as folded from '../../bench/engines/flexsearch-folded.ts';
import * as minisearch from '../../bench/engines/minisearch.ts';

const MODULES: Readonly<Record<EngineName, { readonly build: Build; readonly open: Open }>> = {
  saola,
  'flexsearch-plain': plain,
  'flexsearch-folded': folded,
  minisearch,
};

const ARTICLES = [
  { id: 'ca-phe', title: 'Giá cà phê lập kỷ lục', body: 'Nông dân Đắk Lắk mừng vì cà phê được giá.' },
  { id: 'bao', title: 'Bão số 6 vào Quảng Nam', summary: 'Hàng nghìn hộ mất điện', body: 'Mưa lớn kéo dài trong đêm.' },
  { id: 'metro', title: 'Metro số 1 khai trương', body: 'Người Sài Gòn xếp hàng đi tàu.' },
];

test.each(ENGINES)('%s finds in what it has built, and says what it read for that', async (engine) => {
  const folder = await mkdtemp(join(tmpdir(), 'saola-test-'));
  try {
    const { build, open } = MODULES[engine];
    await build(ARTICLES, folder);
    const bytes = await indexBytes(folder);
    const { answer, rank, read } = await open(folder);
    for (const ask of rank ? [answer, rank] : [answer]) {
      expect((await ask('cà phê'))[0]).toBe('ca-phe');
      expect((await ask('metro'))[0]).toBe('metro');
      expect(await ask('zzzz')).toEqual([]);
    }
    expect(read().requests).toBeGreaterThan(0);
    expect(read().bytes).toBeGreaterThan(0);
    const parts = engine === 'saola' ? ['columns', 'manifest', 'records', 'suggestions', 'terms'] : ['gz'];
    expect(Object.keys(bytes).toSorted()).toEqual(parts);
    expect(searchedBytes(bytes)).toBeGreaterThan(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

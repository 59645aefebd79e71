/** Plots are written where the documents show them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';

export type Plot = { readonly file: string; readonly svg: string };

const FOLDER = join(root, 'docs', 'plots');

/** What is there under the same name is replaced. */
export async function writePlots(plots: readonly Plot[], folder: string = FOLDER): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { file, svg } of plots) await writeFile(join(folder, file), svg);
}

/** The index of so many articles, in a folder that stays: building one takes longer than all that is measured on it. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildFigures } from '../child/build.ts';
import { runChild } from '../child/bundle.ts';
import { articlesOf, writeLines } from '../corpus/source.ts';
import { thisMachine } from '../machine.ts';

export type BuiltIndex = BuildFigures & {
  readonly folder: string;
  /** Of the sources that built it. */
  readonly commit: string;
};

/** Builds with `program` what is not there yet below `home`. */
export async function builtIndex(
  articles: number,
  { home, program, rebuild }: { readonly home: string; readonly program: string; readonly rebuild: boolean },
): Promise<BuiltIndex> {
  const folder = join(home, String(articles), 'index');
  const says = join(home, String(articles), 'built.json');
  const known = rebuild ? null : await readFile(says, 'utf8').catch(() => null);
  if (known !== null) return { ...(JSON.parse(known) as BuiltIndex), folder };
  await rm(join(home, String(articles)), { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const lines = join(home, String(articles), 'articles.jsonl');
  await writeLines(lines, await articlesOf(articles));
  const { commit } = thisMachine();
  const built = { ...(await runChild<BuildFigures>(program, [lines, folder])), commit };
  await writeFile(says, JSON.stringify(built));
  await rm(lines);
  return { ...built, folder };
}

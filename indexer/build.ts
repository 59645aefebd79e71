/** Given articles, builds one segment: its terms inverted by FlexSearch, its columns and its records. */
import type { Article } from '../core/article.ts';
import { SaolaError } from '../core/errors.ts';
import { planChunks } from './chunk-plan.ts';
import { finishSegment, TEXTS_BELOW, type BuiltSegment, type FinishOptions } from './finish-segment.ts';
import { Gathered } from './gathered.ts';
import type { KeptChunks } from './kept-chunks.ts';
import { madeChunks, makeMissing, type MakeOptions } from './missing-chunks.ts';
import { Scratch } from './scratch.ts';
import { Spool } from './spool.ts';

export type BuildOptions = MakeOptions &
  FinishOptions & {
    /** Where chunks stand that need not be made again, and where those that are made are kept; not asked for where there is
     *  but one. @default none are kept */
    readonly kept?: (() => KeptChunks) | undefined;
  };

/** `buildFromSpool` for articles that are in memory; what it makes is in memory too. */
export async function buildSegment(articles: Iterable<Article>, options: BuildOptions): Promise<BuiltSegment> {
  const scratch = new Scratch({ inMemory: Infinity });
  const spool = new Spool(scratch);
  for (const article of articles) spool.add(article);
  return buildFromSpool(spool, scratch, options);
}

/** The same articles in any order, on any number of threads, whatever was kept of them, give the same bytes. These are in
 *  `scratch`, and gone with it. */
export async function buildFromSpool(spool: Spool, scratch: Scratch, options: BuildOptions): Promise<BuiltSegment> {
  const { beside, signal } = options;
  const order = spool.inOrder();
  const plan = planChunks(spool, order, options.statistics);
  const gathered = new Gathered(scratch, { withTexts: order.length + (beside?.articles ?? 0) < TEXTS_BELOW });
  const kept = plan.length > 1 ? options.kept?.() : undefined;
  if (!kept) for await (const chunk of madeChunks(spool, plan, options)) gathered.add(chunk);
  else {
    await makeMissing(spool, plan, kept, options);
    for (const { name } of plan) {
      const chunk = await kept.read(name, { ...(signal && { signal }) });
      if (!chunk) throw takenAway();
      gathered.add(chunk);
    }
  }
  return finishSegment(gathered, spool.facts(order), scratch, options);
}

/** Chunks that wait for the end of a run are taken away by a run that ends before it. */
function takenAway(): SaolaError {
  return new SaolaError(
    'publish-conflict',
    'Another run into the same index ended while this one went on, and took away what both had made. Nothing was published; run it again.',
  );
}

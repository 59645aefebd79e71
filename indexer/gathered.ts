/** Chunks that stand one behind the other in a segment, put together: their runs, their records, and what their articles
 *  define. What is large is on the disk. */
import type { Article } from '../core/article.ts';
import { unsealed } from '../core/index/bytes.ts';
import { LearnedFormsWriter } from '../core/index/learned-forms.ts';
import type { WrittenPart } from '../core/index/part.ts';
import { recordLines, RecordsWriter } from '../core/index/records.ts';
import type { Run } from '../core/index/runs.ts';
import type { Chunk } from './chunk.ts';
import type { Read } from './passages.ts';
import type { Scratch } from './scratch.ts';
import type { Spill } from './spill.ts';

export class Gathered {
  readonly runs: Run[] = [];
  readonly learned = new LearnedFormsWriter();
  /** Their texts; none but where they were asked for. */
  readonly texts: Read[] = [];
  readonly #runs: Spill;
  readonly #records: RecordsWriter;
  readonly #withTexts: boolean;

  /** `withTexts`: they fit into memory, and are wanted. */
  constructor(scratch: Scratch, { withTexts }: { readonly withTexts: boolean }) {
    this.#runs = scratch.spill();
    this.#records = new RecordsWriter(scratch.spill());
    this.#withTexts = withTexts;
  }

  add(chunk: Chunk): void {
    this.runs.push(spilledRun(chunk, this.#runs));
    this.learned.addCounts(chunk.learned);
    for (const record of chunk.records) {
      this.#records.add(record);
      if (!this.#withTexts) continue;
      for (const line of recordLines(unsealed(record.block, 'a block of records'), record.records)) {
        this.texts.push((JSON.parse(line) as { doc: Article }).doc); // as `chunk.ts` wrote it
      }
    }
  }

  /** To be asked for once all chunks are in. */
  records(): WrittenPart {
    return this.#records.written();
  }
}

/** The run in `spill`, from where its blocks are read one by one. */
function spilledRun({ run, usual }: Chunk, spill: Spill): Run {
  const places = run.map((block) => {
    const place = { offset: spill.length, length: block.length };
    spill.raw(block);
    return place;
  });
  return {
    // copies, as those of a kept chunk are views into all of it
    usual: { syllables: usual.syllables.slice(), pairs: usual.pairs.slice() },
    length: places.reduce((sum, { length }) => sum + length, 0),
    *blocks() {
      for (const { offset, length } of places) yield spill.read(offset, length);
    },
  };
}

/** Given a query that may have been typed with the input method off, returns it as the input method would have written it:
 *  `thur tuwowngs nhaatj banr` is `thủ tướng nhật bản`, and `Boeing moon wifi` stays. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { foldWord } from '../text/fold.ts';
import { readKeys } from '../text/keys.ts';

/** A run of plain letters and digits that holds at least two letters: what an input method would have taken for one word. */
const RUN = /(?<![\p{L}\p{M}\p{N}])[a-z0-9]*[a-z][0-9]*[a-z][a-z0-9]*(?![\p{L}\p{M}\p{N}])/giu;
const HAS_DIGIT = /\d/;
/** Once one word of a query is certainly raw keys, another is read so too where its reading is so much more common than the
 *  word as it stands. */
const MORE_COMMON = 10;

type Run = {
  readonly start: number;
  readonly typed: string;
  readonly reading: string;
  readonly certain: boolean;
  readonly likely: boolean;
};

/** `text` with every run of raw keys replaced; the same where there is none. */
export function withoutKeys(text: string, vocabulary: Vocabulary): string {
  const runs = Array.from(text.matchAll(RUN), (match) => readRun(match[0], match.index, vocabulary)).filter(
    (run) => run !== null,
  );
  if (!runs.some(({ certain }) => certain)) return text;
  let meant = '';
  let at = 0;
  for (const { start, typed, reading, certain, likely } of runs) {
    meant += text.slice(at, start) + (certain || likely ? reading : typed);
    at = start + typed.length;
  }
  return meant + text.slice(at);
}

function readRun(typed: string, start: number, vocabulary: Vocabulary): Run | null {
  const lower = typed.toLowerCase();
  const known = vocabulary.get(foldWord(lower).folded) ?? 0;
  let best: { reading: string; df: number } | null = null;
  for (const reading of readKeys(lower)) {
    const df = vocabulary.get(foldWord(reading).folded) ?? 0;
    if (reading !== lower && df > (best?.df ?? 0)) best = { reading, df };
  }
  if (best === null) return null;
  const certain = known === 0; // digits and letters are two words to the index, so a run with both is known only as a code
  return {
    start,
    typed,
    reading: best.reading,
    certain,
    likely: HAS_DIGIT.test(lower) || best.df > known * MORE_COMMON,
  };
}

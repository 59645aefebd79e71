/** Given a text of which only the bytes are known, as characters U+0000 to U+00FF, says in which old encoding of Vietnamese
 *  it is: the one in which nearly every word with accents is a syllable, while in the others most are none.
 *  Where that is not plain, it says what it may be, and takes none. */
import { ENCODING_NAMES, type Encoding } from './encodings.ts';
import { likeness, shareOf, type Likeness } from './likeness.ts';
import { fromTcvn3, fromViscii, fromWindows1258 } from './single-byte.ts';
import { fromVni } from './vni.ts';

export const OLD_ENCODINGS = {
  tcvn3: fromTcvn3,
  vni: fromVni,
  viscii: fromViscii,
  'windows-1258': fromWindows1258,
} satisfies Partial<Record<Encoding, (bytes: string) => string>>;
export type OldEncoding = keyof typeof OLD_ENCODINGS;
const NAMES = Object.keys(OLD_ENCODINGS) as OldEncoding[];
export const isOld = (encoding: Encoding | null): encoding is OldEncoding =>
  encoding !== null && encoding in OLD_ENCODINGS;

/** `doubt`: what it may be, and why that is not sure, as a clause for a report. `other`: nothing known. */
export type Verdict =
  | { readonly is: 'sure'; readonly encoding: OldEncoding }
  | { readonly is: 'doubtful'; readonly encoding: OldEncoding; readonly doubt: string }
  | { readonly is: 'other' };

/** Chosen on 30,000 articles of news in each encoding, cut at 50, 100 and 200 characters: right tables give 0.97 and more
 *  for nearly all cuts of 200, wrong ones 0.6 at most. */
const SURE_SHARE = 0.85;
const SURE_MARGIN = 0.2;
const SURE_WORDS = 4;
/** Foreign texts: their words without accents are no syllables either. Of English a third could be. */
const SYLLABLES_SHARE = 0.5;
/** So many words so right need no comparison. */
const PLAIN_SHARE = 0.95;
const PLAIN_WORDS = 20;
/** With a word from whoever made the file, this much must fit. */
const HINTED_SHARE = 0.7;
const DOUBT_SHARE = 0.6;

type Reading = { readonly encoding: OldEncoding; readonly like: Likeness; readonly rating: number };

/** `hint`: what the file or its maker says, which decides where the text is too short. `asIs`: the share of words that are
 *  right without any change, for a text that already is Unicode. */
export function recognise(bytes: string, { hint, asIs = 0 }: { hint?: Encoding | null; asIs?: number } = {}): Verdict {
  if (hint && isOld(hint) && isPlain(reading(hint, bytes).like)) return { is: 'sure', encoding: hint };
  const readings = NAMES.map((encoding) => reading(encoding, bytes)).toSorted((a, b) => b.rating - a.rating);
  const [best, second] = readings as [Reading, Reading];
  const hinted = readings.find(({ encoding }) => encoding === hint);
  if (hinted && shareOf(hinted.like) >= Math.max(HINTED_SHARE, shareOf(best.like) - 0.1) && hinted.like.good > 0) {
    return { is: 'sure', encoding: hinted.encoding };
  }
  const share = shareOf(best.like);
  const margin = best.rating - Math.max(second.rating, asIs);
  if (share < DOUBT_SHARE || best.like.good < 2 || margin <= 0 || !isAmongSyllables(best.like)) return { is: 'other' };
  const { encoding } = best;
  const name = ENCODING_NAMES[encoding];
  const doubtful = (doubt: string): Verdict => ({ is: 'doubtful', encoding, doubt });
  if (share < SURE_SHARE && best.like.good < SURE_WORDS) return { is: 'other' };
  if (share < SURE_SHARE)
    return doubtful(`as ${name} ${Math.floor(share * 100)} % of its words with accents are right`);
  if (best.like.good < SURE_WORDS) return doubtful(`it may be ${name}, and is too short to tell`);
  if (margin >= SURE_MARGIN) return { is: 'sure', encoding };
  return doubtful(`it may be ${name} or ${asIs > second.rating ? 'right as it is' : ENCODING_NAMES[second.encoding]}`);
}

function reading(encoding: OldEncoding, bytes: string): Reading {
  const like = likeness(OLD_ENCODINGS[encoding](bytes));
  return { encoding, like, rating: shareOf(like) };
}

const isPlain = (like: Likeness): boolean => like.good >= PLAIN_WORDS && shareOf(like) >= PLAIN_SHARE;
const isAmongSyllables = ({ accented, good, plain, plainGood }: Likeness): boolean =>
  good + plainGood >= SYLLABLES_SHARE * (accented + plain);

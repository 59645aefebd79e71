/** Given a run of letters and digits as it was typed, returns the syllable that an input method would have made of the
 *  keys: `thuowngf` and `thu7o7ng2` are `thường`. It knows spelling and no words: `moon` reads as `môn`, `tax` as `tã`, `A1`
 *  as `á`, so ask only about a run that is no known word as it stands. */

/** The longest syllables have seven letters and two marks (`nghieengs`, `d9u7o7ng2`): nine keys; three to spare. */
const MAX_KEYS = 12;
const RUN = new RegExp(`^[A-Za-z0-9]{1,${MAX_KEYS}}$`);
const DIGIT = /[0-9]/;

/** Returns the reading as NFC in lower case, the tone mark where the older school puts it (`hòa`), or nothing where no key
 *  means anything or the outcome cannot be a Vietnamese syllable. Marks may stand behind their letter or at the end, in
 *  any order. One reading at most today: digits are keys in VNI only, and a run with digits is none in Telex.
 *  A second tone is no reading: it corrects the first one, which nobody does who sees that no tone appears; and `U23` stays.
 *  `typed`: any string, capitals too; over 12 keys or with anything but ASCII letters and digits there is no reading. */
export function readKeys(typed: string): readonly string[] {
  const word = pressed(typed);
  const reading = word && spelled(word.letters.join(''), word.tone);
  return reading === null ? [] : [reading];
}

/** What the keys leave where that is no syllable, as one was pressed too many or too few: `quuo6c1` is `quuốc`. `null` where none
 *  of them is a mark, or no letter is left to carry the tone. */
export function spoiltKeys(typed: string): string | null {
  const word = pressed(typed);
  if (word === null) return null;
  const at = word.letters.findLastIndex(isVowel);
  return word.letters
    .map((letter, i) => (i === at ? letter + word.tone : letter))
    .join('')
    .normalize('NFC');
}

/** `null` where no key is a mark. */
function pressed(typed: string): Typing | null {
  if (!RUN.test(typed)) return null;
  const keys = typed.toLowerCase();
  const press = DIGIT.test(keys) ? pressVni : pressTelex;
  const word: Typing = { letters: [], tone: '', marked: false };
  for (const key of keys) {
    if (press(word, key)) word.marked = true;
    else word.letters.push(key); // a key without a use is a letter; where that is wrong, no syllable comes out
  }
  return word.marked ? word : null;
}

/** What an input method has made of the keys up to now. */
type Typing = {
  /** One NFC letter each, with the marks that make it another letter, without the tone. */
  readonly letters: string[];
  tone: string;
  /** Some key was a mark. */
  marked: boolean;
};

const GRAVE = '\u0300';
const ACUTE = '\u0301';
const TILDE = '\u0303';
const HOOK = '\u0309';
const DOT = '\u0323';
const TELEX_TONES: ReadonlyMap<string, string> = new Map([
  ['s', ACUTE],
  ['f', GRAVE],
  ['r', HOOK],
  ['x', TILDE],
  ['j', DOT],
]);
const VNI_TONES: ReadonlyMap<string, string> = new Map([
  ['1', ACUTE],
  ['2', GRAVE],
  ['3', HOOK],
  ['4', TILDE],
  ['5', DOT],
]);

/** Whether the key was a mark, and then it is on the word. */
function pressTelex(word: Typing, key: string): boolean {
  const tone = TELEX_TONES.get(key);
  if (tone !== undefined) return putTone(word, tone);
  if (key === 'd') return putStroke(word);
  if (key === 'a' || key === 'e' || key === 'o') return doubled(word, key);
  return key === 'w' && (putBreve(word) || putHorn(word) || loneW(word));
}

function pressVni(word: Typing, key: string): boolean {
  const tone = VNI_TONES.get(key);
  if (tone !== undefined) return putTone(word, tone);
  if (key === '6')
    return putHat(
      word,
      word.letters.findLastIndex((letter) => HATS.has(bare(letter))),
    );
  if (key === '7') return putHorn(word);
  if (key === '8') return put(word, lastVowel(word, 'a'), 'ă');
  return key === '9' && putStroke(word);
}

function putTone(word: Typing, tone: string): boolean {
  if (word.tone !== '' || !word.letters.some(isVowel)) return false; // `r` begins `rừng`, and `s` ends no syllable
  word.tone = tone;
  return true;
}

/** Behind the `d` or anywhere behind the vowel: no syllable has another `d`. */
function putStroke({ letters }: Typing): boolean {
  if (letters[0] !== 'd' || (letters.length > 1 && !letters.some(isVowel))) return false;
  letters[0] = 'đ';
  return true;
}

const HATS: ReadonlyMap<string, string> = new Map([
  ['a', 'â'],
  ['e', 'ê'],
  ['o', 'ô'],
]);

function putHat(word: Typing, at: number): boolean {
  return put(word, at, HATS.get(bare(word.letters[at] ?? '')) ?? '');
}

/** `nhaat` or `nhata`; between the two only what may follow the letter in one vowel, so that `ngoeor` is `ngoẻo`.
 *  A third one takes the hat off again and is the only way to type `xoong`. */
function doubled(word: Typing, key: string): boolean {
  const { letters } = word;
  const at = letters.findLastIndex((letter) => isVowel(letter) && !/[iuy]/.test(letter));
  if (bare(letters[at] ?? '') !== key) return false;
  if (letters[at] !== 'ô' || at !== letters.length - 1) return putHat(word, at);
  letters.splice(at, 1, 'o', 'o');
  return true;
}

/** `hoawcj` is `hoặc`, but `muaw` is `mưa`. */
function putBreve(word: Typing): boolean {
  const a = lastVowel(word, 'a');
  const afterU = a > 0 && firstVowel(word, 'u') === a - 1;
  return !afterU && put(word, a, 'ă');
}

/** `truongw` is `trương`: one key for both letters; `luuw` is `lưu`. */
function putHorn(word: Typing): boolean {
  const u = firstVowel(word, 'u');
  const o = lastVowel(word, 'o');
  const onU = o === -1 || o === u + 1 ? put(word, u, 'ư') : false;
  return put(word, o, 'ơ') || onU;
}

/** `tw` is `tư`, `nhwngx` is `những`. */
function loneW({ letters }: Typing): boolean {
  if (letters.some(isVowel)) return false;
  letters.push('ư');
  return true;
}

/** `false` where there is no such letter or it has this mark already: an input method takes it off then. */
function put({ letters }: Typing, at: number, letter: string): boolean {
  if (at === -1 || letters[at] === letter) return false;
  letters[at] = letter;
  return true;
}

const bare = (letter: string): string => letter.normalize('NFD').charAt(0);
const isVowel = (letter: string): boolean => 'aeiouy'.includes(bare(letter));
const firstVowel = ({ letters }: Typing, vowel: string): number =>
  letters.findIndex((letter, at) => bare(letter) === vowel && !isOfQu(letters, at));
const lastVowel = ({ letters }: Typing, vowel: string): number =>
  letters.findLastIndex((letter, at) => bare(letter) === vowel && !isOfQu(letters, at));
/** The `u` of `qu` takes no marks. */
const isOfQu = (letters: readonly string[], at: number): boolean => at === 1 && letters[0] === 'q';

/** What stands behind the onset, without tone. Beside the rimes of school books: `oong ooc` of loans, `ăk` of `Đắk Lắk`.
 *  `quân` and `giếng` are looked up as `uân` and `iêng` too. */
export const RIMES: ReadonlySet<string> = new Set(
  `
  a ac ach ai am an ang anh ao ap at au ay
  ăc ăk ăm ăn ăng ăp ăt
  âc âm ân âng âp ât âu ây
  e ec em en eng eo ep et
  ê êch êm ên ênh êp êt êu
  i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
  o oc oi om on ong op ot ooc oong
  oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt oe oem oen oeo oet
  ô ôc ôi ôm ôn ông ôp ôt
  ơ ơi ơm ơn ơp ơt
  u uc ui um un ung up ut ua uơ uôc uôi uôm uôn uông uôt
  uân uâng uât uây uê uêch uên uênh uêt uy uya uych uyn uynh uyp uyt uyu uyên uyêt
  ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
  y yêm yên yêng yêt yêu
  `
    .trim()
    .split(/\s+/),
);
/** `gi` and `qu` hold a vowel letter; it is the rime's where no other follows (`gìn`). */
const ONSET = /^(?:ngh?|nh?|gi(?=[aăâeêoôơuư])|gh?|kh?|ch?|ph?|qu|t[hr]?|[bdđhlmrsvx])?/;
/** Onset and rime are right, and nobody writes them together: `ci`, `ngê`, `gha`, `quu`, `iên`, `tyên`. */
const NEVER_WRITTEN = /^(?:(?:c|ng)[eêiy]|g[eêy]|n?gh[^eêi]|qu[uưo]|iê)|[^u]yê/;
/** These are sắc or nặng. Not so `ăk`: `Đăk Lăk` is written beside `Đắk Lắk`. */
const STOPPED = /(?:c|ch|p|t)$/;

/** The syllable with its tone, or `null` where spelling has no such one. `typed`: NFC in lower case, without its tone;
 *  `tone`: a combining mark, or empty. */
export function spelled(typed: string, tone: string): string | null {
  const onset = ONSET.exec(typed)?.[0] ?? '';
  const rime = hornedPair(typed.slice(onset.length));
  const known =
    RIMES.has(rime) || (onset === 'gi' && RIMES.has(`i${rime}`)) || (onset === 'qu' && RIMES.has(`u${rime}`));
  if (!known || NEVER_WRITTEN.test(onset + rime)) return null;
  if (STOPPED.test(rime) && tone !== ACUTE && tone !== DOT) return null;
  const at = onset.length + toneAt(rime) + 1;
  const word = onset + rime;
  return (word.slice(0, at) + tone + word.slice(at)).normalize('NFC');
}

/** One horn on `uo` is two (`tuwong` is `tương`), but for `thuở` and `huơ`, which no final follows. */
const hornedPair = (rime: string): string => rime.replace(/^(?:ưo|uơ|ươ)/, rime.length > 2 ? 'ươ' : 'uơ');

/** The older school: on the letter with a mark of its own, else on the middle of three and the last of two that a final
 *  follows (`khoái`, `toàn`), else on the first (`hòa`). */
function toneAt(rime: string): number {
  const marked = rime.search(/[ăâêôơ]|ư(?!ơ)/);
  if (marked !== -1) return marked;
  const vowels = /^[aeiouy]*/.exec(rime)?.[0].length ?? 0;
  return vowels === 3 || (vowels === 2 && rime.length > 2) ? 1 : 0;
}

/** Given a site's own file of synonyms, returns its groups.
 *  All of the file or nothing: a line that says nothing, or cannot be read, is an error that names file and line.
 *
 *      # one group a line, each form stands for each
 *      TP.HCM = Thành phố Hồ Chí Minh = TPHCM
 *      # one way: who asks for xe hơi also means ô tô, and not the other way round
 *      xe hơi => ô tô
 */
import { SaolaError } from '../core/errors.ts';
import type { SynonymGroup } from '../core/index/manifest.ts';
import { unitsOf } from '../core/text/units.ts';
import { words } from '../core/text/words.ts';
import { readBytes, whatBroke } from './sources/bytes.ts';
import { readTextLines } from './sources/text-lines.ts';

/** They travel with the manifest, which every function reads as it starts: 10,000 lines are some 500 KB of it. */
const MAX_LINES = 10_000;
/** A query is looked through for phrases of each length. */
const MAX_WORDS = 10;

/** `file`: in UTF-8 or any encoding that files of articles may be in, also as .gz; a byte order mark, empty lines and what stands
 *  behind `#` are passed over. `notice` is told what it was read as, where that is not UTF-8. Throws `bad-source` where it cannot
 *  be read or a line is no group. */
export async function readSynonyms(
  file: string,
  signal?: AbortSignal,
  notice?: (text: string) => void,
): Promise<readonly SynonymGroup[]> {
  const groups: SynonymGroup[] = [];
  try {
    const read = await readTextLines(await readBytes(file, signal), { mends: true });
    if (!read.ok) throw bad(file, read.what);
    if (read.note !== undefined) notice?.(`${file}: ${read.note}.`);
    for (const [at, text] of read.lines.entries()) {
      const place = `${file}:${at + 1}`;
      if (at >= MAX_LINES && text !== '') {
        throw bad(place, `the file has over ${MAX_LINES} lines; leave out what is not asked for`);
      }
      const group = parseGroup(text, place);
      if (group) groups.push(group);
    }
  } catch (error) {
    const what = whatBroke(error);
    if (what === null || signal?.aborted) throw error;
    throw new SaolaError('bad-source', `The file of synonyms "${file}" ${what}.`, { cause: error });
  }
  return groups;
}

/** `null` for a line without a group. */
function parseGroup(line: string, place: string): SynonymGroup | null {
  const text = line.replace(/(?:^|\s)#.*$/u, '').trim(); // `C#` is a form
  if (text === '') return null;
  const [left = '', right, ...more] = text.split('=>');
  if (more.length > 0 || (right !== undefined && left.includes('='))) {
    throw bad(place, `"${text}" has more than one form before "=>"; write a line for each`);
  }
  const forms = (right === undefined ? text.split('=') : [left, ...right.split('=')]).map((form) =>
    form.trim().replace(/\s+/gu, ' ').normalize('NFC'),
  );
  if (forms.length < 2) throw bad(place, `"${text}" is one form; wanted two or more with "=" between them`);
  for (const form of forms) checkForm(form, text, place);
  if (new Set(forms.map((form) => unitsOf(form).join(' '))).size < 2) {
    throw bad(place, `"${text}" is found as one already, without accents and signs; leave the line out`);
  }
  return right === undefined ? { forms } : { forms, oneWay: true };
}

function checkForm(form: string, text: string, place: string): void {
  if (form === '') throw bad(place, `a form of "${text}" is empty; there is one "=" too many`);
  const count = words(form).length;
  if (count === 0) throw bad(place, `"${form}" holds no word; wanted letters or digits`);
  if (count > MAX_WORDS) throw bad(place, `"${form}" has ${count} words; ${MAX_WORDS} at most can be asked for`);
}

const bad = (place: string, what: string): SaolaError => new SaolaError('bad-source', `${place}: ${what}.`);

/** Counts what passed, failed and was skipped, over one command or, through a file, over several. */
import { appendFileSync, readFileSync } from 'node:fs';

/** @typedef {'passed' | 'failed' | 'skipped'} Outcome */

export class Tally {
  /** @type {Map<string, Outcome>} */
  #outcomes = new Map();

  /** Said twice of one test, the graver outcome stands; a skip gives way to either.
   *  @param {string} name
   *  @param {Outcome} outcome */
  count(name, outcome) {
    const before = this.#outcomes.get(name);
    if (before === undefined || before === 'skipped' || outcome === 'failed') this.#outcomes.set(name, outcome);
  }

  failures() {
    return [...this.#outcomes].flatMap(([name, outcome]) => (outcome === 'failed' ? [name] : []));
  }

  /** Adds to the file that the environment's SAOLA_TALLY names, where it names one, for `readTally`. */
  append() {
    const file = process.env['SAOLA_TALLY'];
    if (file !== undefined)
      appendFileSync(file, [...this.#outcomes].map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  }

  /** `N passed, N failed`, and `, N skipped` where some were. */
  line() {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const outcome of this.#outcomes.values()) count[outcome] += 1;
    const line = `${count.passed} passed, ${count.failed} failed`;
    return count.skipped > 0 ? `${line}, ${count.skipped} skipped` : line;
  }
}

/** @param {string} file  Written by `append`.
 *  @returns {Tally} */
export function readTally(file) {
  const tally = new Tally();
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const [name, outcome] = JSON.parse(line);
    tally.count(name, outcome);
  }
  return tally;
}

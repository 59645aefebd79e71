/** Says in one sentence that Node is too old, before newer syntax is read: this file keeps to what Node 12 reads. */

const WANTED = { major: 20, minor: 19 };

/** Whether this Node will do; prints the sentence and sets the exit code where it will not.
 *  @param {string} [found]
 *  @returns {boolean} */
export function nodeIsNewEnough(found = process.versions.node) {
  const [major = 0, minor = 0] = found.split('.').map(Number);
  if (major > WANTED.major || (major === WANTED.major && minor >= WANTED.minor)) return true;
  console.error(
    `Saola needs Node ${WANTED.major}.${WANTED.minor} or newer, and this is Node ${found}: ` +
      'install a current one from https://nodejs.org, then run this again.',
  );
  process.exitCode = 1;
  return false;
}

/** What goes wrong and can be told in a sentence that says what to do; anything else is a defect and keeps its stack. */
export class Trouble extends Error {}

/** What the operating system calls the error (`EACCES`, …), where it is one of its own.
 *  @param {unknown} cause */
export const codeOf = (cause) => (cause instanceof Error && 'code' in cause ? String(cause.code) : undefined);

/** Prints it and returns the exit code.
 *  @param {unknown} cause
 *  @returns {1} */
export function tell(cause) {
  console.error(cause instanceof Trouble ? cause.message : cause);
  return 1;
}

/** Runs `work`; its number is the exit code, a `Trouble` is one sentence and 1.
 *  @param {() => Promise<number | void>} work */
export async function command(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (cause) {
    process.exitCode = tell(cause);
  }
}

/** Decides whether tests run that need more than Node: a real S3 server, AWS's own Lambda client, a browser, Python tools.
 *  `npm test` never runs them, so that it does the same on every machine; `npm run test:…` and `.ci/run` ask for them by
 *  `SAOLA_REAL=1`, and then what is missing is a failure: a run that could not look must not look green. */
import { appendFileSync } from 'node:fs';

/** `true` where the tests are to run: `describe.skipIf(!needs('versitygw', found, 'npm run test:s3'))`.
 *  `how` is what a person types to have them run; it is printed at the end of `npm test`.
 *  Throws where the tests were asked for and `present` says that they cannot run. */
export function needs(name: string, present: boolean, how: string): boolean {
  if (process.env['SAOLA_REAL'] === '1') {
    if (present) return true;
    throw new Error(`These tests need ${name}, which is not here. To have it: ${how}`);
  }
  const list = process.env['SAOLA_SKIPPED'];
  if (list !== undefined) appendFileSync(list, `${JSON.stringify({ name, how })}\n`);
  return false;
}

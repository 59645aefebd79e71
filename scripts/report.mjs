/** `node scripts/report.mjs FILE`: what failed, and the closing line, over everything that was counted into FILE. */
import { readTally } from './lib/tally.mjs';

const tally = readTally(process.argv[2] ?? '');
const failures = tally.failures();
if (failures.length > 0) console.log(`Failed:\n${failures.map((name) => `  ${name}`).join('\n')}\n`);
console.log(tally.line());
process.exitCode = failures.length === 0 ? 0 : 1;

/** `saola gc`: takes away old versions, and what no version names. */
import type { GcReport } from '../../indexer/gc.ts';
import { defineCommand, Misuse } from '../command.ts';
import { plain, print } from '../io.ts';
import { numberOf } from '../number-option.ts';
import { STORE, storeOf } from '../store-option.ts';
import { bytes, count } from '../words.ts';

const KEEP = { least: 1, most: 100_000, otherwise: 10 };
const GRACE = { least: 3, most: 100_000, otherwise: 24 };
const HOUR_MS = 60 * 60 * 1000;

export const gcCommand = defineCommand({
  name: 'gc',
  usage: ['--store <uri> [options]'],
  summary: 'delete old versions, and what no version needs',
  options: {
    ...STORE,
    keep: { type: 'string', value: 'n', help: `the newest versions that stay; ${KEEP.otherwise} if not given` },
    grace: {
      type: 'string',
      value: 'hours',
      help: `what was live or written within these stays as well; ${GRACE.otherwise} if not given, ${GRACE.least} at least`,
    },
    'dry-run': { type: 'boolean', help: 'delete nothing, say what would go' },
    json: { type: 'boolean', help: 'print the report as JSON on stdout' },
  },
  notes: [
    'What is live always stays. saola rollback cannot go back to a version that is gone.',
    'It may run while somebody publishes, who waits for it for some seconds where it is deleting.',
  ],
  async run({ words, values }, { io, parts, talk }) {
    if (words.length > 0) throw new Misuse(`gc takes no words; found "${words.join(' ')}".`);
    const keep = numberOf('keep', values.keep, KEEP);
    const hours = numberOf('grace', values.grace, GRACE);
    const store = await storeOf(values, parts);
    const report = await parts.gc(store, {
      keep,
      graceMs: hours * HOUR_MS,
      dryRun: values['dry-run'] ?? false,
      signal: io.signal,
      onProgress: (done, total) => talk.progress('deleting', done, total),
    });
    for (const key of report.others) talk.say(`${key} is not named like a part of an index, and was left alone.`);
    if (values.json) await print(io.out, `${JSON.stringify(report)}\n`);
    else await print(io.out, report.versions.map((version) => `${plain(version)}\n`).join(''));
    talk.say(summaryOf(report));
    return 0;
  },
});

function summaryOf(report: GcReport): string {
  const { dryRun, versions, versionBytes, parts, keptVersions, keptParts, youngParts, unfinished } = report;
  const gone = `${count(versions.length, 'version')} and ${count(parts.count, 'part')}`;
  const left = `${count(keptVersions, 'version')} and ${count(keptParts.count, 'part')}`;
  const young =
    youngParts.count === 0
      ? ''
      : `, of which no version names ${youngParts.count} (${bytes(youngParts.bytes)}), too young to go`;
  const pieces =
    unfinished.count === 0
      ? ''
      : `, and ${count(unfinished.count, 'piece')} of builds that nobody joined (${bytes(unfinished.bytes)})`;
  return (
    `${dryRun ? 'Dry run, nothing was deleted. There would go' : 'Deleted'} ${gone} (${bytes(versionBytes + parts.bytes)})${pieces}; ` +
    `${left} (${bytes(keptParts.bytes)}) stay${young}.`
  );
}

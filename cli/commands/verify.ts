/** `saola verify`: reads all of an index and names what is not as it was published. */
import type { Fault, VerifyReport } from '../../indexer/verify.ts';
import { defineCommand, Misuse } from '../command.ts';
import { plain, print } from '../io.ts';
import { STORE, storeOf } from '../store-option.ts';
import { bytes, count, duration, grouped } from '../words.ts';

export const verifyCommand = defineCommand({
  name: 'verify',
  usage: ['--store <uri> [options]'],
  summary: 'read all of an index, name what is damaged',
  options: {
    ...STORE,
    all: { type: 'boolean', help: 'every version that is kept, not the live one alone' },
    json: { type: 'boolean', help: 'print the report as JSON on stdout' },
  },
  notes: ['It writes nothing. Exit code 0 if all is as it was published, 1 if anything is not.'],
  async run({ words, values }, { io, parts, talk }) {
    if (words.length > 0) throw new Misuse(`verify takes no words; found "${words.join(' ')}".`);
    const store = await storeOf(values, parts);
    const start = io.now();
    const report = await parts.verify(store, {
      all: values.all ?? false,
      signal: io.signal,
      onProgress: (done, total) => talk.progress('checking, kB', kB(done), total === undefined ? total : kB(total)),
    });
    talk.clear();
    if (values.json) await print(io.out, `${JSON.stringify(report)}\n`);
    else await print(io.out, report.faults.map(lineOf).join(''));
    const { versions, faults, more } = report;
    if (more > 0) talk.say(`… and ${grouped(more)} more.`);
    const read = `${count(report.parts, 'part')}, ${bytes(report.bytes)} read in ${duration(io.now() - start)}`;
    if (faults.length === 0) {
      talk.say(`${capital(versionsOf(report))} ${versions.length === 1 ? 'is' : 'are'} whole: ${read}.`);
      return 0;
    }
    talk.say(`${count(faults.length + more, 'fault')} in ${versionsOf(report)}: ${read}.`);
    talk.say(adviceOn(report, { all: values.all ?? false, uri: store.uri }));
    return 1;
  },
});

const kB = (number: number): number => Math.ceil(number / 1_000);

function lineOf({ key, offset, what }: Fault): string {
  return `${plain(key)}${offset === undefined ? '' : `, block at ${offset}`}: ${plain(what)}\n`;
}

function versionsOf({ versions }: VerifyReport): string {
  const [first] = versions;
  return versions.length === 1 && first?.version ? `version ${first.version}` : count(versions.length, 'version');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function adviceOn({ versions }: VerifyReport, { all, uri }: { readonly all: boolean; readonly uri: string }): string {
  const live = versions.find(({ current }) => current);
  const again = 'publish it again from the sources: saola index … --full';
  if (live?.whole)
    return 'What is live is whole. Do not go back to a version that is damaged; saola gc takes old ones away.';
  const whole = versions.find((each) => !each.current && each.whole);
  if (whole?.version) {
    return `Version ${whole.version} is whole. Go back to it, saola rollback ${whole.version} --store ${uri}, or ${again}`;
  }
  return all
    ? `No other version is whole. Please ${again}`
    : `Go back to a version that is whole, which saola verify --all finds (saola rollback), or ${again}`;
}

/** A process that publishes to the store given. `loop`: one version after the other, printing the name of each, until it is
 *  killed. `race`: reads what is live, says `ready`, waits for a line, publishes once and prints `won` or `lost`. */
import { once } from 'node:events';
import { SaolaError } from '../../core/errors.ts';
import { readCurrent } from '../../core/index/published.ts';
import { openStore } from '../../core/store/uri.ts';
import { publish } from '../../indexer/publish.ts';
import { writeVersion } from './some-version.ts';
import type { Manifest } from '../../core/index/manifest.ts';

const [, , uri = '', what = ''] = process.argv;
const store = await openStore(uri);

async function publishOnce(text: string, ready: () => Promise<unknown>): Promise<Manifest | null> {
  const current = await readCurrent(store);
  const content = await writeVersion(store, text);
  await ready();
  try {
    return (await publish(store, current, content)).manifest;
  } catch (error) {
    if (error instanceof SaolaError && error.code === 'publish-conflict') return null;
    throw error;
  }
}

if (what === 'race') {
  // The same content in all of them: nothing but who was first tells them apart.
  const won = await publishOnce('mọi người như nhau', async () => {
    process.stdout.write('ready\n');
    await once(process.stdin, 'data');
  });
  process.stdout.write(won ? 'won\n' : 'lost\n');
  process.exit();
}
for (let turn = 0; ; turn++) {
  const manifest = await publishOnce(`bài số ${turn} của ${process.pid}`, async () => await Promise.resolve());
  if (manifest) process.stdout.write(`${manifest.version}\n`);
}

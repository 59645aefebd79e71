/** A process that adds to the number in `current.json` of the folder store given, each time by a conditional write, and
 *  prints what it made of it. Ends after as many additions as the second argument says, else never. */
import { fileStore } from '../../core/store/file.ts';

const [, , folder = '', additions] = process.argv;
const store = fileStore(folder);
for (let left = Number(additions ?? Number.POSITIVE_INFINITY); left > 0;) {
  const current = await store.get('current.json');
  const next = String(Number(current ? new TextDecoder().decode(current.bytes).trim() : '0') + 1);
  // Long, so that a write has a middle to be killed in.
  const bytes = new TextEncoder().encode(next.padStart(300_000));
  const condition = current ? { tag: current.tag } : ({ absent: true } as const);
  if (!(await store.put('current.json', bytes, { condition })).done) continue;
  process.stdout.write(`${next}\n`);
  left--;
}

/** A process that has something in a folder for temporary files below the one given, says so, and works on until it is killed. */
import { Scratch } from '../../indexer/scratch.ts';

const [, , parent = ''] = process.argv;
const spill = new Scratch({ inMemory: 1, parent }).spill();
spill.raw(new TextEncoder().encode('Bản tin chưa đăng'));
process.stdout.write('ready\n');
setInterval(() => spill.length, 60_000);

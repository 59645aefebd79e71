/** Given the words on a command line, runs the command they name and returns its exit code: 0 done, 1 failed, 2 misused,
 *  130 stopped. Never throws. */
import saola from '../package.json' with { type: 'json' };
import { SaolaError } from '../core/errors.ts';
import { Misuse, type Command, type Context } from './command.ts';
import { gcCommand } from './commands/gc.ts';
import { initCommand } from './commands/init.ts';
import { indexCommand } from './commands/index.ts';
import { inspectCommand } from './commands/inspect.ts';
import { publishCommand } from './commands/publish.ts';
import { removeCommand } from './commands/remove.ts';
import { rollbackCommand } from './commands/rollback.ts';
import { searchCommand } from './commands/search.ts';
import { serveCommand } from './commands/serve.ts';
import { statsCommand } from './commands/stats.ts';
import { verifyCommand } from './commands/verify.ts';
import { versionsCommand } from './commands/versions.ts';
import { helpOf, helpOfAll } from './help.ts';
import { print, ReaderGone, type Io } from './io.ts';
import { nearest } from './nearest.ts';
import { PARTS, type Parts } from './parts.ts';
import { Talk } from './talk.ts';

export const COMMANDS: readonly Command[] = [
  initCommand,
  indexCommand,
  inspectCommand,
  publishCommand,
  removeCommand,
  searchCommand,
  serveCommand,
  versionsCommand,
  rollbackCommand,
  statsCommand,
  verifyCommand,
  gcCommand,
];

/** As shells call a program that Ctrl-C has ended: 128 and the number of the signal. */
const STOPPED = 130;

export async function run(args: readonly string[], io: Io, parts: Parts = PARTS): Promise<number> {
  // Trouble with writing reaches us where we write; its event may come later, and without a listener would end the process.
  io.out.on('error', ignore);
  io.err.on('error', ignore);
  const talk = new Talk(io);
  try {
    return await start(args, { io, parts, talk });
  } catch (error) {
    return told(error, args, { io, talk });
  } finally {
    talk.clear();
  }
}

function ignore(): void {}

async function start([first, ...rest]: readonly string[], context: Context): Promise<number> {
  const { out } = context.io;
  if (first === '--version') return done(print(out, `${saola.version}\n`));
  if (first === '--help' || first === '-h') return done(print(out, helpOfAll(COMMANDS)));
  if (first === 'help')
    return done(print(out, rest[0] === undefined ? helpOfAll(COMMANDS) : helpOf(commandOf(rest[0]))));
  if (first === undefined) throw new Misuse(`Which command? ${listed()}`);
  if (first.startsWith('-')) throw new Misuse(`The command comes first, and ${first} behind it. ${listed()}`);
  const command = commandOf(first);
  if (command.wantsHelp(rest)) return done(print(out, helpOf(command)));
  return command.start(rest, context);
}

async function done(printing: Promise<void>): Promise<number> {
  await printing;
  return 0;
}

function commandOf(word: string): Command {
  const found = COMMANDS.find(({ name }) => name === word);
  if (found) return found;
  const near = nearest(
    word,
    COMMANDS.map(({ name }) => name),
  );
  throw new Misuse(`There is no command "${word}". ${near === null ? listed() : `Did you mean "${near}"?`}`);
}

const listed = (): string => `There are: ${COMMANDS.map(({ name }) => name).join(', ')}.`;

function told(error: unknown, args: readonly string[], { io, talk }: Pick<Context, 'io' | 'talk'>): number {
  if (error instanceof ReaderGone) return 0;
  if (error instanceof Misuse) {
    const help = COMMANDS.some(({ name }) => name === args[0]) ? `saola ${args[0]} --help` : 'saola --help';
    talk.say(`${error.message}\nMore: ${help}`);
    return 2;
  }
  if (io.signal.aborted) {
    talk.say('Stopped. What was live before is live still: an index changes as a whole or not at all.');
    return STOPPED;
  }
  if (error instanceof SaolaError) talk.say(error.message);
  else
    talk.say(`This is a defect in Saola ${saola.version}; please report it, with the lines below.\n${stackOf(error)}`);
  return 1;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

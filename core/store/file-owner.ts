/** Names that say which process made them, so that another can tell whether that process is still there. */
import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { errnoOf } from './file-errors.ts';

/** A file name that no other call, process or machine makes: `<pid>.<start of the process>.<machine>.<random>`. */
export function ownName(): string {
  return [process.pid, startOf(process.pid) ?? '', machine(), randomBytes(8).toString('hex')].join('.');
}

/** `unknown`: made on another machine or in another container, or the system does not tell processes of one number apart. */
export type OwnerState = 'alive' | 'dead' | 'unknown';

export function ownerState(name: string): OwnerState {
  const [pid, start, where, ...rest] = name.split('.');
  if (pid === undefined || start === undefined || rest.length !== 1 || where !== machine()) return 'unknown';
  if (!isRunning(Number(pid))) return 'dead';
  const running = startOf(Number(pid));
  if (running === null || start === '') return 'unknown';
  return running === start ? 'alive' : 'dead';
}

/** For messages. */
export function ownerPid(name: string): string {
  return name.split('.')[0] ?? name;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // `EPERM`: it runs, for another user.
    return errnoOf(error) !== 'ESRCH';
  }
}

/** When the process started, as the kernel counts it: tells it from a later one of the same number. `null` where the
 *  system does not say (everything but Linux), or the process is gone. */
function startOf(pid: number): string | null {
  const stat = orNull(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field is the command in parentheses and may hold anything; `starttime` is the 22nd (man proc_pid_stat).
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** Processes can look each other up where host and, on Linux, process namespace are the same: containers may share a name. */
function machine(): string {
  const namespace = orNull(() => readlinkSync('/proc/self/ns/pid')) ?? '';
  return `${hostname()}-${namespace}`.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 100);
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null; // no such process, or no such file on this system
  }
}

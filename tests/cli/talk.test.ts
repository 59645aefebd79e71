/** What is said where: progress on a terminal only, lines whole, nothing from outside that moves the cursor. */
import { describe, expect, test } from 'vitest';
import { Talk } from '../../cli/talk.ts';
import { fakeIo } from './fake-io.ts';

/** What stands on the screen after it was written to: `\r` goes back, everything else is put there. */
function screen(written: string): string[] {
  return written.split('\n').map((line) => {
    let shown = '';
    for (const part of line.split('\r')) shown = part + shown.slice(part.length);
    return shown.trimEnd();
  });
}

function start(columns?: number) {
  const io = fakeIo({ isTerminal: true, ...(columns !== undefined && { columns }) });
  return { io, talk: new Talk(io) };
}

describe('on a terminal', () => {
  test('one line tells how far it is, then how fast, and how long it will take', () => {
    const { io, talk } = start();
    talk.progress('indexing', 0, 30_000);
    expect(screen(io.written.err())).toEqual(['indexing 0 of 30,000']);
    io.clock.ms = 400;
    talk.progress('indexing', 2_000, 30_000);
    expect(screen(io.written.err())).toEqual(['indexing 2,000 of 30,000']);
    io.clock.ms = 2_000;
    talk.progress('indexing', 10_000, 30_000);
    expect(screen(io.written.err())).toEqual(['indexing 10,000 of 30,000, 5,000/s, 4.0 s left']);
  });

  test('where the end is not known, none is foretold', () => {
    const { io, talk } = start();
    talk.progress('reading', 100);
    io.clock.ms = 1_000;
    talk.progress('reading', 1_100);
    expect(screen(io.written.err())).toEqual(['reading 1,100, 1,000/s']);
  });

  test('a new step counts its own time', () => {
    const { io, talk } = start();
    talk.progress('reading', 0);
    io.clock.ms = 60_000;
    talk.progress('writing', 0, 4);
    io.clock.ms = 61_000;
    talk.progress('writing', 2, 4);
    expect(screen(io.written.err())).toEqual(['writing 2 of 4, 2/s, 1.0 s left']);
  });

  test('it is drawn ten times a second at most', () => {
    const { io, talk } = start();
    for (let ms = 0; ms < 1_000; ms += 1) {
      io.clock.ms = ms;
      talk.progress('reading', ms);
    }
    expect(io.written.err().split('\r')).toHaveLength(10 + 1);
  });

  test('a shorter line leaves nothing of a longer one, a line that stays leaves nothing of either', () => {
    const { io, talk } = start();
    talk.progress('indexing', 29_999, 30_000);
    talk.progress('writing', 1, 4);
    expect(screen(io.written.err())).toEqual(['writing 1 of 4']);
    talk.say('tin.jsonl:2: skipped: broken JSON');
    expect(screen(io.written.err())).toEqual(['tin.jsonl:2: skipped: broken JSON', '']);
    talk.progress('writing', 4, 4);
    talk.clear();
    expect(screen(io.written.err())).toEqual(['tin.jsonl:2: skipped: broken JSON', '']);
  });

  test('a narrow one gets what fits, since a line that wraps cannot be rewritten', () => {
    const { io, talk } = start(12);
    talk.progress('indexing', 29_999, 30_000);
    expect(screen(io.written.err())).toEqual(['indexing 29']);
  });
});

test('a terminal that does not know its width gets the whole line', () => {
  const { io, talk } = start(0);
  talk.progress('indexing', 29_999, 30_000);
  expect(screen(io.written.err())).toEqual(['indexing 29,999 of 30,000']);
});

describe('elsewhere', () => {
  test('there is no progress', () => {
    const io = fakeIo();
    const talk = new Talk(io);
    talk.progress('indexing', 1, 2);
    talk.say('Published.');
    talk.clear();
    expect(io.written.err()).toBe('Published.\n');
  });

  test('text from articles cannot write over what stands there', () => {
    const io = fakeIo();
    new Talk(io).say('tin.jsonl:1: found "\u001B[2J\u0007\u202Egnud iộn"\r!\nMore');
    expect(io.written.err()).toBe('tin.jsonl:1: found " [2J  gnud iộn" !\nMore\n');
  });
});

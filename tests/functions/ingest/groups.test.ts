/** Which messages are taken together: as many as there is room for, and few where one of them may have ended the process. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../../functions/ingest/event.ts';
import { groupsOf } from '../../../functions/ingest/groups.ts';

const MB = 1024 ** 2;
const message = (id: string, bytes: number, receives = 1): Message => ({ id, keys: [`tin/${id}`], bytes, receives });
const named = (messages: readonly Message[]) => {
  const { groups, later } = groupsOf(messages);
  return { groups: groups.map((group) => group.map(({ id }) => id)), later: later.map(({ id }) => id) };
};

describe('messages are taken', () => {
  test('all at once where they are small', () => {
    const many = Array.from({ length: 500 }, (_, at) => message(`bao-${at}`, 100_000));
    expect(groupsOf(many).groups).toHaveLength(1);
  });

  test('as many as make 64 MB, and one that is larger by itself', () => {
    const all = [message('xuat', 300 * MB), message('bao', 40 * MB), message('lu', 30 * MB), message('han', 20 * MB)];
    expect(named(all)).toEqual({ groups: [['han', 'lu'], ['bao'], ['xuat']], later: [] });
  });

  test('twenty by twenty the second time, behind what is new, the largest last', () => {
    const again = Array.from({ length: 41 }, (_, at) => message(`lai-${at}`, 41 - at, 2));
    const { groups } = named([...again, message('moi', 50 * MB)]);
    expect(groups.map(({ length }) => length)).toEqual([1, 20, 20, 1]);
    expect([groups[0], groups[3]]).toEqual([['moi'], ['lai-0']]);
  });

  test('one by one the third time, and the largest not beside others', () => {
    const all = [message('xuat', 9, 3), message('bao', 1, 3), message('lu', 5, 3)];
    expect(named(all)).toEqual({ groups: [['bao'], ['lu']], later: ['xuat'] });
  });

  test('the largest too where nothing else came back so often', () => {
    expect(named([message('xuat', 9, 3), message('moi', 1)])).toEqual({ groups: [['moi'], ['xuat']], later: [] });
  });

  test('the largest first from the fourth time on, in case it was another', () => {
    const all = [
      message('lu', 5, 4),
      message('bao', 1, 5),
      message('xuat', 9, 4),
      message('moi', 1),
      message('han', 2, 3),
    ];
    expect(named(all)).toEqual({ groups: [['moi'], ['han'], ['xuat'], ['lu'], ['bao']], later: [] });
  });

  test.each(['bao', 'lu', 'han', 'xuat'])(
    'so that all others are published before the queue gives them up where %s ends the process',
    (ends) => {
      const done = new Set<string>();
      let waiting = ['bao', 'lu', 'han', 'xuat'].map((id, at) => message(id, at));
      for (let receives = 1; receives <= 5; receives += 1) {
        const { groups, later } = groupsOf(waiting.map(({ id, bytes }) => message(id, bytes, receives)));
        const before = groups.findIndex((group) => group.some(({ id }) => id === ends));
        for (const { id } of groups.slice(0, before === -1 ? undefined : before).flat()) done.add(id);
        if (before === -1) waiting = [...later]; // nothing ended it, so that the others are answered for
      }
      expect([...done, ends].toSorted()).toEqual(['bao', 'han', 'lu', 'xuat']);
    },
  );
});

test('no message is lost or taken twice; one that asks for nothing is in no group', () => {
  const any = fc.record({
    id: fc.uuid(),
    keys: fc.constantFrom([], ['tin/bao.json']),
    bytes: fc.nat({ max: 90 * MB }),
    receives: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(any, { selector: ({ id }) => id }), (messages) => {
      const { groups, later } = groupsOf(messages);
      const wanted = messages.filter(({ keys }) => keys.length > 0).map(({ id }) => id);
      expect([...groups.flat(), ...later].map(({ id }) => id).toSorted()).toEqual(wanted.toSorted());
      expect(groups.every(({ length }) => length > 0)).toBe(true);
    }),
  );
});

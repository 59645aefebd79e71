/** Given messages, here is which are taken together, and in which order.
 *  One that ends the process brings the others of its batch back; they are then taken few by few, so that it holds up none. */
import type { Message } from './event.ts';

export type Groups = {
  /** Each is one publish. */
  readonly groups: readonly (readonly Message[])[];
  /** To be given back untouched. */
  readonly later: readonly Message[];
};

type Limit = { readonly messages: number; readonly bytes: number };

/** Chosen, not measured: about twenty thousand articles of three kilobytes, and of objects as many as may be open at once. */
const FIRST: Limit = { messages: 500, bytes: 64 * 1024 ** 2 };
const SECOND: Limit = { messages: 20, bytes: 8 * 1024 ** 2 };
const LATER: Limit = { messages: 1, bytes: 0 };

/** Those that are new come first, then those that came back, the smallest first: what is too much for the process is mostly
 *  the largest, and what was published before it stays. The third time the largest of several is given back, so that the
 *  others are answered for and it comes by itself. From the fourth time on the largest come first: if it was another, what is
 *  larger than that one is published, too. */
export function groupsOf(messages: readonly Message[]): Groups {
  const all = messages.filter(({ keys }) => keys.length > 0).toSorted((a, b) => a.bytes - b.bytes);
  const first: Message[] = [];
  const second: Message[] = [];
  const third: Message[] = [];
  const further: Message[] = [];
  for (const each of all) {
    if (each.receives > 3) further.push(each);
    else if (each.receives === 3) third.push(each);
    else (each.receives === 2 ? second : first).push(each);
  }
  const later = third.length > 1 ? third.splice(-1) : [];
  return {
    groups: [...cut(first, FIRST), ...cut(second, SECOND), ...cut(third, LATER), ...cut(further.toReversed(), LATER)],
    later,
  };
}

/** One that is over the limit by itself is a group by itself. */
function cut(messages: readonly Message[], limit: Limit): Message[][] {
  const groups: Message[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const group = groups.at(-1);
    bytes += message.bytes;
    if (group && group.length < limit.messages && bytes <= limit.bytes) group.push(message);
    else {
      groups.push([message]);
      bytes = message.bytes;
    }
  }
  return groups;
}

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
 *  others are answered for and it comes by itself. */
export function groupsOf(messages: readonly Message[]): Groups {
  const of = (receives: (count: number) => boolean): Message[] =>
    messages.filter((each) => each.keys.length > 0 && receives(each.receives)).toSorted((a, b) => a.bytes - b.bytes);
  const again = of((count) => count > 2);
  const largest = again.at(-1);
  const later = largest?.receives === 3 && again.length > 1 ? [largest] : [];
  return {
    groups: [
      ...cut(
        of((count) => !(count > 1)),
        FIRST,
      ),
      ...cut(
        of((count) => count === 2),
        SECOND,
      ),
      ...cut(later.length > 0 ? again.slice(0, -1) : again, LATER),
    ],
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

/** Given what SQS delivers, here are the objects that S3 tells of, message by message. Of an event only the name of its object
 *  counts: events come twice, late and in any order, and what has become of the object is asked of the bucket. Its size then
 *  says how many are taken at once.
 *  The shapes are those of AWS's "Event message structure" (S3) and "Using Lambda with Amazon SQS". */
import { SaolaError } from '../../core/errors.ts';

export type Message = {
  readonly id: string;
  /** Whole keys of objects in the bucket, decoded; none where the message tells of nothing that is looked at. */
  readonly keys: readonly string[];
  /** Of these objects, as they were when the events were sent; those that are packed as if they were not. */
  readonly bytes: number;
  /** How often the queue has handed it over, this time too. */
  readonly receives: number;
  /** What is wrong with it, so that it never will be understood. @default nothing */
  readonly problem?: string;
};

type Json = Readonly<Record<string, unknown>>;

/** S3 sends it once, when a bucket is told of its queue. */
const TEST = 's3:TestEvent';

/** Objects that came, or went; on a versioned bucket they go as `ObjectRemoved:DeleteMarkerCreated`. */
const LOOKED_AT = /^(?:s3:)?Object(?:Created|Removed):/;

/** Throws `SaolaError('bad-request')` for what is no event of SQS at all. */
export function readEvent(event: unknown, bucket: string): Message[] {
  const records = objectOf(event)['Records'];
  if (Array.isArray(records) && records.length > 0 && records.every(isDelivered)) {
    return records.map((each) => readMessage(each, bucket));
  }
  throw new SaolaError(
    'bad-request',
    `Found ${JSON.stringify(event)?.slice(0, 200)}; the messages of an SQS queue are wanted: {"Records": [{"messageId": "…", "body": "…"}]}.`,
  );
}

function readMessage({ messageId: id, body, attributes }: Delivered, bucket: string): Message {
  const receives = Number(objectOf(attributes)['ApproximateReceiveCount'] ?? 1);
  const nothing = { id, keys: [], bytes: 0, receives };
  let json: Json;
  try {
    json = objectOf(JSON.parse(body));
  } catch {
    return { ...nothing, problem: `the message is not JSON: ${body.slice(0, 100)}` };
  }
  if (json['Event'] === TEST) return nothing;
  const records = json['Records'];
  if (!Array.isArray(records)) return { ...nothing, problem: `the message is no event of S3: ${body.slice(0, 100)}` };
  const keys = new Set<string>();
  const problems: string[] = [];
  let bytes = 0;
  for (const record of records.map(objectOf)) {
    const found = keyOf(record, bucket);
    if (typeof found === 'string') {
      keys.add(found);
      bytes += sizeOf(record) * (found.endsWith('.gz') ? PACKED : 1);
    } else if (found) problems.push(found.problem);
  }
  return { id, keys: [...keys], bytes, receives, ...(problems.length > 0 && { problem: problems.join('; ') }) };
}

/** `null`: an event of another kind, which says nothing of what stands there. */
function keyOf(record: Json, bucket: string): string | { readonly problem: string } | null {
  const { eventName, s3 } = record;
  if (typeof eventName !== 'string') return { problem: 'an event has no name' };
  if (!LOOKED_AT.test(eventName)) return null;
  const name = objectOf(objectOf(s3)['bucket'])['name'];
  const key = objectOf(objectOf(s3)['object'])['key'];
  if (name !== bucket) return { problem: `an event is of the bucket ${JSON.stringify(name)}, and not of ${bucket}` };
  if (typeof key !== 'string' || key === '') return { problem: `${eventName} names no object` };
  try {
    return decodeURIComponent(key.replaceAll('+', ' ')); // as forms are: a plus that is meant comes as %2B
  } catch {
    return { problem: `the key ${key} is not URL-encoded UTF-8` };
  }
}

/** How much more of an archive comes out, about: gzip makes a fifth of text. */
const PACKED = 5;

/** Of a deletion none is told. */
function sizeOf({ s3 }: Json): number {
  const { size } = objectOf(objectOf(s3)['object']);
  return typeof size === 'number' ? size : 0;
}

type Delivered = { readonly messageId: string; readonly body: string; readonly attributes?: unknown };

function isDelivered(record: unknown): record is Delivered {
  const { messageId, body } = objectOf(record);
  return typeof messageId === 'string' && messageId !== '' && typeof body === 'string';
}

const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

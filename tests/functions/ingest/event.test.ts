/** Messages of SQS with events of S3 in them, in the shapes that AWS documents. */
import { expect, test } from 'vitest';
import { readEvent } from '../../../functions/ingest/event.ts';
import { s3Event, sqsEvent, sqsRecord } from './events.ts';

const read = (body: string) => readEvent({ Records: [sqsRecord(body, 'm1')] }, 'saola-1x2y');

test.each([
  { why: 'a put', name: 'ObjectCreated:Put' },
  { why: 'a copy', name: 'ObjectCreated:Copy' },
  { why: 'an upload in parts', name: 'ObjectCreated:CompleteMultipartUpload' },
  { why: 'a deletion, or one of an old version', name: 'ObjectRemoved:Delete' },
  { why: 'a deletion on a versioned bucket', name: 'ObjectRemoved:DeleteMarkerCreated' },
])('$why names its object', ({ name }) => {
  expect(read(s3Event('articles/tin.json', name))).toMatchObject([{ id: 'm1', keys: ['articles/tin.json'] }]);
});

test.each([
  { why: 'a space comes as a plus', key: 'articles/gia+xang.json', is: 'articles/gia xang.json' },
  { why: 'a plus comes coded', key: 'articles/C%2B%2B.json', is: 'articles/C++.json' },
  {
    why: 'Vietnamese comes as its UTF-8',
    key: 'articles/B%C3%A3o+s%E1%BB%91+3.json',
    is: 'articles/Bão số 3.json',
  },
  { why: 'what looks coded is coded once more', key: 'articles/100%2525.json', is: 'articles/100%25.json' },
])('a key is URL-encoded: $why', ({ key, is }) => {
  expect(read(s3Event(key))).toMatchObject([{ id: 'm1', keys: [is] }]);
});

test.each([
  {
    why: 'S3 tries the queue when the bucket is told of it',
    body: '{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-25T02:00:00.000Z","Bucket":"saola-1x2y","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4"}',
  },
  { why: 'a restored object is the same', body: s3Event('articles/tin.json', 'ObjectRestore:Completed') },
  { why: 'so is one with a new tag', body: s3Event('articles/tin.json', 'ObjectTagging:Put') },
])('says nothing of articles: $why', ({ body }) => {
  expect(read(body)).toMatchObject([{ id: 'm1', keys: [] }]);
});

test.each([
  { why: 'no JSON', body: 'bão số 3', says: 'not JSON' },
  { why: 'JSON of somebody else', body: '{"tin":"bão"}', says: 'no event of S3' },
  { why: 'no object', body: '[]', says: 'no event of S3' },
  { why: 'null', body: 'null', says: 'no event of S3' },
  { why: 'another bucket', body: s3Event('articles/tin.json', undefined, 'kho-khac'), says: '"kho-khac"' },
  { why: 'a broken code', body: s3Event('articles/%E1%BB.json'), says: 'not URL-encoded' },
  { why: 'a record without a name', body: '{"Records":[{"s3":{}}]}', says: 'no name' },
  { why: 'a record without an object', body: s3Event(''), says: 'names no object' },
])('is named, and asks for nothing: $why', ({ body, says }) => {
  expect(read(body)).toMatchObject([{ id: 'm1', keys: [], problem: expect.stringContaining(says) }]);
});

test('what can be read of a message counts beside what cannot', () => {
  const [good, bad] = [s3Event('articles/tin.json'), s3Event('articles/%E1%BB.json')].map(
    (body) => (JSON.parse(body) as { Records: unknown[] }).Records[0],
  );
  expect(read(JSON.stringify({ Records: [good, bad, good] }))).toMatchObject([
    { id: 'm1', keys: ['articles/tin.json'], problem: expect.stringContaining('not URL-encoded') },
  ]);
});

test('each message keeps its name', () => {
  const event = sqsEvent([s3Event('articles/a.json'), s3Event('articles/b.json')]);
  expect(readEvent(event, 'saola-1x2y').map(({ keys }) => keys)).toEqual([['articles/a.json'], ['articles/b.json']]);
  expect(new Set(readEvent(event, 'saola-1x2y').map(({ id }) => id)).size).toBe(2);
});

test.each([null, 'tin', {}, { Records: [] }, { Records: [{ messageId: 'm1' }] }, { Records: [{ body: '{}' }] }])(
  '%j is no event of SQS',
  (event) => {
    expect(() => readEvent(event, 'saola-1x2y')).toThrow('messages of an SQS queue are wanted');
  },
);

test.each([
  { why: 'the size that the object had', body: s3Event('articles/tin.json'), bytes: 1024 },
  { why: 'what may come out of an archive', body: s3Event('articles/tin.json.gz'), bytes: 5120 },
  {
    why: 'none where it says none, as of a deletion',
    body: s3Event('articles/tin.json').replace('"size":1024,', ''),
    bytes: 0,
  },
])('a message says how much it asks for, and how often it has come: $why', ({ body, bytes }) => {
  const record = sqsRecord(body, 'm1');
  const again = { ...record, attributes: { ...record.attributes, ApproximateReceiveCount: '3' } };
  expect(readEvent({ Records: [again] }, 'saola-1x2y')).toMatchObject([{ bytes, receives: 3 }]);
});

/** Places as users write them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseS3Uri } from '../../../core/store/s3-uri.ts';
import { openStore } from '../../../core/store/uri.ts';
import { bytesOf } from '../../contracts/store.ts';

describe('a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saola tin tức '));
    await (await openStore(folder)).put('current.json', bytesOf('một'));
  });
  afterAll(async () => await rm(folder, { recursive: true }));

  test('is named by its path, with or without file:, or by its file address', async () => {
    const address = pathToFileURL(folder).href;
    expect(address).toContain('%20');
    const uris = [folder, `${folder}/`, `file:${folder}`, address];
    const found = await Promise.all(uris.map(async (uri) => await (await openStore(uri)).head('current.json')));
    expect(found.map((item) => item?.bytes)).toEqual(uris.map(() => bytesOf('một').length));
  });

  test.each([
    { uri: 'data/chỉ mục', folder: 'data/chỉ mục', why: 'relative' },
    { uri: 'file:data/chỉ mục', folder: 'data/chỉ mục', why: 'relative, with file:' },
    { uri: './http:', folder: './http:', why: 'a strange name, said to be a folder' },
    { uri: 'C:\\saola', folder: 'C:\\saola', why: 'a drive of Windows is no scheme' },
  ])('$uri — $why', async ({ uri, folder: named }) => expect((await openStore(uri)).uri).toBe(named));
});

describe('s3://', () => {
  test.each([
    { uri: 's3://bao', bucket: 'bao', keyPrefix: '' },
    { uri: 's3://bao/', bucket: 'bao', keyPrefix: '' },
    { uri: 's3://bao/saola', bucket: 'bao', keyPrefix: 'saola/' },
    { uri: 's3://bao/saola/', bucket: 'bao', keyPrefix: 'saola/' },
    { uri: 's3://tin-tuc.example.vn/chỉ mục/tìm 50%', bucket: 'tin-tuc.example.vn', keyPrefix: 'chỉ mục/tìm 50%/' },
  ])('$uri', ({ uri, bucket, keyPrefix }) => expect(parseS3Uri(uri)).toEqual({ bucket, keyPrefix }));

  test('is opened as such', async () => {
    expect((await openStore('s3://bao/saola', { endpoint: 'http://127.0.0.1:7070' })).uri).toBe('s3://bao/saola');
  });
});

test.each([
  { uri: '', says: /has no name/ },
  { uri: '   ', says: /has no name/ },
  { uri: 'file:', says: /names no folder/ },
  { uri: 'file://may-khac/saola', says: /no file address of this machine/ },
  { uri: 'http://example.vn/saola', says: /no place for a store.*s3:\/\/bucket\/prefix/ },
  { uri: 'gs://bao/saola', says: /no place for a store/ },
  { uri: 'saola\0', says: /NUL/ },
  { uri: 's3:', says: /names no bucket/ },
  { uri: 's3://', says: /names no bucket/ },
  { uri: 's3:///saola', says: /names no bucket/ },
  { uri: 's3:bao/saola', says: /names no bucket/ },
  { uri: 's3://Bao/saola', says: /"Bao" as its bucket/ },
  { uri: 's3://b/saola', says: /3 to 63/ },
  { uri: 's3://bao//saola', says: /empty step/ },
  { uri: 's3://bao/saola//', says: /empty step/ },
  { uri: 's3://bao/../saola', says: /empty step, "\." or "\.\."/ },
  { uri: 's3://bao/sao\nla', says: /control character/ },
  { uri: `s3://bao/${'x'.repeat(501)}`, says: /501 bytes; 500 are the most/ },
])('$uri is refused, with what would do', async ({ uri, says }) => {
  await expect(openStore(uri)).rejects.toMatchObject({ code: 'bad-request', message: expect.stringMatching(says) });
});

test.each([
  { uri: 'chi-muc', endpoint: 'http://127.0.0.1:7070', says: /the store is the folder "chi-muc"/ },
  { uri: 's3://bao/saola', endpoint: '127.0.0.1:7070', says: /no address of an S3 server\. Say https:/ },
  { uri: 's3://bao/saola', endpoint: 'ftp://example.vn', says: /no address of an S3 server/ },
])('$endpoint is no endpoint for $uri', async ({ uri, endpoint, says }) => {
  await expect(openStore(uri, { endpoint })).rejects.toMatchObject({
    code: 'bad-request',
    message: expect.stringMatching(says),
  });
});

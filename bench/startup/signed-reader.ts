/** The least that reads of an S3 that wants signatures: what a reader of our own could save over the S3 client at most.
 *  Not for use: it repeats nothing, gives up nothing in time, and takes every trouble for a defect. */
import { createHash, createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { IncomingMessage } from 'node:http';
import { memoryStore } from '../../core/store/memory.ts';
import type { Store, Stored, Tag } from '../../core/store/store.ts';

/** Takes the settings of the function; the endpoint has to be among them. What is not a read goes nowhere. */
export function signedReader(environment: NodeJS.ProcessEnv): Store {
  const uri = environment['SAOLA_STORE'] ?? '';
  const endpoint = new URL(environment['SAOLA_ENDPOINT'] ?? '');
  const { request, Agent } = endpoint.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true });

  async function read(key: string, asked: Readonly<Record<string, string>>): Promise<Stored | 'same' | null> {
    const url = new URL(`${uri.replace('s3:/', '')}/${key}`, endpoint);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { agent, headers: { ...signed(url, environment), ...asked } }, resolve)
        .on('error', reject)
        .end();
    });
    const pieces: Buffer[] = [];
    for await (const piece of response) pieces.push(piece as Buffer);
    if (response.statusCode === 304) return 'same';
    if (response.statusCode === 404) return null;
    const bytes = Buffer.concat(pieces);
    if ((response.statusCode ?? 0) >= 300) throw new Error(`${url.href}: ${response.statusCode} ${bytes.toString()}`);
    return { bytes, tag: (response.headers.etag ?? '') as Tag };
  }

  return {
    ...memoryStore(),
    uri,
    async get(key, { range } = {}) {
      const got = await read(key, range ? { range: `bytes=${range.offset}-${range.offset + range.length - 1}` } : {});
      return got === 'same' ? null : got;
    },
    getIfChanged: (key, known) => read(key, { 'if-none-match': known }),
  };
}

/** Signature Version 4 of a GET without a query ("Authenticating Requests: Using the Authorization Header" in the Amazon
 *  S3 API reference). */
function signed({ host, pathname }: URL, environment: NodeJS.ProcessEnv): Record<string, string> {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const headers = { host, 'x-amz-content-sha256': sha256(''), 'x-amz-date': time };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = ['GET', pathname, '', lines.join(''), names, sha256('')].join('\n');
  const scope = [time.slice(0, 8), environment['AWS_REGION'] ?? '', 's3', 'aws4_request'];
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${environment['AWS_SECRET_ACCESS_KEY']}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n'));
  const credential = [environment['AWS_ACCESS_KEY_ID'], ...scope].join('/');
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature.toString('hex')}`,
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

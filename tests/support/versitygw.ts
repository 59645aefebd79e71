/** A real S3 server for tests: versitygw over a folder of its own, on a free port, gone when the tests are.
 *  To have it: `go install github.com/versity/versitygw/cmd/versitygw@v1.8.0` (three minutes, once). */
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import type { Keys } from './small-s3-signature.ts';

export interface Versitygw {
  readonly endpoint: string;
  readonly bucket: string;
  readonly keys: Keys;
  /** For the AWS client of this process or a child. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** The program, from SAOLA_VERSITYGW, the PATH or where Go installs; `null` where it is nowhere. */
export function findVersitygw(): string | null {
  const told = process.env['SAOLA_VERSITYGW'];
  if (told !== undefined && told !== '') return told;
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    process.env['GOBIN'] ?? '',
    join(process.env['GOPATH'] ?? join(homedir(), 'go'), 'bin'),
  ];
  return (
    folders
      .filter(Boolean)
      .map((folder) => join(folder, 'versitygw'))
      .find(isProgram) ?? null
  );
}

const STARTS_WITHIN_MS = 30_000;

export async function startVersitygw(program: string): Promise<Versitygw> {
  const folder = await mkdtemp(join(tmpdir(), 'saola-versitygw-'));
  const [data, versions] = [join(folder, 'data'), join(folder, 'versions')];
  await Promise.all([mkdir(data), mkdir(versions)]);
  const port = await freePort();
  const keys = { accessKeyId: 'AKIAVERSITY', secretAccessKey: 'only-for-this-test' };
  const args = ['--port', `127.0.0.1:${port}`, '--quiet', 'posix', '--versioning-dir', versions, data];
  const server = spawn(program, args, {
    env: { ...process.env, ROOT_ACCESS_KEY: keys.accessKeyId, ROOT_SECRET_KEY: keys.secretAccessKey },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  const ended = once(server, 'exit');
  const endpoint = `http://127.0.0.1:${port}`;
  const env = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_REGION: 'us-east-1',
    // Its warning about old Nodes belongs on no test's standard error.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  const close = async () => {
    server.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    credentials: keys,
    forcePathStyle: true,
    maxAttempts: 1,
  });
  try {
    for (const start = Date.now(); ; await sleep(50)) {
      if (server.exitCode !== null) throw new Error(`versitygw ended at once: ${said}`);
      const answers = await client.send(new ListBucketsCommand({})).then(
        () => true,
        () => false,
      );
      if (answers) break;
      if (Date.now() - start > STARTS_WITHIN_MS) throw new Error(`versitygw does not answer: ${said}`);
    }
    const bucket = 'saola';
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    return { endpoint, bucket, keys, env, close };
  } catch (error) {
    await close();
    throw error;
  } finally {
    client.destroy();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** A small Lambda: the Runtime API (AWS, "Using the Lambda runtime API") over node:http, and a process that runs a bundled
 *  handler under AWS's own runtime client. As on Lambda, the process is frozen whenever it waits for the next event. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const here = dirname(fileURLToPath(import.meta.url));

export const RUNTIME_CLIENT = join(here, 'node_modules/aws-lambda-ric/index.mjs');

/** What the runtime client reports. */
export type Failure = { readonly errorType: string; readonly errorMessage: string };
export type Outcome<T> =
  | { readonly response: T }
  | { readonly error: Failure }
  /** The function ran out of time, or its process ended; a new one is needed. */
  | { readonly lost: 'timed out' | 'exited' };

export type FunctionOptions = {
  /** The Node that runs it. */
  readonly node: string;
  /** Folder of the bundle: `handler.mjs` or `.cjs`. */
  readonly taskRoot: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds for one event. */
  readonly timeoutMs: number;
};

export interface LambdaFunction {
  /** Sends an event and waits for what becomes of it. One at a time, as Lambda does. */
  invoke<T>(event: unknown): Promise<Outcome<T>>;
  /** What was reported instead of a first `next`; `null` where the function started. */
  readonly started: Promise<Failure | null>;
  /** Lines on stdout so far. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

type Waiting = { readonly id: string; readonly settle: (outcome: Outcome<unknown>) => void };

export async function startFunction(options: FunctionOptions): Promise<LambdaFunction> {
  const lines: string[] = [];
  const polls = mailbox<ServerResponse>();
  let waiting: Waiting | undefined;
  let events = 0;
  let start!: (failure: Failure | null) => void;
  const started = new Promise<Failure | null>((resolve) => (start = resolve));

  const server = createServer((request, response) => void route(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const child = spawn(options.node, ['--require', join(here, 'native-client.cjs'), RUNTIME_CLIENT], {
    cwd: options.taskRoot,
    env: {
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      AWS_LAMBDA_FUNCTION_NAME: 'saola-search',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1769',
      AWS_LAMBDA_LOG_GROUP_NAME: '/saola/search',
      AWS_LAMBDA_LOG_STREAM_NAME: '2026/05/04/[$LATEST]0123456789abcdef',
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      LAMBDA_TASK_ROOT: options.taskRoot,
      _HANDLER: 'handler.handler',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const collect = (chunk: Buffer) => {
    const [...whole] = (text += chunk.toString()).split('\n');
    text = whole.pop() ?? '';
    lines.push(...whole);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exited = new Promise<null>((resolve) => {
    child.once('close', () => {
      waiting?.settle({ lost: 'exited' });
      start({ errorType: 'Runtime.ExitError', errorMessage: lines.join('\n') });
      resolve(null);
    });
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, path = ''] = /^\/2018-06-01\/runtime\/(.*)$/.exec(request.url ?? '') ?? [];
    const body = await readAll(request);
    if (path === 'invocation/next') {
      polls.put(response);
      start(null);
      child.kill('SIGSTOP');
      return;
    }
    if (path === 'init/error') start(JSON.parse(body) as Failure);
    const [, id, kind] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (waiting && id === waiting.id) {
      const { settle } = waiting;
      waiting = undefined;
      settle(kind === 'response' ? { response: JSON.parse(body) as unknown } : { error: JSON.parse(body) as Failure });
    }
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
  }

  async function invoke<T>(event: unknown): Promise<Outcome<T>> {
    if (await started) return { lost: 'exited' };
    const id = `event-${++events}`;
    const answer = await Promise.race([polls.take(), exited]);
    if (!answer) return { lost: 'exited' };
    const outcome = new Promise<Outcome<unknown>>((settle) => (waiting = { id, settle }));
    const timer = setTimeout(() => {
      waiting?.settle({ lost: 'timed out' });
      child.kill('SIGKILL');
    }, options.timeoutMs);
    child.kill('SIGCONT');
    answer.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': id,
      'lambda-runtime-deadline-ms': String(Date.now() + options.timeoutMs),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:ap-southeast-1:123456789012:function:saola-search',
      'lambda-runtime-trace-id': 'Root=1-5759e988-bd862e3fe1be46a994272793',
    });
    answer.end(JSON.stringify(event));
    const settled = await outcome;
    clearTimeout(timer);
    return settled as Outcome<T>;
  }

  return {
    invoke,
    started,
    lines,
    async stop() {
      child.kill('SIGKILL');
      await exited;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Holds what was put until somebody takes it, and whoever takes until something is put. */
function mailbox<T>() {
  const held: T[] = [];
  const takers: ((item: T) => void)[] = [];
  return {
    put(item: T): void {
      const taker = takers.shift();
      if (taker) taker(item);
      else held.push(item);
    },
    take: (): Promise<T> => {
      const item = held.shift();
      return item === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(item);
    },
  };
}

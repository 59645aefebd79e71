/** Given a request and what became of it, returns the one line of JSON that the log keeps of it.
 *  Who asked is not in it: no address, no header. What was asked can be left out too. */
import { SaolaError } from '../../core/errors.ts';
import type { Facts } from './http.ts';
import type { HttpRequest } from './message.ts';

export type LogOptions = {
  /** Whether the line says what was searched for. */
  readonly queries: boolean;
};

export type Logged = {
  readonly request: HttpRequest;
  readonly status: number;
  readonly facts: Facts;
  /** Milliseconds from event to response. */
  readonly ms: number;
  /** ISO 8601. */
  readonly timestamp: string;
  /** What Lambda calls the request, to find its own lines about it. */
  readonly requestId?: string;
};

/** Lambda's log filter reads `timestamp` and `level`; the names of the levels are its own. */
export function logLine({ request, status, facts, ms, timestamp, requestId }: Logged, options: LogOptions): string {
  const { query, refused, cold, error, trouble, ...rest } = facts;
  return JSON.stringify({
    timestamp,
    level: status >= 500 ? 'ERROR' : trouble ? 'WARN' : 'INFO',
    message: 'request',
    ...(requestId !== undefined && { requestId }),
    method: request.method.slice(0, 20),
    path: request.path.slice(0, 100),
    status,
    ...(options.queries && query !== undefined && { query }),
    ...(options.queries && refused && { refused: refused.map((name) => name.slice(0, 100)) }),
    ...rest,
    ms: Math.round(ms * 10) / 10,
    ...(cold !== undefined && { start: cold ? 'cold' : 'warm' }),
    ...(error !== undefined && { error: describe(error) }),
    ...(trouble && { trouble: describe(trouble) }),
  });
}

/** Of what was foreseen, code and message; of a defect, the stack; of both, what caused it, so many steps back. */
function describe(error: unknown, steps = 3): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    ...(error instanceof SaolaError ? { code: error.code } : { name: error.name, stack: error.stack }),
    message: error.message,
    ...(error.cause !== undefined && steps > 0 && { cause: describe(error.cause, steps - 1) }),
  };
}

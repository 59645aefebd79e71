/** Given what went wrong, returns what the client is told: `application/problem+json` (RFC 9457).
 *  A message of the inside (places, keys, stacks) goes to the log and never into an answer. */
import { STATUS_CODES } from 'node:http';
import { SaolaError } from '../../core/errors.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { Refusal } from './query.ts';

export type ProblemCode = ErrorCode | 'not-found' | 'method-not-allowed' | 'answer-too-large' | 'internal';

export type Problem = {
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  /** What is wrong with each parameter, where that is the trouble. */
  readonly errors?: readonly Refusal[];
  /** Seconds. */
  readonly retryAfter?: number;
};

type Told = { readonly status: number; readonly detail: string; readonly retryAfter?: number };

const INTERNAL = {
  status: 500,
  detail: 'Something went wrong that should not have. The log of the function says what.',
} satisfies Told;

const TOLD = {
  'bad-request': { status: 400, detail: 'The request asks for something that cannot be.' },
  'index-missing': {
    status: 503,
    detail: 'Nothing has been published here yet. Publish first: saola index <source> --store <uri>.',
    retryAfter: 60,
  },
  'index-malformed': {
    status: 503,
    detail:
      'The published index is damaged; the log says where. Publish it again with saola index --full, or go back with saola rollback.',
    retryAfter: 60,
  },
  'index-format': {
    status: 503,
    detail:
      'The published index has a format that this function does not read. Deploy and publish with one version of Saola.',
    retryAfter: 60,
  },
  'index-analyzer': {
    status: 503,
    detail:
      'The published index was built with another analyzer. Deploy this version of Saola, then publish with saola index --full.',
    retryAfter: 60,
  },
  'store-unavailable': {
    status: 503,
    detail: 'The store that holds the index does not answer in time. Try again in a few seconds.',
    retryAfter: 5,
  },
  'store-refused': {
    status: 503,
    detail: 'The store that holds the index refuses to be read. The log of the function says why.',
    retryAfter: 60,
  },
  'publish-conflict': INTERNAL,
  'bad-source': INTERNAL,
} satisfies Record<ErrorCode, Told>;

export function problemOf(error: unknown): Problem {
  if (!(error instanceof SaolaError)) return { code: 'internal', ...INTERNAL };
  const told: Told = TOLD[error.code];
  return { code: error.code, ...told, ...(error.code === 'bad-request' && { detail: error.message }) };
}

export function refusalProblem(errors: readonly Refusal[]): Problem {
  const shown = errors.map((one) => (one.found === undefined ? one : { ...one, found: shorten(one.found) }));
  return { status: 400, code: 'bad-request', detail: shown.map(sentence).join(' '), errors: shown };
}

export function problemBody({ status, code, detail, errors }: Problem): string {
  return JSON.stringify({
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    code,
    detail,
    ...(errors && { errors }),
  });
}

function sentence({ parameter, found, allowed }: Refusal): string {
  return `${shorten(parameter)}: found ${found === undefined ? 'nothing' : JSON.stringify(found)}; allowed: ${allowed}.`;
}

/** Long enough to recognise what was sent, in characters. */
const SHOWN = 80;

function shorten(text: string): string {
  const characters = Array.from(text);
  return characters.length <= SHOWN ? text : `${characters.slice(0, SHOWN).join('')}…`;
}

/** Given what the state machine sends, here is what is to be done. Anything else is refused, as it came from somebody else. */
import { SaolaError } from '../../core/errors.ts';

export type BuildEvent =
  | {
      readonly kind: 'part';
      readonly number: number;
      readonly of: number;
      readonly job: string;
      /** Objects below the prefix of articles. */
      readonly sources: readonly string[];
    }
  | { readonly kind: 'join'; readonly job: string; readonly allowShrink: boolean };

/** Throws `SaolaError('bad-request')`. */
export function readEvent(event: unknown): BuildEvent {
  const fields: Readonly<Record<string, unknown>> = typeof event === 'object' && event !== null ? { ...event } : {};
  const { part, of, job, sources, join, allowShrink = false } = fields;
  if (typeof job === 'string' && job !== '') {
    if (join === true && typeof allowShrink === 'boolean') return { kind: 'join', job, allowShrink };
    if (typeof part === 'number' && typeof of === 'number' && areNames(sources)) {
      return { kind: 'part', number: part, of, job, sources };
    }
  }
  throw new SaolaError(
    'bad-request',
    `Found ${JSON.stringify(event)}; {"part": 1, "of": 8, "job": "…", "sources": ["2024.jsonl.gz"]} or {"join": true, "job": "…"} is wanted.`,
  );
}

const areNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string' && name !== '');

/** Options whose value is a size in bytes. */
import { Misuse } from './command.ts';

const UNITS = { MB: 1024 ** 2, GB: 1024 ** 3 } as const;

/** Bytes that a run takes at least: one thread and what it works beside. */
export const LEAST_MEMORY = 256 * UNITS.MB;

/** Bytes of a size as `512MB`; NaN for what is none. */
export function bytesOf(text: string): number {
  const [, number, unit] = /^(\d{1,6}(?:\.\d{1,3})?)\s*(MB|GB)$/i.exec(text) ?? [];
  return unit === undefined ? NaN : Number(number) * UNITS[unit.toUpperCase() as keyof typeof UNITS];
}

export const wantedSize = (least: number): string => `a size as 512MB or 2GB, at least ${least / UNITS.MB}MB`;

/** `undefined` where the option is not given. Throws `Misuse` for what is no size, and for one below `least`. */
export function sizeOf(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const bytes = bytesOf(text);
  if (bytes >= least) return bytes;
  throw new Misuse(`--${name} must be ${wantedSize(least)}; found "${text}".`);
}

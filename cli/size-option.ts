/** Options whose value is a size in bytes. */
import { Misuse } from './command.ts';

const UNITS = { MB: 1024 ** 2, GB: 1024 ** 3 } as const;

/** `undefined` where the option is not given. Throws `Misuse` for what is no size, and for one below `least`. */
export function sizeOf(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const [, number, unit] = /^(\d{1,6}(?:\.\d{1,3})?)\s*(MB|GB)$/i.exec(text) ?? [];
  const bytes = unit === undefined ? NaN : Number(number) * UNITS[unit.toUpperCase() as keyof typeof UNITS];
  if (bytes >= least) return bytes;
  throw new Misuse(`--${name} must be a size as 512MB or 2GB, at least ${least / UNITS.MB}MB; found "${text}".`);
}

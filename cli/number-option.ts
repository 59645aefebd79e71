/** Options whose value is a whole number. */
import { Misuse } from './command.ts';

export type Bounds = { readonly least: number; readonly most: number; readonly otherwise: number };

/** `otherwise` where the option is not given. Throws `Misuse` for anything but a whole number within the bounds. */
export function numberOf(name: string, text: string | undefined, { least, most, otherwise }: Bounds): number {
  if (text === undefined) return otherwise;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  throw new Misuse(`--${name} must be a whole number from ${least} to ${most}; found "${text}".`);
}

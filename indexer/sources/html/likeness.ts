/** Given two texts, says how much of them they have in common, from 88 letters kept of the earlier one. */
import { alike, BINS, bytesOf, leastOf } from '../../sketch.ts';

/** What is to be kept of a text: its sketch in base64. */
export function sketchOf(text: string): string {
  return Buffer.from(bytesIn(text)).toString('base64');
}

/** From 0 to 1. `sketch`: of the earlier one. */
export function likenessOf(sketch: string, text: string): number {
  return alike(Buffer.from(sketch, 'base64'), bytesIn(text));
}

function bytesIn(text: string): Uint8Array {
  const bytes = new Uint8Array(BINS);
  bytesOf(leastOf(text).least, bytes);
  return bytes;
}

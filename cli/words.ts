/** Numbers and sizes as people read them. */

/** `1 article`, `12,000 articles`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}

/** Powers of a thousand, as `ls -h --si` counts. */
export function bytes(number: number): string {
  if (number < 1_000) return count(number, 'byte');
  if (number < 1_000_000) return `${(number / 1_000).toFixed(1)} kB`;
  return `${(number / 1_000_000).toFixed(1)} MB`;
}

export function duration(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  return `${Math.round(seconds / 60)} min`;
}

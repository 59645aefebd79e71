/** Given a name as people write it, returns it as addresses have it: `Thế giới` is `the-gioi`. */

/** Small letters and digits without accents, words with `-` between them; empty where there is neither. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

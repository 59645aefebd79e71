/** How figures are written, in tables and on plots alike. */

export const grouped = (value: number): string => Math.round(value).toLocaleString('en-US');

/** Three digits, or whole ones from 100 ms on. */
export const milliseconds = (ms: number): string => (ms < 100 ? ms.toFixed(ms < 10 ? 2 : 1) : grouped(ms));

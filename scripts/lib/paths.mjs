/** Where things stand in this repository. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const dist = join(root, 'dist');
/** Whatever scripts write for their own use; deleting it costs time only. */
export const cache = join(root, '.cache');

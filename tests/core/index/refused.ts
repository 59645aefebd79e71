/** What damaged bytes of an index end with. */
import { SaolaError } from '../../../core/errors.ts';

/** `index-malformed` where `read` refuses; what it returns where it does not. Anything else that is thrown is a defect. */
export function outcomeOf<T>(read: () => T): T | 'index-malformed' {
  try {
    return read();
  } catch (error) {
    if (error instanceof SaolaError && error.code === 'index-malformed') return error.code;
    throw error;
  }
}

export async function outcomeOfAsync<T>(read: () => Promise<T>): Promise<T | 'index-malformed'> {
  try {
    return await read();
  } catch (error) {
    return outcomeOf(() => {
      throw error;
    });
  }
}

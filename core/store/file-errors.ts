/** Given what the file system threw, says it as a `SaolaError` that tells the user what to do. */
import { SaolaError } from '../errors.ts';

/** `ENOENT` and the like; empty where it is none of the system's errors. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not do that there. Choose another folder, or change its owner or mode',
  EPERM: 'the system does not allow that there. Choose another folder, or change its owner or mode',
  EROFS: 'the file system is read-only. Choose another folder',
  ENOSPC: 'the disk is full. Make room, or choose another folder',
  EDQUOT: 'the disk quota is used up. Make room, or choose another folder',
  ENOTDIR: 'something on that path is a file, where a folder is wanted. Choose another folder',
  EEXIST: 'something on that path is a file, where a folder is wanted. Choose another folder',
  EISDIR: 'that name is a folder, where a file is wanted. Choose another folder',
  ENOENT: 'a folder on that path has disappeared, or its name points nowhere. Create it, or choose another folder',
  ENAMETOOLONG: 'the path is too long. Choose a folder with a shorter path',
  EXDEV: 'the folder lies on two file systems. Choose another folder',
  ELOOP: 'its symbolic links run in a circle. Choose another folder',
};

/** `doing` completes "Could not …": e.g. `write segments/3f…a9.terms`. Anything that is not the system's passes as it is. */
export function fileError(error: unknown, doing: string, folder: string): unknown {
  const errno = errnoOf(error);
  if (error instanceof SaolaError || !(error instanceof Error) || !/^E[A-Z0-9]+$/.test(errno)) return error;
  const refusal = REFUSALS[errno];
  return refusal === undefined
    ? new SaolaError('store-unavailable', `Could not ${doing} in ${folder}: ${error.message}. Try again.`, {
        cause: error,
      })
    : new SaolaError('store-refused', `Could not ${doing} in ${folder}: ${refusal} (${errno}).`, { cause: error });
}

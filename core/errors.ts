/** Every trouble Saola reports on purpose: a closed list of codes, each with a message that says what was found,
 *  what was wanted and what to do. Anything else that is thrown is a defect. */

export type ErrorCode =
  /** The caller asked for something that cannot be: a bad parameter, option or value. */
  | 'bad-request'
  /** Nothing has been published at this place yet. */
  | 'index-missing'
  /** Bytes of the index are not what their own description says (length, hash, checksum, structure). */
  | 'index-malformed'
  /** The index was written in a format that this version cannot read. */
  | 'index-format'
  /** The index was built with another analyzer, so its terms are not the terms of this version's queries. */
  | 'index-analyzer'
  /** The store did not answer in time, answered with an error of its own, or cannot be reached. */
  | 'store-unavailable'
  /** The store answered, and refuses: no permission, no such bucket, a folder that cannot be written. */
  | 'store-refused'
  /** Somebody else published between our reading and our writing. */
  | 'publish-conflict'
  /** Sources could not be read, or hold nothing to index. */
  | 'bad-source';

export class SaolaError extends Error {
  override readonly name = 'SaolaError';
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

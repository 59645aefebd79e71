/** Given what went wrong with a request, says it in the words of a report, and whether asking again may help. */
import { ClosedAddress } from './guard.ts';

/** A bound of ours that an answer went beyond, or words for what Node has only codes for. */
export class FetchTrouble extends Error {
  override readonly name = 'FetchTrouble';
  readonly isPassing: boolean;
  constructor(message: string, { isPassing }: { readonly isPassing: boolean }) {
    super(message);
    this.isPassing = isPassing;
  }
}

export type Trouble = { readonly what: string; readonly isPassing: boolean };

/** `null` for what came from neither network nor server: that is a defect, and for somebody else to catch. */
export function troubleOf(error: unknown): Trouble | null {
  if (error instanceof FetchTrouble) return { what: error.message, isPassing: error.isPassing };
  if (error instanceof ClosedAddress) return { what: error.message, isPassing: false };
  // Several addresses were tried, each with an error of its own.
  if (error instanceof AggregateError && error.errors.length > 0) return troubleOf(error.errors[0]);
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const { code, message } = error;
  const words = WORDS[code];
  if (words) return words;
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR')) {
    return { what: `what the server packed is damaged (${message})`, isPassing: false };
  }
  if (code.startsWith('HPE_')) return { what: `the server does not speak HTTP (${message})`, isPassing: false };
  if (/CERT|UNABLE_TO_|SELF_SIGNED|^ERR_(?:SSL|TLS)/.test(code)) {
    return { what: `the server’s certificate is not trusted (${code})`, isPassing: false };
  }
  return 'syscall' in error || code === 'EPROTO'
    ? { what: `the connection broke (${message})`, isPassing: true }
    : null;
}

const WORDS: Readonly<Record<string, Trouble>> = {
  ECONNREFUSED: { what: 'nothing listens there', isPassing: true },
  ENOTFOUND: { what: 'its host name cannot be found', isPassing: false },
  EAI_AGAIN: { what: 'its host name cannot be looked up now', isPassing: true },
  ECONNRESET: { what: 'the connection broke off', isPassing: true },
  ERR_STREAM_PREMATURE_CLOSE: { what: 'the connection broke off', isPassing: true },
  ETIMEDOUT: { what: 'the host does not answer', isPassing: true },
  Z_BUF_ERROR: { what: 'the packed data ends early', isPassing: true },
  HPE_HEADER_OVERFLOW: { what: 'its headers are longer than 16 KiB', isPassing: false },
};

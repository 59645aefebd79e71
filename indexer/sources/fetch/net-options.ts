/** What a run says of the network. Types alone, so that the library's types need none of Node's. */
import type { S3Objects } from '../../../core/store/s3-objects.ts';

export type NetOptions = {
  /** Requests to one host that may be under way. @default 2 */
  readonly atOnce?: number;
  /** Milliseconds between the starts of two requests to one host. @default 100 */
  readonly delayMs?: number;
  /** Ask addresses of this machine and of networks of its own, too. @default false */
  readonly allowPrivate?: boolean;
  /** A file in which is kept between runs what addresses held. @default nothing is kept */
  readonly state?: string;
  /** Address of another S3 server than AWS, for `s3://bucket/prefix`. @default AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, else AWS */
  readonly endpoint?: string;
  /** What stands at `s3://bucket/prefix`, for who knows it already, or wants a part of it only. @default S3 is asked */
  readonly objects?: (uri: string) => S3Objects;
};

/** HTTP as the function sees it: what any kind of event becomes, and what becomes an answer to it. */

export type HttpRequest = {
  /** As sent: methods are case-sensitive. */
  readonly method: string;
  /** As sent, without the query string, not decoded: `/search`. */
  readonly path: string;
  /** What follows the `?`, still percent-encoded; `query.ts` decodes it, and nothing else does. */
  readonly rawQuery: string;
  /** Names in lower case; a repeated header is one value, joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
};

export type HttpResponse = {
  readonly status: number;
  /** Names in lower case. Content-Length is left to whoever sends the body. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

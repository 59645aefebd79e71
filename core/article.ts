/** An article as Saola knows it, wherever it came from. */

/** Everything but `id`, `title` and `body` may be missing; at least one of `title` and `body` holds text. */
export type Article = {
  /** Unique within an index; any non-empty string. */
  readonly id: string;
  /** http(s) or relative; never `javascript:` or another scheme. */
  readonly url?: string;
  readonly title: string;
  readonly summary?: string;
  readonly body: string;
  readonly section?: string;
  readonly tags?: readonly string[];
  readonly authors?: readonly string[];
  /** ISO 8601, e.g. `2019-06-28T08:30:00+07:00` or `2019-06-28`. */
  readonly publishedAt?: string;
  readonly updatedAt?: string;
  /** http(s) or relative, as `url`. */
  readonly image?: string;
};

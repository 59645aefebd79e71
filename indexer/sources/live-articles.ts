/** Between those who read sources and the index that is being changed: which articles it holds already, and which of these
 *  stay without having been read again, since their source says that they have not changed. */

export class LiveArticles {
  #digestIn: (id: string) => string | undefined = () => undefined;
  readonly #kept = new Set<string>();

  /** Until somebody has said what is live, nothing is. */
  know(digestIn: (id: string) => string | undefined): void {
    this.#digestIn = digestIn;
  }

  /** Whether exactly this is live: `mark` is its digest as text. What was known of an article and is not what the index holds
   *  (another index, one that was rolled back, a run that was not published) has to be read again. */
  holds(id: string, mark: string): boolean {
    return this.#digestIn(id) === mark;
  }

  /** The article stays as it is. */
  keep(id: string): void {
    this.#kept.add(id);
  }

  get kept(): ReadonlySet<string> {
    return this.#kept;
  }
}

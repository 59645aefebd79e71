/** What an index remembers of the lines that were taken out of its articles, so that updates take out the same. */

/** A line that is no part of the articles in which it stands. */
export type LearnedLine = {
  /** Its letters and digits in small letters, a space between words; or the name of a shape: `Ảnh: …`. */
  readonly line: string;
  /** In so many articles it stood where it was learned. */
  readonly articles: number;
};

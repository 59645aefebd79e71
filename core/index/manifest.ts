/** The manifest: one live version of an index, whole. `current.json` and `versions/<version>.json` hold the same bytes.
 *  Bytes from outside become a `Manifest` only through `parseManifest`. */
import type { ContentHash } from './hash.ts';

/** Grows whenever bytes that are already stored would be read differently. */
export const FORMAT = 1;

/** `<sequence>-<12 hex digits of the content>`: sorts by age, and no two publishes share one. */
export type VersionId = string & { readonly __brand: 'VersionId' };

/** An immutable object below `segments/`, named by its own content. */
export type Part = { readonly sha256: ContentHash; readonly bytes: number };

/** A part together with the little table that says where in it a reader has to look, so that no read is spent on that. */
export type IndexedPart = Part & { readonly top: Uint8Array };

export type Segment = {
  readonly articles: number;
  readonly terms: IndexedPart;
  readonly columns: IndexedPart;
  readonly records: IndexedPart;
};

/** Frozen in a version: what length normalisation divides by, in syllables. */
export type Statistics = { readonly averageTitle: number; readonly averageBody: number };

/** What one publish puts live; sequence, name and time are given to it as it goes live. */
export type VersionContent = {
  readonly analyzer: string;
  readonly articles: number;
  readonly statistics: Statistics;
  readonly segments: readonly Segment[];
  /** The version whose content this is again, after a rollback. */
  readonly restores?: VersionId;
};

export type Manifest = VersionContent & {
  readonly format: typeof FORMAT;
  /** 1 for the first publish; only ever grows. */
  readonly sequence: number;
  readonly version: VersionId;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
};

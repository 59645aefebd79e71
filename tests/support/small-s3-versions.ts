/** What a bucket with versioning keeps: objects that were replaced or deleted, and markers of deletion. */
import { randomUUID } from 'node:crypto';

type Dated = { readonly modified: Date };
/** `object: null`: a marker of deletion. */
type Entry<O> = { readonly key: string; readonly id: string; readonly modified: Date; readonly object: O | null };
export type Version<O> = Entry<O> & { readonly isLatest: boolean };

/** The objects of a bucket; what is set over another or deleted is kept beside them, if `versioned`. */
export class VersionedObjects<O extends Dated> extends Map<string, O> {
  readonly #versioned: boolean;
  readonly #ids = new Map<string, string>();
  /** The oldest first. */
  #past: Entry<O>[] = [];

  constructor(versioned: boolean) {
    super();
    this.#versioned = versioned;
  }

  override set(key: string, object: O): this {
    this.#bury(key);
    this.#ids.set(key, this.#versioned ? randomUUID() : 'null');
    return super.set(key, object);
  }

  override delete(key: string): boolean {
    this.#bury(key);
    if (this.#versioned) this.#past.push({ key, id: randomUUID(), modified: new Date(), object: null });
    return super.delete(key);
  }

  /** Every version of every key, the newest of a key first. */
  versions(): Version<O>[] {
    const current = Array.from(this, ([key, object]) => ({
      key,
      id: this.#ids.get(key) ?? '',
      modified: object.modified,
      object,
    }));
    const all: Entry<O>[] = [...current, ...this.#past.toReversed()];
    const latest = new Set<string>();
    return all.map(({ key, id, modified, object }) => {
      const isLatest = !latest.has(key);
      latest.add(key);
      return { key, id, modified, object, isLatest };
    });
  }

  /** Takes one version away for good. If it was the latest, the one before it stands there again. */
  erase(key: string, id: string): void {
    if (this.#ids.get(key) === id && this.has(key)) super.delete(key);
    this.#past = this.#past.filter((entry) => entry.key !== key || entry.id !== id);
    const before = this.#past.findLast((entry) => entry.key === key);
    if (this.has(key) || !before?.object) return;
    this.#past = this.#past.filter((entry) => entry !== before);
    this.#ids.set(key, before.id);
    super.set(key, before.object);
  }

  #bury(key: string): void {
    const object = this.get(key);
    if (this.#versioned && object)
      this.#past.push({ key, id: this.#ids.get(key) ?? '', modified: object.modified, object });
  }
}

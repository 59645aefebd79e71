/** Given the table of a part of columns and then its blocks, tells which column does not fit the articles. */
import { ColumnsReader } from '../../core/index/columns.ts';
import { damageOf, shown, type PartCheck, type Tell } from './faults.ts';
import { isId, markOf, UNKNOWN } from './id-marks.ts';

export function checkColumns(top: Uint8Array, { articles }: { readonly articles: number }, tell: Tell): PartCheck {
  let current: Uint8Array = new Uint8Array();
  const reader = new ColumnsReader(top, { blocks: () => Promise.resolve([current]) }, articles);
  const names = new Map(Array.from(reader.places, ([name, { offset }]) => [offset, name]));
  let marks: BigUint64Array | null = null;

  const readIds = async (offset: number): Promise<void> => {
    const ids = await reader.ids();
    marks = BigUint64Array.from(ids, (id) => (isId(id) ? markOf(id) : UNKNOWN));
    for (const [doc, id] of ids.entries()) {
      if (!isId(id)) tell(`article ${doc} has the id ${shown(id)}; a text or a number is wanted`, offset);
    }
  };
  const READ: Readonly<Record<string, (offset: number) => Promise<unknown>>> = {
    ids: readIds,
    digests: () => reader.digests(),
    signatures: () => reader.signatures(),
    fields: () => reader.fields(),
  };
  return {
    places: [...reader.places.values()],
    async block({ offset }, body) {
      const name = names.get(offset);
      if (body === null || name === undefined) return;
      current = body;
      try {
        await READ[name]?.(offset); // readers skip the names that they do not know
      } catch (error) {
        tell(`column ${name}: ${damageOf(error)}`, offset);
      }
    },
    end() {
      for (const name of Object.keys(READ)) if (!reader.places.has(name)) tell(`there is no column ${name}`);
      return marks;
    },
  };
}

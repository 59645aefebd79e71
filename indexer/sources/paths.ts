/** Given a record and the path of a field, returns what stands there. */

export type Json = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of the first path that has something. `undefined` where none has. A list gives all it holds. */
export function allAt(record: Json, paths: readonly string[]): unknown {
  for (const path of paths) {
    const value = at(record, path);
    if (!isEmpty(value)) return value;
  }
  return undefined;
}

/** The same, of a list its first value that says something. */
export function firstAt(record: Json, paths: readonly string[]): unknown {
  for (const path of paths) {
    const value = at(record, path);
    const first: unknown = Array.isArray(value) ? value.find((each) => !isEmpty(each)) : value;
    if (!isEmpty(first)) return first;
  }
  return undefined;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** `data.title`, `tags.name` (of each in a list), `images.0.url`. A key that is called so as a whole goes before: a column
 *  of a table may have points in its name. */
function at(record: Json, path: string): unknown {
  if (Object.hasOwn(record, path)) return record[path];
  let here: unknown = record;
  for (const step of path.split('.')) here = stepInto(here, step);
  return here;
}

function stepInto(value: unknown, step: string): unknown {
  if (Array.isArray(value)) {
    if (/^\d+$/.test(step)) return value[Number(step)] as unknown;
    return value.flatMap((each: unknown) => stepInto(each, step) ?? []);
  }
  return isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** Given a value and a JSON Schema, returns what is wrong with the value, in words for the person who wrote it.
 *  Knows the words of JSON Schema that saola.config.schema.json has, and no others. */
import { nearest } from '../nearest.ts';

export type Schema = {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  /** Of whole numbers: both or neither. */
  readonly minimum?: number;
  readonly maximum?: number;
};

/** Every fault with the place where it is (`files[0].url`); none where the value is as the schema wants it. */
export function faultsOf(value: unknown, schema: Schema): string[] {
  return check(value, { schema, place: '', defs: schema.$defs ?? {} });
}

type Wanted = { readonly schema: Schema; readonly place: string; readonly defs: Readonly<Record<string, Schema>> };

function check(value: unknown, wanted: Wanted): string[] {
  const { place, defs } = wanted;
  const schema = resolved(wanted.schema, defs);
  if (schema.anyOf) {
    const tried = schema.anyOf.map((each) => ({ each, faults: check(value, { ...wanted, schema: each }) }));
    if (tried.some(({ faults }) => faults.length === 0)) return [];
    // What is a list is to be told of a fault in the list, not that it is no text.
    const meant = tried.find(({ each }) => isOfType(value, each.type ?? ''));
    return (
      meant?.faults ?? [mustBe(place, schema.anyOf.map(({ type = '' }) => TYPES[type] ?? type).join(' or '), value)]
    );
  }
  if (schema.enum) return checkWord(value, schema.enum, place);
  if (!isOfType(value, schema.type ?? '')) return [mustBe(place, TYPES[schema.type ?? ''] ?? 'something else', value)];
  if (typeof value === 'string' && value.trim().length < (schema.minLength ?? 0)) return [`${named(place)} is empty`];
  if (typeof value === 'number') return checkNumber(value, schema, place);
  if (Array.isArray(value)) return checkItems(value, { ...wanted, schema });
  return isRecord(value) ? checkKeys(value, { ...wanted, schema }) : [];
}

function checkNumber(value: number, { minimum = -Infinity, maximum = Infinity }: Schema, place: string): string[] {
  if (value >= minimum && value <= maximum) return [];
  return [mustBe(place, `a whole number from ${minimum} to ${maximum}`, value)];
}

function checkItems(list: readonly unknown[], { schema, place, defs }: Wanted): string[] {
  if (list.length < (schema.minItems ?? 0)) return [`${named(place)} is an empty list`];
  return list.flatMap((each, at) => check(each, { schema: schema.items ?? {}, place: `${place}[${at}]`, defs }));
}

function checkKeys(record: Readonly<Record<string, unknown>>, { schema, place, defs }: Wanted): string[] {
  const { properties = {}, required = [] } = schema;
  const missing = required.filter((key) => !Object.hasOwn(record, key)).map((key) => `${named(place)} needs "${key}"`);
  const wrong = Object.entries(record).flatMap(([key, value]) => {
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const here = place === '' ? key : `${place}.${key}`;
    return known ? check(value, { schema: known, place: here, defs }) : [unknownKey(here, key, { properties, defs })];
  });
  return [...missing, ...wrong];
}

/** What is right within another key, but stands beside it, is told apart from a slip. */
function unknownKey(
  place: string,
  key: string,
  { properties, defs }: { readonly properties: Readonly<Record<string, Schema>>; readonly defs: Wanted['defs'] },
): string {
  const outer = Object.entries(properties).find(([, each]) =>
    Object.hasOwn(resolved(each, defs).properties ?? {}, key),
  )?.[0];
  if (outer === undefined) return unknownWord(place, key, Object.keys(properties));
  return `there is no "${key}"${place === key ? '' : ` at ${named(place)}`}; did you mean "${outer}.${key}"?`;
}

function checkWord(value: unknown, words: readonly string[], place: string): string[] {
  if (typeof value !== 'string') return [mustBe(place, `one of ${words.join(', ')}`, value)];
  return words.includes(value) ? [] : [unknownWord(place, value, words)];
}

function unknownWord(place: string, word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  const advice = near === null ? `there are ${known.join(', ')}` : `did you mean "${near}"?`;
  const where = place === word ? '' : ` at ${named(place)}`;
  return `there is no "${word}"${where}; ${advice}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  array: 'a list',
  object: 'an object with keys',
};

function isOfType(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isRecord(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function resolved(schema: Schema, defs: Wanted['defs']): Schema {
  const name = schema.$ref?.replace('#/$defs/', '');
  return name === undefined ? schema : (defs[name] ?? {});
}

const named = (place: string): string => (place === '' ? 'the file' : `"${place}"`);
const mustBe = (place: string, wanted: string, found: unknown): string =>
  `${named(place)} must be ${wanted}; found ${shown(found)}`;

const SHOWN_UNITS = 60;
function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = typeof value === 'function' ? 'a function' : (JSON.stringify(value) ?? typeof value);
  return text.length <= SHOWN_UNITS ? text : `${text.slice(0, SHOWN_UNITS)}…`;
}

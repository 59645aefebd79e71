/** Given a CloudFormation template, what it says as plain data, and what CloudFormation makes of it with given parameters.
 *  Only the functions that template.yaml uses are known; any other throws. */
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Dictionary = { readonly [key: string]: Json };

/** Short tags become the objects they stand for: `!Ref X` is `{ Ref: 'X' }`, `!Sub x` is `{ 'Fn::Sub': 'x' }`. */
export function parseTemplate(yaml: string): Dictionary {
  return dictionary(plain(parseDocument(yaml, { logLevel: 'silent' }).contents));
}

function plain(node: unknown): Json {
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => [shown(plain(key)), plain(value)] as const);
    return tagged(node.tag, Object.fromEntries(entries));
  }
  if (isSeq(node)) return tagged(node.tag, node.items.map(plain));
  if (isScalar(node)) return tagged(node.tag, scalar(node.value));
  return null;
}

function scalar(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  throw new Error(`Found ${JSON.stringify(value)}, which is neither text nor number nor truth.`);
}

function tagged(tag: string | undefined, value: Json): Json {
  if (tag === undefined || !/^![A-Z]/.test(tag)) return value;
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name === 'GetAtt') return { 'Fn::GetAtt': word(value).split('.') };
  return { [`Fn::${name}`]: value };
}

/** What stands at `path`. Throws, naming the first step that is not there. */
export function at(node: Json, ...path: readonly (string | number)[]): Json {
  return path.reduce<Json>((here, step, index) => {
    const next = Array.isArray(here) ? here[Number(step)] : isDictionary(here) ? here[step] : undefined;
    if (next === undefined) throw new Error(`Nothing at ${path.slice(0, index + 1).join('.')}.`);
    return next;
  }, node);
}

export function isDictionary(node: Json | undefined): node is Dictionary {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

export function dictionary(node: Json): Dictionary {
  if (!isDictionary(node)) throw new Error(`Wanted an object, found ${JSON.stringify(node)}.`);
  return node;
}

export function list(node: Json): readonly Json[] {
  return Array.isArray(node) ? node : [node];
}

export function word(node: Json): string {
  if (typeof node !== 'string') throw new Error(`Wanted a text, found ${JSON.stringify(node)}.`);
  return node;
}

function shown(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Every object below `node`, itself first. */
export function* objects(node: Json): Generator<Dictionary> {
  if (isDictionary(node)) yield node;
  if (typeof node === 'object' && node !== null) for (const child of Object.values(node)) yield* objects(child);
}

/** Every name that a Ref, GetAtt, Sub or condition below `node` needs, by kind. */
export function namesUsed(node: Json): {
  readonly values: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
} {
  const values = new Set<string>();
  const conditions = new Set<string>();
  for (const found of objects(node)) {
    if (typeof found['Ref'] === 'string') values.add(found['Ref']);
    if (found['Fn::GetAtt'] !== undefined) values.add(word(at(found, 'Fn::GetAtt', 0)));
    if (found['Fn::Sub'] !== undefined) {
      const [pattern = '', own = {}] = list(found['Fn::Sub']);
      for (const [, name = ''] of word(pattern).matchAll(HOLE))
        if (!(name in dictionary(own))) values.add(name.split('.')[0] ?? name);
    }
    if (typeof found['Condition'] === 'string') conditions.add(found['Condition']);
    if (found['Fn::If'] !== undefined) conditions.add(word(at(found, 'Fn::If', 0)));
  }
  return { values, conditions };
}

const HOLE = /\$\{([^!}]+)\}/g;
const NO_VALUE = Symbol('AWS::NoValue');
type Value = Json | typeof NO_VALUE;

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': '123456789012',
  'AWS::Partition': 'aws',
  'AWS::Region': 'ap-southeast-1',
  'AWS::StackName': 'saola',
  'AWS::StackId': 'arn:aws:cloudformation:ap-southeast-1:123456789012:stack/saola/0f3c-id',
};
export const PSEUDO_NAMES = [...Object.keys(PSEUDO), 'AWS::NoValue'];

/** Resources and outputs as they come to be with `parameters` (and the defaults of the others). What only AWS knows is
 *  `<Resource>` or `<Resource.Attribute>`. */
export function instantiate(
  template: Dictionary,
  parameters: Readonly<Record<string, string>> = {},
): { readonly resources: Dictionary; readonly outputs: Dictionary } {
  const declared = dictionary(at(template, 'Parameters'));

  const given = (name: string): Json | undefined => {
    const parameter = declared[name];
    if (parameter === undefined) return PSEUDO[name];
    const value = parameters[name] ?? shown(at(parameter, 'Default'));
    return at(parameter, 'Type') === 'CommaDelimitedList' ? value.split(',') : value;
  };
  const holds = (condition: Json): boolean => {
    if (typeof condition === 'string') return holds(at(template, 'Conditions', condition));
    const [[name, value] = ['', null]] = Object.entries(dictionary(condition));
    if (name === 'Condition') return holds(value);
    if (name === 'Fn::Not') return !holds(at(value, 0));
    if (name === 'Fn::And') return list(value).every(holds);
    if (name === 'Fn::Or') return list(value).some(holds);
    if (name === 'Fn::Equals') return shown(resolve(at(value, 0))) === shown(resolve(at(value, 1)));
    throw new Error(`No condition is called ${name}.`);
  };
  const call = (name: string, value: Json): Value | undefined => {
    if (name === 'Ref') return value === 'AWS::NoValue' ? NO_VALUE : (given(word(value)) ?? `<${word(value)}>`);
    if (name === 'Fn::GetAtt') return `<${list(value).map(word).join('.')}>`;
    if (name === 'Fn::If') return resolve(at(value, holds(at(value, 0)) ? 1 : 2));
    if (name === 'Fn::Select') {
      const from = asJson(resolve(at(value, 1)));
      return list(from)[Number(at(value, 0))] ?? `<part of ${shown(from)}>`;
    }
    if (name === 'Fn::Split') return word(asJson(resolve(at(value, 1)))).split(word(at(value, 0)));
    if (name === 'Fn::Sub') {
      const [pattern = '', own = {}] = list(value);
      return word(pattern).replaceAll(HOLE, (_hole, inner: string) =>
        shown(resolve(dictionary(own)[inner] ?? null) ?? given(inner) ?? `<${inner}>`),
      );
    }
    if (name.startsWith('Fn::')) throw new Error(`No function is called ${name}.`);
    return undefined;
  };
  const resolve = (node: Json): Value => {
    if (Array.isArray(node)) return node.map(resolve).filter((value) => value !== NO_VALUE);
    if (!isDictionary(node)) return node;
    const entries = Object.entries(node);
    const [only] = entries;
    if (entries.length === 1 && only !== undefined) {
      const result = call(...only);
      if (result !== undefined) return result;
    }
    const values = entries.map(([key, value]) => [key, resolve(value)] as const);
    return Object.fromEntries(values.filter((entry): entry is readonly [string, Json] => entry[1] !== NO_VALUE));
  };
  const existing = (section: string): Dictionary =>
    Object.fromEntries(
      Object.entries(dictionary(at(template, section)))
        .filter(([, one]) => dictionary(one)['Condition'] === undefined || holds(at(one, 'Condition')))
        .map(([name, value]) => [name, asJson(resolve(value))]),
    );
  return { resources: existing('Resources'), outputs: existing('Outputs') };
}

function asJson(value: Value): Json {
  if (value === NO_VALUE) throw new Error('AWS::NoValue stands where a value is wanted.');
  return value;
}

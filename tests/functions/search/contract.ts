/** Holds a response to `functions/search/openapi.yaml`: status, headers, media type and body must be described there. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import type { HttpResponse } from '../../../functions/search/message.ts';

type Ref = { readonly $ref?: string };
type Header = Ref & { readonly required?: boolean; readonly schema?: object };
type Media = { readonly schema: object; readonly examples?: Readonly<Record<string, Ref>> };
type Described = Ref & {
  readonly headers?: Readonly<Record<string, Header>>;
  readonly content?: Readonly<Record<string, Media>>;
};
export type Parameter = Ref & {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: {
    readonly type: string;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly default?: number;
    readonly minLength?: number;
    readonly maxLength?: number;
  };
};
type Operation = {
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, Described>>;
};
type PathItem = { readonly parameters?: readonly Parameter[]; readonly get: Operation; readonly head: Operation };
type Document = {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly responses: Readonly<Record<string, Described>>;
    readonly schemas: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
    readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
  };
};

const file = new URL('../../../functions/search/openapi.yaml', import.meta.url);
export const contract = parse(readFileSync(file, 'utf8')) as Document;

const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
formats.default(ajv);
// The document is no schema itself, but the references of its schemas point into it.
ajv.addVocabulary(['openapi', 'info', 'servers', 'security', 'tags', 'paths', 'components']);
ajv.addSchema({ $id: 'openapi.yaml', ...contract }, undefined, false, false);

const compiled = new Map<string, ReturnType<typeof ajv.compile>>();

/** What is wrong with `value`; `null` where nothing is. */
export function mismatch(schema: object, value: unknown): string | null {
  const rooted = JSON.stringify(schema).replaceAll('"#/', '"openapi.yaml#/');
  const validate = compiled.get(rooted) ?? ajv.compile(JSON.parse(rooted) as object);
  compiled.set(rooted, validate);
  return validate(value) ? null : ajv.errorsText(validate.errors, { separator: '\n' });
}

/** Follows `$ref`s within the document. */
export function resolve<T extends Ref>(thing: T): T {
  if (thing.$ref === undefined) return thing;
  const steps = thing.$ref.slice('#/'.length).split('/');
  const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], contract);
  if (found === undefined) throw new Error(`${thing.$ref} is not in openapi.yaml`);
  return found as T;
}

/** CORS headers are described in words: whether there are any is a matter of configuration. */
const CORS = /^(vary|access-control-.*)$/;

export function checkContract(
  request: { readonly method: string; readonly path: string; readonly hasCors: boolean },
  response: HttpResponse,
): void {
  const at = `${request.method} ${request.path} → ${response.status}`;
  const described = describedResponse(request, response.status);
  if (!described) throw new Error(`${at}: openapi.yaml does not describe that`);

  const { 'content-type': type, ...headers } = response.headers;
  const wanted = new Map(Object.entries(described.headers ?? {}).map(([name, header]) => [name.toLowerCase(), header]));
  const given = wanted.has('content-type') ? response.headers : headers;
  for (const [name, value] of Object.entries(given)) {
    if (request.hasCors && CORS.test(name)) continue;
    const header = wanted.get(name);
    if (!header) throw new Error(`${at}: header ${name} is not described`);
    const wrong = mismatch(resolve(header).schema ?? {}, value);
    if (wrong) throw new Error(`${at}: ${name}: ${value}: ${wrong}`);
  }
  for (const [name, header] of wanted) {
    if (resolve(header).required && !(name in response.headers)) throw new Error(`${at}: header ${name} is missing`);
  }

  if (!described.content) {
    if (response.body !== '') throw new Error(`${at}: has a body`);
    if (type !== undefined && !wanted.has('content-type'))
      throw new Error(`${at}: has a type, ${type}, but no content`);
    return;
  }
  const media = described.content[type ?? ''];
  if (!media) throw new Error(`${at}: the type ${type} is not described`);
  const body: unknown = type?.includes('json') ? JSON.parse(response.body) : response.body;
  const wrong = mismatch(media.schema, body);
  if (wrong) throw new Error(`${at}: ${wrong}\n${response.body}`);
}

function describedResponse(
  { method, path, hasCors }: { readonly method: string; readonly path: string; readonly hasCors: boolean },
  status: number,
): Described | undefined {
  const { responses } = contract.components;
  const item = contract.paths[path];
  const isHead = method === 'HEAD';
  if (!item) return status === 404 ? responses[isHead ? 'HeadOfProblem' : 'NotFound'] : undefined;
  if (method === 'OPTIONS' && hasCors)
    return status === 204 ? { headers: { 'Cache-Control': {}, 'X-Content-Type-Options': {} } } : undefined;
  if (method !== 'GET' && !isHead) return status === 405 ? responses['WrongMethod'] : undefined;
  const operation = isHead ? item.head : item.get;
  const described = operation.responses[String(status)];
  return described && resolve(described);
}

/** Given what a site's configuration file holds, returns what it says; docs/config.md is its promise, saola.config.schema.json
 *  its shape. All of it or nothing: every wrong key and value is named. */
import schema from '../../saola.config.schema.json' with { type: 'json' };
import type { ArticleKey, Rule, Rules } from '../../indexer/sources/rule.ts';
import { faultsOf } from './check.ts';
import { faultsInMeaning } from './meaning.ts';

export type Config = {
  readonly rules: Rules;
  /** As it stands there: counts from the folder of the file. */
  readonly synonyms?: string;
  readonly memory?: string;
  readonly mirror?: boolean;
  readonly boilerplate?: boolean;
  readonly fetch?: FetchConfig;
};

/** How sources with an address are asked: what the options of the same names say. */
export type FetchConfig = {
  readonly atOnce?: number;
  /** Milliseconds. */
  readonly delay?: number;
  readonly allowPrivate?: boolean;
  readonly sourceEndpoint?: string;
  /** As it stands there: counts from the folder of the file. */
  readonly state?: string;
};

export type ParsedConfig =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly faults: readonly string[] };

/** As the schema has it. */
type RawRule = Omit<Rule, 'fields'> & { readonly fields?: Partial<Record<ArticleKey, string | readonly string[]>> };
type RawConfig = RawRule &
  Omit<Config, 'rules'> & {
    readonly $schema?: string;
    readonly leaveOutFiles?: readonly string[];
    readonly files?: readonly (RawRule & { readonly match: string })[];
  };

/** What is empty, as a file of comments only, says nothing. */
export function parseConfig(value: unknown): ParsedConfig {
  if (value === null || value === undefined) return { ok: true, config: { rules: {} } };
  const faults = [...faultsOf(value, schema), ...faultsInMeaning(value)];
  if (faults.length > 0) return { ok: false, faults };
  const raw = value as RawConfig;
  const { $schema: _, synonyms, memory, mirror, boilerplate, fetch, files, ...rest } = raw;
  return {
    ok: true,
    config: {
      rules: { ...ruleOf(rest), ...(files && { files: files.map((each) => ruleOf(each)) }) },
      ...(synonyms !== undefined && { synonyms }),
      ...(memory !== undefined && { memory }),
      ...(mirror !== undefined && { mirror }),
      ...(boilerplate !== undefined && { boilerplate }),
      ...(fetch && { fetch }),
    },
  };
}

function ruleOf<R extends RawRule>({ fields, ...rest }: R): Omit<R, 'fields'> & Pick<Rule, 'fields'> {
  if (!fields) return rest;
  const lists = Object.entries(fields).map(([key, paths]) => [key, typeof paths === 'string' ? [paths] : paths]);
  return { ...rest, fields: Object.fromEntries(lists) as Rule['fields'] & object };
}

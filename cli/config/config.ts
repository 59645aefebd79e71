/** Given what a site's configuration file holds, returns what it says; docs/config.md is its promise, saola.config.schema.json
 *  its shape. All of it or nothing: every wrong key and value is named. */
import schema from '../../saola.config.schema.json' with { type: 'json' };
import { wrongInFormat } from '../../indexer/sources/dates.ts';
import type { ArticleKey, Rule, Rules } from '../../indexer/sources/rule.ts';
import { faultsOf } from './check.ts';

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
  const faults = faultsOf(value, schema);
  if (faults.length > 0) return { ok: false, faults };
  const raw = value as RawConfig;
  const wrong = [raw, ...(raw.files ?? [])].flatMap((rule, at) =>
    faultsInRule(rule, at === 0 ? '' : `files[${at - 1}].`),
  );
  if (wrong.length > 0) return { ok: false, faults: wrong };
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

/** What no schema can say. */
function faultsInRule({ dateFormats = [], zone }: RawRule, place: string): string[] {
  const formats = dateFormats.flatMap((format, at) => {
    const wrong = wrongInFormat(format);
    return wrong === null
      ? []
      : [`"${place}dateFormats[${at}]" has "${format}": ${wrong}; wanted is dd/MM/yyyy HH:mm, say`];
  });
  const isZone = zone === undefined || isKnownZone(zone);
  return isZone
    ? formats
    : [...formats, `"${place}zone" has "${zone}", which is no time zone; wanted is Asia/Ho_Chi_Minh, say`];
}

function isKnownZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Given the environment of the function, returns its settings, or everything that is wrong with them at once.
 *  They are read when the function starts: a mistake shows in the first log line after a deploy, not in some request. */
import { SaolaError } from '../../core/errors.ts';
import { parseS3Uri } from '../../core/store/s3-uri.ts';
import { TERMS } from './opensearch.ts';
import type { HttpConfig } from './http.ts';

export type Settings = HttpConfig & {
  /** `s3://bucket/prefix` */
  readonly storeUri: string;
  /** Another S3 server than AWS. */
  readonly endpoint?: string;
  readonly refreshMs: number;
  readonly cacheBytes: number;
  readonly logQueries: boolean;
};

/** What the function reads of its environment; `AWS_…`, which Lambda and the SDK set and read, apart. */
export const SETTING_NAMES = [
  'SAOLA_STORE',
  'SAOLA_ENDPOINT',
  'SAOLA_REFRESH_SECONDS',
  'SAOLA_CACHE_MB',
  'SAOLA_LOG_QUERIES',
  'SAOLA_PUBLIC_URL',
  'SAOLA_SEARCH_PAGE',
  'SAOLA_SITE_NAME',
  'SAOLA_CORS_ORIGIN',
] as const;
export type SettingName = (typeof SETTING_NAMES)[number];

export type Environment = Readonly<Record<string, string | undefined>>;

const MIB = 1024 * 1024;
const REFRESH_SECONDS = { least: 1, most: 86_400, otherwise: 30 };
/** Megabytes to cache in where nobody says how much memory there is. */
const CACHE_MB = 64;

/** Throws `SaolaError('bad-request')` with one sentence for each setting that cannot be used. */
export function readSettings(environment: Environment): Settings {
  const problems: string[] = [];
  /** An empty value is none: a template that has nothing to say says that. */
  const read = (name: SettingName): string | undefined => environment[name]?.trim() || undefined;
  /** What `parse` makes of the setting; `otherwise` where it is not set or (which is noted) not usable. */
  const take = <T>(name: SettingName, wanted: string, otherwise: T, parse: (text: string) => T | undefined): T => {
    const text = read(name);
    if (text === undefined) return otherwise;
    const value = parse(text);
    if (value === undefined) problems.push(`${name} is "${text}"; it wants ${wanted}.`);
    return value ?? otherwise;
  };

  const memoryMb = asWhole(environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'] ?? '', { least: 1, most: 1_000_000 });
  const cache = { least: 1, most: memoryMb ?? 1_000_000, otherwise: memoryMb ? Math.floor(memoryMb / 2) : CACHE_MB };

  const storeUri = read('SAOLA_STORE') ?? '';
  const noStore = whyNoStore(storeUri);
  if (noStore) problems.push(noStore);
  const endpoint = take('SAOLA_ENDPOINT', 'an http(s) address', undefined, asBaseUrl);
  const refresh = take('SAOLA_REFRESH_SECONDS', wholeOf(REFRESH_SECONDS), REFRESH_SECONDS.otherwise, (text) =>
    asWhole(text, REFRESH_SECONDS),
  );
  const cacheMb = take('SAOLA_CACHE_MB', wholeOf(cache), cache.otherwise, (text) => asWhole(text, cache));
  const logQueries = take('SAOLA_LOG_QUERIES', 'on or off', true, asSwitch);
  const publicUrl = take('SAOLA_PUBLIC_URL', 'an http(s) address without ? and #', undefined, asBaseUrl);
  const searchPage = take('SAOLA_SEARCH_PAGE', `an http(s) address with ${TERMS} in it`, undefined, asTemplate);
  const name = take('SAOLA_SITE_NAME', 'a name', 'Saola', (text) => text);
  const cors = take(
    'SAOLA_CORS_ORIGIN',
    '* or origins as https://www.example.vn, with commas between',
    undefined,
    asCors,
  );

  const strange = Object.keys(environment).filter((key) => key.startsWith('SAOLA_') && !isSettingName(key));
  for (const key of strange)
    problems.push(`${key} is no setting of this function; it knows ${SETTING_NAMES.join(', ')}.`);
  if (problems.length > 0) throw new SaolaError('bad-request', problems.join(' '));

  return {
    storeUri,
    ...(endpoint && { endpoint }),
    refreshMs: refresh * 1000,
    cacheBytes: cacheMb * MIB,
    logQueries,
    ...(publicUrl && { site: { publicUrl, name, ...(searchPage && { searchPage }) } }),
    ...(cors && { cors }),
  };
}

function whyNoStore(uri: string): string | undefined {
  if (uri === '') return 'SAOLA_STORE is not set; it wants s3://bucket/prefix.';
  try {
    parseS3Uri(uri);
    return undefined;
  } catch (error) {
    if (!(error instanceof SaolaError)) throw error;
    return `SAOLA_STORE: ${error.message}`;
  }
}

type Bounds = { readonly least: number; readonly most: number };

function isSettingName(key: string): boolean {
  return SETTING_NAMES.some((name) => name === key);
}

function wholeOf({ least, most }: Bounds): string {
  return `a whole number from ${least} to ${most}`;
}

function asWhole(text: string, { least, most }: Bounds): number | undefined {
  const value = Number(text);
  return /^\d{1,9}$/.test(text) && value >= least && value <= most ? value : undefined;
}

function asSwitch(text: string): boolean | undefined {
  if (/^(on|true)$/i.test(text)) return true;
  return /^(off|false)$/i.test(text) ? false : undefined;
}

/** Without a slash at the end, so that paths can be put behind it. */
function asBaseUrl(text: string): string | undefined {
  const url = asUrl(text);
  return url && !url.search && !url.hash && !/[?#]/.test(text) ? url.href.replace(/\/+$/, '') : undefined;
}

function asTemplate(text: string): string | undefined {
  return text.includes(TERMS) && asUrl(text.replace(TERMS, 'saola')) ? text : undefined;
}

function asCors(text: string): '*' | readonly string[] | undefined {
  if (text === '*') return '*';
  const origins = text.split(',').map((origin) => origin.trim());
  return origins.every((origin) => asUrl(origin)?.origin === origin) ? origins : undefined;
}

function asUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : undefined;
}

/** Given what a site's configuration file holds, returns what is wrong with it that no schema can say: dates, zones, addresses,
 *  patterns and sizes. It looks at what has the right type, and leaves the rest to the schema, so that all is told at once. */
import { wrongInFormat } from '../../indexer/sources/dates.ts';
import { wrongInGlob } from '../../indexer/sources/glob.ts';
import { wrongInTemplate } from '../../indexer/sources/url-template.ts';
import { bytesOf, LEAST_MEMORY, wantedSize } from '../size-option.ts';

type Json = Readonly<Record<string, unknown>>;

/** Why a text is wrong; `null` where it is right. */
type Check = (text: string) => string | null;

const ADDRESS = 'wanted is https://bao.vn/{section}/{id}.html, say';
const PATTERN = 'wanted is nhap/** or *.bak.json, say';
const DATE = 'wanted is dd/MM/yyyy HH:mm, say';

const told = (wrong: string | null, wanted: string): string | null => wrong && `: ${wrong}; ${wanted}`;
const pattern: Check = (text) => told(wrongInGlob(text), PATTERN);
const size: Check = (text) => (bytesOf(text) >= LEAST_MEMORY ? null : `; wanted is ${wantedSize(LEAST_MEMORY)}`);

export function faultsInMeaning(value: unknown): string[] {
  if (!isRecord(value)) return [];
  const files = listOf(value['files']);
  return [
    ...faultsInRule(value, ''),
    ...files.flatMap((rule, at) => (isRecord(rule) ? faultsInRule(rule, `files[${at}].`) : [])),
    ...listOf(value['leaveOutFiles']).flatMap((each, at) => faultsIn(each, `leaveOutFiles[${at}]`, pattern)),
    ...faultsIn(value['memory'], 'memory', size),
  ];
}

const faultsInRule = (rule: Json, place: string): string[] => [
  ...faultsIn(rule['match'], `${place}match`, pattern),
  ...faultsIn(rule['url'], `${place}url`, (text) => told(wrongInTemplate(text), ADDRESS)),
  ...listOf(rule['dateFormats']).flatMap((each, at) =>
    faultsIn(each, `${place}dateFormats[${at}]`, (text) => told(wrongInFormat(text), DATE)),
  ),
  ...faultsIn(rule['zone'], `${place}zone`, (text) =>
    isKnownZone(text) ? null : ', which is no time zone; wanted is Asia/Ho_Chi_Minh, say',
  ),
];

/** What is empty is named already. */
function faultsIn(value: unknown, place: string, check: Check): string[] {
  if (typeof value !== 'string' || value.trim() === '') return [];
  const wrong = check(value);
  return wrong === null ? [] : [`"${place}" has "${value}"${wrong}`];
}

function isKnownZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

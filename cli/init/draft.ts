/** Given what was found in a folder, returns a first configuration for it in YAML, with what may be changed in comments. */
import { basename } from 'node:path';
import { columnsOf } from '../../indexer/sources/csv/columns.ts';
import { guessFields, type Guess } from '../../indexer/sources/guess.ts';
import { isRecord } from '../../indexer/sources/paths.ts';
import { ARTICLE_KEYS } from '../../indexer/sources/rule.ts';
import type { RecordSample, Sample } from '../../indexer/sources/sample.ts';
import { count } from '../words.ts';
import { commented, HEAD, quoted } from './yaml-words.ts';

export function draftConfig(source: string, { kinds, records }: Sample): string {
  const found = [...kinds].map(([kind, files]) => `#   ${kind}: ${count(files, 'file')}`);
  const rules = records.map(ruleOf).filter((rule) => rule.length > 0);
  return `${[
    ...HEAD(`saola index ${commented(source)}`, 'the files'),
    `# Found in ${commented(source)}:`,
    ...(found.length > 0 ? found : ['#   no file that Saola reads']),
    '',
    '# The address of an article, where the files do not say it, or say it otherwise:',
    '# url: https://bao.vn/{section}/{id}.html',
    '',
    '# How dates are written, where they are none of the usual forms (20/05/2019 08:30, 2019-05-20T08:30:00+07:00, 28 tháng 6 năm 2019):',
    '# dateFormats: [dd/MM/yyyy HH:mm]',
    '# zone: Asia/Ho_Chi_Minh',
    '',
    '# What is left out:',
    '# leaveOutFiles: ["nhap/**"]',
    '# leaveOutFields: [image]',
    ...(kinds.has('exports of WordPress') || kinds.has('exports of Ghost')
      ? ['', '# Pages are articles too, not posts alone:', '# pages: true']
      : []),
    '',
    '# What may be written for what, a group on each line, as TP.HCM = Sài Gòn:',
    '# synonyms: dong-nghia.txt',
    '',
    '# What a run may take, and whether it also removes what the files no longer hold:',
    '# memory: 1GB',
    '# mirror: true',
    ...(rules.length > 0
      ? ['', '# Where the fields of an article seem to stand. Please look through it.', 'files:', ...rules.flat()]
      : []),
  ].join('\n')}\n`;
}

/** No lines where nothing has to be said. */
function ruleOf(sample: RecordSample): string[] {
  const guess = guessFields(sample.records);
  const known = guess.fields.title !== undefined || guess.fields.body !== undefined;
  const lines = [
    ...(sample.list === undefined ? [] : [`    list: ${quoted(sample.list)}`]),
    ...fieldLines(sample, guess),
    ...(guess.htmlFields.length > 0 ? [`    htmlFields: [${guess.htmlFields.join(', ')}]`] : []),
    ...guess.dateFormats.map((format) =>
      format.startsWith('? ')
        ? `    # dateFormats: [dd/MM/yyyy HH:mm]   # found: ${commented(format.slice(2))}`
        : `    dateFormats: [${format}]`,
    ),
  ];
  if (lines.length === 0 && known) return [];
  const others = guess.others.slice(0, 20).map(commented).join(', ');
  const also = guess.others.length > 0 ? [`    # also there: ${others}${guess.others.length > 20 ? ', …' : ''}`] : [];
  const missing = known
    ? []
    : ['    # neither a title nor a body was recognised; say which they are:', '    # fields: { title: …, body: … }'];
  return [`  - match: ${quoted(patternOf(sample))}`, ...lines, ...missing, ...also];
}

/** Of tables the columns that are known anyway are not said. */
function fieldLines({ isTable, records }: RecordSample, { fields }: Guess): string[] {
  const header = isRecord(records[0]) ? Object.keys(records[0]) : [];
  const usual = isTable ? columnsOf(header) : {};
  const said = ARTICLE_KEYS.filter(
    (key) => fields[key] !== undefined && fields[key] !== (isTable ? usual[key]?.[0] : key),
  );
  if (said.length === 0) return [];
  return ['    fields:', ...said.map((key) => `      ${key}: ${quoted(fields[key] ?? '')}`)];
}

function patternOf({ file, files }: RecordSample): string {
  const name = basename(file);
  return files === 1 ? name : `*${name.slice(name.replace(/\.gz$/i, '').lastIndexOf('.'))}`;
}

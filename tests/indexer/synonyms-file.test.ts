import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toTcvn3, toVni } from './sources/encoding/encoders.ts';
import { readSynonyms } from '../../indexer/synonyms-file.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saola-synonyms-'));
  file = join(folder, 'dong-nghia.txt');
});
afterEach(() => rm(folder, { recursive: true }));

async function read(content: string | Uint8Array) {
  await writeFile(file, content);
  return await readSynonyms(file);
}

test.each([
  {
    why: 'each for each',
    text: 'TP.HCM = Thành phố Hồ Chí Minh = TPHCM',
    is: [['TP.HCM', 'Thành phố Hồ Chí Minh', 'TPHCM']],
  },
  { why: 'no space is needed', text: 'CA=công an', is: [['CA', 'công an']] },
  { why: 'comments and empty lines', text: '# tên tỉnh\n\nCA = công an # của ta\n  #', is: [['CA', 'công an']] },
  { why: 'a sharp in a word', text: 'C# = C Sharp', is: [['C#', 'C Sharp']] },
  { why: 'a byte order mark', text: '\uFEFFCA = công an', is: [['CA', 'công an']] },
  {
    why: 'line ends of Windows',
    text: 'CA = công an\r\nCB = cán bộ\r\n',
    is: [
      ['CA', 'công an'],
      ['CB', 'cán bộ'],
    ],
  },
  { why: 'spaces and NFD', text: `CA =  ${'công  an'.normalize('NFD')}`, is: [['CA', 'công an']] },
  { why: 'nothing', text: '', is: [] },
])('$why', async ({ text, is }) => expect(await read(text)).toEqual(is.map((forms) => ({ forms }))));

test('one way', async () =>
  expect(await read('xe hơi => ô tô = xế hộp')).toEqual([{ forms: ['xe hơi', 'ô tô', 'xế hộp'], oneWay: true }]));

const ten = 'một hai ba bốn năm sáu bảy tám chín mười';

test.each([
  { why: 'one form', text: 'công an', says: '"công an" is one form' },
  { why: 'an empty form', text: 'CA = = công an', says: 'is empty' },
  { why: 'nothing on one side', text: '=> ô tô', says: 'is empty' },
  { why: 'no word', text: 'CA = …', says: '"…" holds no word' },
  { why: 'eleven words', text: `CA = ${ten} một`, says: 'has 11 words' },
  { why: 'two arrows', text: 'a => b => c', says: 'more than one form before "=>"' },
  { why: 'two forms before the arrow', text: 'xe hơi = xế hộp => ô tô', says: 'more than one form before "=>"' },
  { why: 'forms that are one', text: 'Hòa Bình = HOÀ BÌNH', says: 'is found as one already' },
])('$why is an error that names file and line', async ({ text, says }) => {
  await expect(read(`CB = cán bộ\n${text}\n`)).rejects.toMatchObject({
    code: 'bad-source',
    message: expect.stringContaining(`${file}:2: `) as string,
  });
  await expect(read(text)).rejects.toThrow(says);
});

test('ten words are taken', async () => expect(await read(`CA = ${ten}`)).toEqual([{ forms: ['CA', ten] }]));

test('of what it cannot be told what it is, it is an error', async () =>
  expect(read(Buffer.from('CA = công an', 'latin1'))).rejects.toThrow(
    `${file}: this is not UTF-8: no old encoding of Vietnamese fits; save the file as UTF-8`,
  ));

const GROUPS = 'xe hơi = ô tô\nngười Việt ở nước ngoài = kiều bào\nđường sắt đô thị => tàu điện';
test.each([
  { why: 'TCVN3', bytes: toTcvn3(GROUPS), notice: 'read as TCVN3 (ABC)' },
  { why: 'VNI', bytes: toVni(GROUPS), notice: 'read as VNI-Windows' },
  {
    why: 'UTF-16',
    bytes: Buffer.from(`\uFEFF${GROUPS.replaceAll('\n', '\r\n')}`, 'utf16le'),
    notice: 'read as UTF-16 (little endian)',
  },
  {
    why: 'TCVN3 inside UTF-8',
    bytes: Buffer.from(toTcvn3(GROUPS).toString('latin1')),
    notice: 'the text was TCVN3 (ABC), and was turned into Unicode',
  },
])('in $why it is read all the same, and that is told', async ({ bytes, notice }) => {
  await writeFile(file, bytes);
  const told: string[] = [];
  expect(await readSynonyms(file, undefined, (text) => told.push(text))).toEqual([
    { forms: ['xe hơi', 'ô tô'] },
    { forms: ['người Việt ở nước ngoài', 'kiều bào'] },
    { forms: ['đường sắt đô thị', 'tàu điện'], oneWay: true },
  ]);
  expect(told).toEqual([`${file}: ${notice}.`]);
});

test('over 10,000 lines are an error', async () => {
  const lines = 'CA = công an\n'.repeat(10_000);
  expect(await read(lines)).toHaveLength(10_000);
  await expect(read(`${lines}CB = cán bộ`)).rejects.toThrow(`${file}:10001: the file has over 10000 lines`);
});

test('a file that is not there is named', async () =>
  expect(readSynonyms(file)).rejects.toMatchObject({
    code: 'bad-source',
    message: expect.stringContaining(`"${file}" does not exist`) as string,
  }));

/** Which places of an article's words are shown as those of the query. */
import { describe, expect, test } from 'vitest';
import { lookThrough } from '../../../core/search/hit.ts';
import { wantedOf } from '../../../core/search/marks.ts';
import { parseQuery } from '../../../core/search/query.ts';
import { joinMarks } from '../../../core/search/snippet.ts';
import { makeSynonyms } from '../../../core/search/synonyms.ts';
import { marked } from './check-marks.ts';

type Row = {
  readonly title?: string;
  readonly text: string;
  readonly queries: readonly string[];
  readonly known?: readonly string[];
  readonly live?: boolean;
};

/** What is marked in title and text; `known`: words of the index without accents. */
function marksOf({ title = '', text, queries, known = [], live = false }: Row): string[] {
  const vocabulary = new Map(known.map((word) => [word, 9]));
  const synonyms = makeSynonyms();
  const wanted = wantedOf(queries.map((query) => parseQuery(query, { vocabulary, synonyms, live })));
  const looked = lookThrough({ id: 'bai', doc: { title, body: text }, score: 1 }, wanted);
  return [looked.title, looked.text].flatMap((found) =>
    marked(
      found.text,
      joinMarks(
        found.marks.map(({ start, end }) => [start, end]),
        found.text,
      ),
    ),
  );
}

describe('a word typed with accents', () => {
  test.each([
    { why: 'not with others', query: 'Nhật', text: 'Vướng mắc lớn nhất là với Nhật Bản.', are: ['Nhật'] },
    { why: 'not beside another word either', query: 'Vũ nhôm', text: 'Vũ “nhôm” và vụ nhóm bạn.', are: ['Vũ', 'nhôm'] },
    { why: 'nor one that reads as a particle', query: 'ma tuý đá', text: 'Đã thu ma túy đá.', are: ['ma túy đá'] },
    {
      why: 'a bare one beside it is as bare',
      query: 'công an tp.hcm',
      text: 'Công an TP. HCM phá chuyên án.',
      are: ['Công an TP. HCM'],
    },
    {
      why: 'even where the bare one stands alone',
      query: 'u23 việt nam',
      text: 'Năm giờ đón U23 Việt Nam, cả miền Nam vui.',
      are: ['U23 Việt Nam', 'Nam'],
    },
    { why: 'or is not there at all', query: 'u23 việt nam', text: 'Năm giờ đón U23 trở về.', are: ['U23'] },
    { why: 'nor beside one that is', query: 'việt nam', text: 'Người Việt năm ấy ở miền Nam.', are: ['Việt', 'Nam'] },
    { why: 'in an article that has it otherwise alone', query: 'Nhật', text: 'Ở chợ Nhất không có gì.', are: ['Nhất'] },
    {
      why: 'a bare one that lost its accents',
      query: 'quan đảo nam kuril',
      text: 'Cơ quan trên quần đảo Nam Kuril.',
      are: ['quần đảo Nam Kuril'],
    },
    {
      why: 'the other place of the tone is the same',
      query: 'hòa bình',
      text: 'Hoà bình, hoa bình.',
      are: ['Hoà bình', 'bình'],
    },
  ])('$query: $why', ({ query, text, are }) => expect(marksOf({ text, queries: [query] })).toEqual(are));

  test('looks at title and text together', () =>
    expect(marksOf({ title: 'Bán sang Nhật', text: 'Người trẻ nhất 19 tuổi.', queries: ['nhật'] })).toEqual(['Nhật']));
});

describe('a word typed without', () => {
  const text = 'Quần đảo Nam Kuril có bốn đảo, nằm xa từ năm 1945; lãnh đạo Việt Nam.';
  test.each([
    {
      why: 'has those it has beside the others',
      query: 'quan dao nam kuril',
      text,
      are: ['Quần đảo Nam Kuril', 'đảo', 'Nam'],
    },
    {
      why: 'of all places those beside most others',
      query: 'quan dao nam kuril',
      text: `Lãnh đạo năm 2019. ${text}`,
      are: ['Quần đảo Nam Kuril', 'đảo', 'Nam'],
    },
    { why: 'not over the end of a sentence', query: 'dao nam', text: 'Đạo. Năm nay, đảo Nam Du.', are: ['đảo Nam'] },
    {
      why: 'not in the other order',
      query: 'nam kuril',
      text: 'Kuril năm ấy, Nam Kuril.',
      are: ['Kuril', 'Nam Kuril'],
    },
    {
      why: 'any, where none stands beside another',
      query: 'dao nam',
      text: 'Lãnh đạo đón năm mới.',
      are: ['đạo', 'năm'],
    },
    { why: 'any, where it is all that is asked', query: 'dao', text: 'Lãnh đạo ra đảo.', are: ['đạo', 'đảo'] },
    {
      why: 'two spellings beside one word are both',
      query: 'ban do',
      text: 'Bản đồ và bán đỏ.',
      are: ['Bản đồ', 'bán đỏ'],
    },
  ])('$query: $why', ({ query, text: body, are }) => expect(marksOf({ text: body, queries: [query] })).toEqual(are));
});

describe('what is another name of a word stays, whatever the accents', () => {
  const known = ['kuril', 'tuong', 'hanoi', 'dao', 'thu'];
  test.each([
    { why: 'what a slip was meant for', query: 'đảo kurli', text: 'Kuril là đảo.', are: ['Kuril', 'đảo'] },
    { why: 'written together', query: 'Hà Nội', text: 'Hà Nội (Hanoi)', are: ['Hà Nội', 'Hanoi'] },
    {
      why: 'an abbreviation',
      query: 'thành phố Hồ Chí Minh',
      text: 'TP.HCM là thành phố Hồ Chí Minh.',
      are: ['TP.HCM', 'thành phố Hồ Chí Minh'],
    },
  ])('$query: $why', ({ query, text, are }) => expect(marksOf({ text, queries: [query], known })).toEqual(are));

  test('a word still being typed has the accents of what it becomes', () =>
    expect(marksOf({ text: 'Thủ tướng vắng; đầu tư.', queries: ['thủ tư'], known, live: true })).toEqual([
      'Thủ tướng',
    ]));
});

test('alternatives that share a word each have their neighbours', () =>
  expect(marksOf({ text: 'Vé xe, ve xe, bán xé.', queries: ['ve tau', 've xe'] })).toEqual(['Vé xe', 've xe']));

describe('one number or code is one mark', () => {
  test.each([
    { why: 'a decimal', query: '1,5 tỷ', text: 'Giá 1,5 tỷ đồng.', are: ['1,5 tỷ'] },
    { why: 'the number of a law', query: '45/2024/QH15', text: 'Luật số 45/2024/QH15.', are: ['45/2024/QH15'] },
    { why: 'a day', query: '28/6', text: 'Ngày 28/6, 28.6 và 28-6.', are: ['28/6', '28.6', '28-6'] },
    { why: 'a time', query: '8:30', text: 'Lúc 8:30.', are: ['8:30'] },
    { why: 'but not two words with a comma', query: 'nga nhật', text: 'Gồm Nga,Nhật.', are: ['Nga', 'Nhật'] },
    { why: 'no part of another decimal', query: '1,5 tỷ', text: 'Giá 1,8 tỷ, không phải 1,5.', are: ['tỷ', '1,5'] },
    { why: 'nor of another number', query: '500', text: 'Cứ 22.500 người thì 500.', are: ['500'] },
    { why: 'nor of another code', query: 'H5N1', text: 'H5N6 không phải H5N1.', are: ['H5N1'] },
    { why: 'nor of another time', query: '24h', text: 'Lúc 21h, tin 24h.', are: ['24h'] },
    {
      why: 'a part of a law’s number says which',
      query: 'nghị định 100',
      text: 'Nghị định 100/2019',
      are: ['Nghị định 100'],
    },
    { why: 'nor numbers of a list', query: '5 6', text: 'Các số 5, 6.', are: ['5', '6'] },
  ])('$query: $why', ({ query, text, are }) => expect(marksOf({ text, queries: [query] })).toEqual(are));
});

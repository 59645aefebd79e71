import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../core/search/filter.ts';
import { timeRange } from '../../../core/search/time-range.ts';
import { parseLanguage, type Clause, type Exclusion, type Phrase } from '../../../core/search/language.ts';
import { textOf } from '../../support/sources.ts';

const phraseText = ({ text, in: place }: Phrase): string => (place === 'title' ? `title “${text}”` : `“${text}”`);
const exclusionText = (all: Exclusion): string =>
  all.length === 1 ? `not ${phraseText(all[0])}` : `not (${all.map(phraseText).join(' ')})`;
const conditionText = (condition: Condition): string =>
  condition.of === 'time'
    ? 'time'
    : `${condition.not ? 'not ' : ''}${condition.of} ${condition.anyOf.join('/')}${condition.whole ? ' whole' : ''}`;

/** A clause on one line: `words · “phrase” · not “phrase” · section thể thao`. */
const clauseText = ({ words, phrases, excluded, conditions }: Clause): string =>
  [words, ...phrases.map(phraseText), ...excluded.map(exclusionText), ...conditions.map(conditionText)].join(' · ');
const read = (typed: string): string[] => parseLanguage(typed).alternatives.map(clauseText);

describe('words that are words', () => {
  test.each([
    { why: 'nothing', typed: '' },
    { why: 'words', typed: 'quần đảo Kuril' },
    { why: 'signs that are no operators', typed: 'Nga, Nhật: đảo nào của ai? 50% + 1' },
    { why: 'a hyphen inside a word', typed: 'Covid-19' },
    { why: 'and inside a code', typed: 'hội nghị G-20' },
    { why: 'a score', typed: 'Việt Nam thắng 1-1 Thái Lan' },
    { why: 'a dash between words', typed: 'Hà Nội - Hải Phòng' },
    { why: 'a longer dash says nothing, even before a word', typed: 'Hà Nội –Hải Phòng —Huế' },
    { why: 'a flag of a command line', typed: 'git --help --tag:Kuril' },
    { why: 'a dash before a sign', typed: 'điểm -.5 -#covid -@vnexpress' },
    { why: 'a number below zero and nothing beside it', typed: '-5' },
    { why: 'however many', typed: '-5 −10' },
    { why: 'capitals make no operator', typed: 'Nhật OR Hàn HOẶC Trung AND Nga NOT Mỹ' },
    { why: 'an unclosed quote', typed: 'nói "không với ma tuý' },
    { why: 'inches', typed: 'tivi 55" 65" giá rẻ' },
    { why: 'single quotes', typed: "''Kuril'' 'Nam'" },
    { why: 'quotes around nothing', typed: '"" “ ” "!"' },
    { why: 'a bar and nothing else', typed: '|' },
    { why: 'a bar behind everything', typed: 'bóng đá |' },
    { why: 'a bar before everything', typed: '| bóng đá' },
    { why: 'on the other side is no word', typed: 'bóng đá | 👍 !' },
    { why: 'a parenthesis and nothing else', typed: '(' },
    { why: 'one that closes nothing', typed: 'vui :) quá' },
    { why: 'in the wrong order', typed: ')Kuril(' },
    { why: 'around nothing', typed: 'Kuril () ( ! )' },
    { why: 'a dash and nothing else', typed: '-' },
    { why: 'a dash before parentheses around nothing', typed: 'Kuril -()' },
    { why: 'a quote and nothing else', typed: '"' },
    { why: 'all at once', typed: '"(((( | - )' },
    { why: 'an address', typed: 'http://vnexpress.net/the-thao' },
    { why: 'a time of day', typed: '8:30 sáng' },
    { why: 'a name that is none', typed: 'chủ-đề:Kuril' },
    { why: 'a name with other accents, which is another word', typed: 'thế:g20 mực:khô tư:vấn nhân:sự' },
    { why: 'a space behind the colon', typed: 'Mục: Thể thao' },
    { why: 'a space before it', typed: 'mục :thể-thao' },
    { why: 'no value', typed: 'Kuril tag:' },
    { why: 'a value without a word', typed: 'tag:- title:() section:""' },
    { why: 'a name inside a word', typed: 'Tin:mục:thể-thao' },
    { why: 'no date', typed: 'từ:đầu sau:mưa before:2019-13 đến:nay' },
    { why: 'no parentheses but those of the title', typed: 'tag:( )' },
    { why: 'nine alternatives', typed: 'an | bình | cam | dương | em | giang | hà | khoa | lan' },
    { why: 'two times two times two, and one more', typed: '(an | bình) (cam | dương) (em | giang) | hà' },
  ])('$typed — $why', ({ typed }) =>
    expect(parseLanguage(typed)).toEqual({
      text: typed,
      plain: true,
      alternatives: [{ words: typed, phrases: [], excluded: [], conditions: [] }],
    }),
  );

  test('white space is folded, letters are composed', () => {
    const { text, plain, alternatives } = parseLanguage(`  ${'Nhật'.normalize('NFD')}\t\n\u00A0Bản `);
    expect({ text, plain, words: alternatives[0].words }).toEqual({ text: 'Nhật Bản', plain: true, words: 'Nhật Bản' });
  });
});

describe('operators', () => {
  test.each([
    // phrases
    { why: 'its words count for the score too', typed: '"quần đảo" Kuril', wanted: ['quần đảo Kuril · “quần đảo”'] },
    { why: 'in the order typed', typed: 'đảo "Nam Kuril" Nga', wanted: ['đảo Nam Kuril Nga · “Nam Kuril”'] },
    { why: 'one word', typed: '"Kuril"', wanted: ['Kuril · “Kuril”'] },
    { why: 'curly quotes, as phones send them', typed: '“Nam Kuril”', wanted: ['Nam Kuril · “Nam Kuril”'] },
    { why: 'German ones, and ‟', typed: '„Nam Kuril“ ‟Nga”', wanted: ['Nam Kuril Nga · “Nam Kuril” · “Nga”'] },
    { why: 'angled ones', typed: '« Nam Kuril »', wanted: ['Nam Kuril · “Nam Kuril”'] },
    { why: 'full width', typed: '＂Nam Kuril＂', wanted: ['Nam Kuril · “Nam Kuril”'] },
    { why: 'one kind closes another', typed: '"Nam Kuril”', wanted: ['Nam Kuril · “Nam Kuril”'] },
    { why: 'what stands in quotes is no operator', typed: '"tag:a | (-b"', wanted: ['tag:a | (-b · “tag:a | (-b”'] },
    { why: 'the third quote is none', typed: '"Nam Kuril" "Nga', wanted: ['Nam Kuril "Nga · “Nam Kuril”'] },
    { why: 'side by side', typed: '"Nga""Nhật"', wanted: ['Nga Nhật · “Nga” · “Nhật”'] },
    // exclusions
    { why: 'a word', typed: 'đảo -Kuril', wanted: ['đảo · not “Kuril”'] },
    { why: 'before what is wanted', typed: '-Kuril đảo', wanted: ['đảo · not “Kuril”'] },
    { why: 'the minus sign of phones', typed: 'đảo −Kuril', wanted: ['đảo · not “Kuril”'] },
    { why: 'full width', typed: 'đảo －Kuril', wanted: ['đảo · not “Kuril”'] },
    { why: 'a phrase', typed: 'đảo -"Nam Kuril"', wanted: ['đảo · not “Nam Kuril”'] },
    { why: 'a word with a hyphen', typed: 'dịch -Covid-19', wanted: ['dịch · not “Covid-19”'] },
    { why: 'a full stop ends the sentence', typed: 'dịch -cúm.', wanted: ['dịch · not “cúm”'] },
    { why: 'a number beside words', typed: 'nhiệt độ -5', wanted: ['nhiệt độ · not “5”'] },
    { why: 'a number beside a condition', typed: 'tag:U23 -5', wanted: [' · not “5” · tag U23'] },
    { why: 'a number beside an exclusion is wanted', typed: '-5 -Hà', wanted: ['-5 · not “Hà”'] },
    { why: 'nothing but an exclusion', typed: '-Kuril', wanted: [' · not “Kuril”'] },
    { why: 'an invisible sign is passed over', typed: 'đảo -\u200BKuril', wanted: ['đảo · not “Kuril”'] },
    { why: 'an address, whole', typed: 'tin -http://vnexpress.net', wanted: ['tin · not “http://vnexpress.net”'] },
    { why: 'a name without a value is a word', typed: 'tin -mục:', wanted: ['tin · not “mục”'] },
    // alternatives
    { why: 'neighbours belong together', typed: 'Nhật Bản | Hàn Quốc', wanted: ['Nhật Bản', 'Hàn Quốc'] },
    { why: 'without spaces', typed: 'Nga|Nhật', wanted: ['Nga', 'Nhật'] },
    { why: 'full width', typed: 'Nga ｜ Nhật', wanted: ['Nga', 'Nhật'] },
    { why: 'as programs write it', typed: 'Nga || Nhật', wanted: ['Nga', 'Nhật'] },
    { why: 'one too many', typed: 'Nga | | Nhật |', wanted: ['Nga', 'Nhật'] },
    {
      why: 'an alternative of its own kind',
      typed: '"Nam Kuril" | -Nga',
      wanted: ['Nam Kuril · “Nam Kuril”', ' · not “Nga”'],
    },
    { why: 'the bar begins a word', typed: 'Nga|-Nhật', wanted: ['Nga', ' · not “Nhật”'] },
    {
      why: 'eight',
      typed: 'an|bình|cam|dương|em|giang|hà|khoa',
      wanted: ['an', 'bình', 'cam', 'dương', 'em', 'giang', 'hà', 'khoa'],
    },
    // groups
    {
      why: 'a group is one of the things wanted',
      typed: 'du lịch (Nhật Bản | Hàn Quốc)',
      wanted: ['du lịch Nhật Bản', 'du lịch Hàn Quốc'],
    },
    { why: 'in the middle', typed: 'bão (số 3|Yagi) 2024', wanted: ['bão số 3 2024', 'bão Yagi 2024'] },
    { why: 'full width', typed: 'bão（Yagi｜Noru）', wanted: ['bão Yagi', 'bão Noru'] },
    { why: 'without a choice', typed: 'Ngân hàng Nhà nước (NHNN)', wanted: ['Ngân hàng Nhà nước NHNN'] },
    {
      why: 'each with each',
      typed: '(vé|giá) (tàu|xe)',
      wanted: ['vé tàu', 'vé xe', 'giá tàu', 'giá xe'],
    },
    { why: 'in a group', typed: '(Nga (Putin | Lavrov) | Nhật)', wanted: ['Nga Putin', 'Nga Lavrov', 'Nhật'] },
    { why: 'an alternative beside it', typed: 'vé (tàu | xe) | phà', wanted: ['vé tàu', 'vé xe', 'phà'] },
    { why: 'a bar too many', typed: '(| Nga) Nhật', wanted: ['Nga Nhật'] },
    { why: 'one that is not closed', typed: '( Nga | Nhật', wanted: ['( Nga', 'Nhật'] },
    {
      why: 'the group that would make more than eight is words',
      typed: '(an|bình) (cam|dương) (em|giang) (hà|khoa)',
      wanted: ['an', 'bình'].flatMap((first) =>
        ['cam', 'dương'].flatMap((second) => ['em', 'giang'].map((third) => `${first} ${second} ${third} (hà|khoa)`)),
      ),
    },
    { why: 'the ninth group in a group is words', typed: '((((((((((Nga|Nhật))))))))))', wanted: ['((Nga|Nhật))'] },
    { why: 'excluded', typed: 'đảo -(Nga | Nhật)', wanted: ['đảo · not “Nga” · not “Nhật”'] },
    {
      why: 'of several words what has them all',
      typed: 'tour -(Nhật Bản | Nga)',
      wanted: ['tour · not (“Nhật” “Bản”) · not “Nga”'],
    },
    {
      why: 'with quotes',
      typed: 'tour -("Nhật Bản" | bắc "Hàn Quốc")',
      wanted: ['tour · not “Nhật Bản” · not (“bắc” “Hàn Quốc”)'],
    },
    {
      why: 'a group in it',
      typed: 'tour -(Nga | (Nhật | Hàn))',
      wanted: ['tour · not “Nga” · not “Nhật” · not “Hàn”'],
    },
    { why: 'conditions', typed: 'đảo -(mục:video | tag:ảnh)', wanted: ['đảo · not section video · not tag ảnh'] },
    { why: 'the opposite of the opposite', typed: 'đảo -(-mục:video)', wanted: ['đảo · section video'] },
    {
      why: 'not both at once is not the one, or not the other',
      typed: 'u23 -(mục:thể-thao Messi)',
      wanted: ['u23 · not “Messi”', 'u23 · not section thể thao'],
    },
    {
      why: 'of the title and of the text',
      typed: 'messi -(title:messi argentina cúp)',
      wanted: ['messi · not (“argentina” “cúp”)', 'messi · not title “messi”'],
    },
    {
      why: 'of a choice in it neither',
      typed: 'tin -(Nga (mục:video | tag:ảnh))',
      wanted: ['tin · not “Nga”', 'tin · not section video · not tag ảnh'],
    },
    {
      why: 'with what is excluded in it',
      typed: 'tin -(Nga -mục:video)',
      wanted: ['tin · not “Nga”', 'tin · section video'],
    },
    {
      why: 'more ways than eight alternatives can say exclude nothing, and are no wish',
      typed: 'tin -(tag:a tag:b tag:c tag:d tag:e tag:f tag:g tag:h Messi)',
      wanted: ['tin'],
    },
    {
      why: 'what a group excludes that is read as words is no wish',
      typed: '(an|bình) (cam|dương) (em|giang) (hà -Messi|khoa -mục:video -(Nga))',
      wanted: ['an', 'bình'].flatMap((first) =>
        ['cam', 'dương'].flatMap((second) => ['em', 'giang'].map((third) => `${first} ${second} ${third} hà khoa`)),
      ),
    },
    {
      why: 'nor in too many alternatives',
      typed: 'an | bình | cam | dương | em | giang | hà | khoa | lan -Messi -(Nga mục:video)',
      wanted: ['an bình cam dương em giang hà khoa lan'],
    },
    {
      why: 'nor in the ninth group',
      typed: '(((((((((Nga -Messi -(Nhật (Hàn)) tag:a)))))))))',
      wanted: ['Nga tag:a'],
    },
    // names
    { why: 'a word of the title', typed: 'title:Kuril Nga', wanted: ['Kuril Nga · title “Kuril”'] },
    { why: 'a phrase of the title', typed: 'tiêu-đề:"Nam Kuril"', wanted: ['Nam Kuril · title “Nam Kuril”'] },
    {
      why: 'several words, anywhere in the title',
      typed: 'title:(đảo Kuril)',
      wanted: ['đảo Kuril · title “đảo” · title “Kuril”'],
    },
    {
      why: 'a choice',
      typed: 'title:(Nga | "Nam Kuril")',
      wanted: ['Nga · title “Nga”', 'Nam Kuril · title “Nam Kuril”'],
    },
    { why: 'in a group', typed: 'title:((Nga) ! -Nhật)', wanted: ['Nga · title “Nga” · not title “Nhật”'] },
    { why: 'not in the title', typed: 'đảo -title:Nga', wanted: ['đảo · not title “Nga”'] },
    {
      why: 'not all of these in it',
      typed: 'đảo -title:(Nam Kuril)',
      wanted: ['đảo · not title “Nam”', 'đảo · not title “Kuril”'],
    },
    { why: 'hyphens stand for spaces', typed: 'Messi mục:thể-thao', wanted: ['Messi · section thể thao'] },
    { why: 'underscores too', typed: 'Messi section:thể_thao,', wanted: ['Messi · section thể thao'] },
    { why: 'in quotes they are hyphens', typed: 'tag:"Covid-19"', wanted: [' · tag Covid-19'] },
    { why: 'quotes hold spaces', typed: 'tác-giả:"Nguyễn Văn A"', wanted: [' · author Nguyễn Văn A'] },
    { why: 'without accents', typed: 'muc:the-thao tukhoa:U23', wanted: [' · section the thao · tag U23'] },
    { why: 'capitals', typed: 'CHUYÊN-MỤC:Video', wanted: [' · section Video'] },
    {
      why: 'tags have four names',
      typed: 'tag:a the:b nhãn:c từ-khóa:d',
      wanted: [' · tag a · tag b · tag c · tag d'],
    },
    { why: 'full width', typed: 'ｔａｇ：Kuril', wanted: [' · tag Kuril'] },
    { why: 'an invisible sign is passed over', typed: 'tag\u200B:\u200DKuril', wanted: [' · tag Kuril'] },
    { why: 'excluded', typed: 'Messi -mục:video', wanted: ['Messi · not section video'] },
    {
      why: 'a choice of sections',
      typed: 'Messi (mục:video | mục:ảnh)',
      wanted: ['Messi · section video', 'Messi · section ảnh'],
    },
    { why: 'a colon in a value', typed: 'tag:Phần:2', wanted: [' · tag Phần:2'] },
  ])('$typed → $wanted — $why', ({ typed, wanted }) => {
    expect(read(typed)).toEqual(wanted);
    expect(parseLanguage(typed).plain).toBe(false);
  });
});

/** What a span of time is, other tests say; here, which end of it is meant. */
const spanOf = (text: string): { from: number; before: number } => {
  const span = timeRange(text);
  if (!span) throw new Error(`${text} is no time`);
  return span;
};

describe('times', () => {
  test.each([
    { why: 'the year counts', typed: 'sau:2019', from: spanOf('2019').from },
    { why: 'from its first day', typed: 'after:2019-06', from: spanOf('2019-06').from },
    { why: 'the day as it is written at home', typed: 'từ:28/6/2019', from: spanOf('2019-06-28').from },
    { why: 'a month alone with accents taken off', typed: 'tu:2019-06', from: spanOf('2019-06').from },
    { why: 'until the day before', typed: 'before:2019-06-28', before: spanOf('2019-06-28').from },
    { why: 'the year does not count', typed: 'trước:2019', before: spanOf('2019').from },
    { why: '“đến” takes the day in', typed: 'đến:2019-06-28', before: spanOf('2019-06-28').before },
    { why: 'and the whole year', typed: 'DEN:2019', before: spanOf('2019').before },
    { why: 'quotes', typed: 'after:"2019"', from: spanOf('2019').from },
    { why: 'digits of full width', typed: 'after:２０１９', from: spanOf('2019').from },
    { why: 'a full stop ends the sentence', typed: 'after:2019.', from: spanOf('2019').from },
    {
      why: 'a time of day with its colons',
      typed: 'after:2019-06-28T08:30:00+07:00',
      from: spanOf('2019-06-28T08:30:00+07:00').from,
    },
  ])('$typed — $why', ({ typed, from, before }) => {
    const ends = { ...(from !== undefined && { from }), ...(before !== undefined && { before }) };
    const [{ words, conditions }] = parseLanguage(`${typed} G20`).alternatives;
    expect(words).toBe('G20');
    expect(conditions).toEqual([{ of: 'time', not: false, ...ends }]);
    expect(parseLanguage(`G20 -${typed}`).alternatives[0].conditions).toEqual([{ of: 'time', not: true, ...ends }]);
  });

  test('two of them are a span', () =>
    expect(parseLanguage('từ:2019-06 đến:2019-08').alternatives[0].conditions).toEqual([
      { of: 'time', from: spanOf('2019-06').from, not: false },
      { of: 'time', before: spanOf('2019-08').before, not: false },
    ]));
});

const codes = (text: string): string[] =>
  Array.from(text.matchAll(/`([^`\n]+)`/g), ([, code = '']) => code.replaceAll('\\|', '|'));

describe('the page for readers', () => {
  const page = textOf('docs/query.md');
  const section = (heading: string): string => page.split(/^#+ /m).find((each) => each.startsWith(heading)) ?? '';
  const signs = codes(section('What can be typed').split('|---|---|')[1] ?? '').filter((code) => !/^\w+:$/.test(code));
  const names = codes(section('Names').split(/^$/m)[1] ?? '');

  test('has its tables', () => {
    expect(signs.length).toBeGreaterThan(9);
    expect(names.length).toBeGreaterThan(15);
  });
  test.each(signs)('%s is read as more than words', (typed) => expect(parseLanguage(typed).plain).toBe(false));
  test.each(names)('%s is a name', (name) => expect(parseLanguage(`${name}2019`).plain).toBe(false));
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SHIPPED } from '../../../core/search/abbreviations.ts';
import { makeSynonyms, type Synonyms } from '../../../core/search/synonyms.ts';
import { unitsOf } from '../../../core/text/units.ts';
import { isSyllable } from '../../../core/text/syllables.ts';

const namesFor = (synonyms: Synonyms, text: string): string[] =>
  synonyms.of(unitsOf(text)).map(({ units }) => units.join(' '));
const learned = (short: string, long: string, articles: number) => ({
  short: unitsOf(short),
  long: unitsOf(long),
  articles,
});

describe('those that come with Saola', () => {
  const synonyms = makeSynonyms();

  test.each([
    { asked: 'UBND', also: 'Ủy ban nhân dân' },
    { asked: 'uy ban nhan dan', also: 'UBND' },
    { asked: 'TP HCM', also: 'Thành phố Hồ Chí Minh' },
    { asked: 'sài gòn', also: 'TP.HCM' },
    { asked: 'GDĐT', also: 'Giáo dục và Đào tạo' },
    { asked: 'Đắc Lắc', also: 'Đắk Lắk' },
    { asked: 'Moscow', also: 'Mát-xcơ-va' },
    { asked: 'quốc lộ 1A', also: 'QL1A' },
  ])('$asked is also $also', ({ asked, also }) => expect(namesFor(synonyms, asked)).toContain(unitsOf(also).join(' ')));

  test('what is less sure weighs less', () => {
    const [surest, ...rest] = synonyms.of(unitsOf('TP.HCM'));
    expect(surest).toEqual({ units: unitsOf('Thành phố Hồ Chí Minh'), share: 0.9 });
    expect(rest.at(-1)).toEqual({ units: unitsOf('Sài Gòn'), share: 0.5 });
  });

  test('the rest have none', () => {
    for (const text of ['ca', 'Nam Kuril', 'ủy ban', 'thành phố Hồ Chí', ''])
      expect(namesFor(synonyms, text)).toEqual([]);
  });

  test('no row is idle: each has two forms that differ, and none that a syllable looks like', () => {
    expect(SHIPPED.length).toBeGreaterThanOrEqual(150);
    for (const { forms } of SHIPPED) {
      const all = forms.map(unitsOf);
      expect({ forms, differ: new Set(all.map(String)).size > 1 }).toEqual({ forms, differ: true });
      expect(all.filter(([first = '', ...rest]) => rest.length === 0 && isSyllable(first))).toEqual([]);
    }
  });
});

describe('a short form that looks like a syllable', () => {
  const forms = ['CA', 'Công an'];
  test('stands for nothing, in neither direction', () => {
    const synonyms = makeSynonyms({ shipped: [{ forms }], learned: [learned('CA', 'Công an', 100)] });
    expect([namesFor(synonyms, 'CA'), namesFor(synonyms, 'công an')]).toEqual([[], []]);
  });
  test('unless the site says so', () => {
    const synonyms = makeSynonyms({ shipped: [], site: [{ forms }] });
    expect([namesFor(synonyms, 'CA'), namesFor(synonyms, 'công an')]).toEqual([['cong an'], ['ca']]);
  });
});

/** Of what KTTV may be, where so many articles define it so, and `other` otherwise. */
const sharesOfKttv = (articles: number, other = 0): readonly number[] =>
  makeSynonyms({
    shipped: [],
    learned: [
      learned('KTTV', 'Khí tượng thủy văn', articles),
      ...(other > 0 ? [learned('KTTV', 'Kinh tế Thủy văn', other)] : []),
    ],
  })
    .of(unitsOf('KTTV'))
    .map(({ share }) => share);

describe('learned ones', () => {
  test('weigh by how often they are defined, and how often otherwise', () => {
    const [[once], [often], [disputed, rare]] = [sharesOfKttv(1), sharesOfKttv(50), sharesOfKttv(50, 5)] as [
      number[],
      number[],
      number[],
    ];
    expect(once).toBeLessThan(often as number);
    expect(often).toBeLessThan(0.8);
    expect(disputed).toBeLessThan(often as number);
    expect(rare).toBeLessThan(disputed as number);
  });

  test('of many meanings the three most frequent are kept', () => {
    const meanings = ['Quản lý dự án', 'Quân lực địa phương', 'Quyền lợi đất', 'Quốc lộ đêm', 'Quy luật đời'];
    const synonyms = makeSynonyms({ shipped: [], learned: meanings.map((long, i) => learned('QLĐ', long, i + 1)) });
    expect(namesFor(synonyms, 'QLĐ')).toEqual(['qui luat doi', 'quoc lo dem', 'quyen loi dat']);
  });

  test('never take from what is known already', () => {
    const shipped = [{ forms: ['HLV', 'Huấn luyện viên'] }];
    expect(makeSynonyms({ shipped, learned: [learned('HLV', 'Huấn luyện viên', 3)] }).of(['hlv'])).toEqual([
      { units: ['huan', 'luyen', 'vien'], share: 0.9 },
    ]);
  });
});

describe("the site's own", () => {
  test('come first', () => {
    const synonyms = makeSynonyms({ site: [{ forms: ['ĐT', 'Đường tỉnh'] }] });
    expect(synonyms.of(['dt'])[0]).toEqual({ units: ['duong', 'tinh'], share: 1 });
  });

  test('may go one way', () => {
    const synonyms = makeSynonyms({ shipped: [], site: [{ forms: ['xe hơi', 'ô tô', 'xế hộp'], oneWay: true }] });
    expect(namesFor(synonyms, 'xe hơi')).toEqual(['o to', 'xe hop']);
    expect([namesFor(synonyms, 'ô tô'), namesFor(synonyms, 'xế hộp')]).toEqual([[], []]);
  });
});

test('whatever has another form has it back, none is its own, and none is longer than the longest', () => {
  const form = fc
    .array(fc.constantFrom('ủy', 'ban', 'TP', 'HCM', 'U', '23', 'Nẵng', 'quận'), { minLength: 1, maxLength: 6 })
    .map((words) => words.join(' '));
  const group = fc.record({ forms: fc.array(form, { minLength: 2, maxLength: 4 }) });
  fc.assert(
    fc.property(fc.array(group, { maxLength: 4 }), fc.array(group, { maxLength: 4 }), (site, shipped) => {
      const synonyms = makeSynonyms({ site, shipped });
      for (const units of [...site, ...shipped].flatMap(({ forms }) => forms.map(unitsOf))) {
        for (const { units: other, share } of synonyms.of(units)) {
          expect(other).not.toEqual(units);
          expect(other.length).toBeLessThanOrEqual(synonyms.longest);
          expect(synonyms.of(other)).toContainEqual({ units, share });
        }
      }
    }),
  );
});

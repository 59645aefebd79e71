/** What a configuration may say, and what is said of a wrong one. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultsOf } from '../../../cli/config/check.ts';
import { parseConfig } from '../../../cli/config/config.ts';
import { ARTICLE_KEYS } from '../../../indexer/sources/rule.ts';
import schema from '../../../saola.config.schema.json' with { type: 'json' };

test('one path is a list of one, and rules keep their pattern', () => {
  const config = {
    $schema: './saola.config.schema.json',
    fields: { title: 'tieu_de', body: ['noi_dung', 'html'] },
    url: 'https://bao.vn/{section}/{id}.html',
    dateFormats: ['dd/MM/yyyy'],
    zone: 'Asia/Ho_Chi_Minh',
    leaveOutFiles: ['nhap/**'],
    files: [{ match: '*.csv', fields: { title: 'tua' }, leaveOutFields: ['image'] }],
    synonyms: 'dong-nghia.txt',
    memory: '512MB',
    mirror: true,
    fetch: { atOnce: 4, delay: 0, allowPrivate: true, sourceEndpoint: 'https://kho.bao.vn', state: 'da-xem.jsonl' },
  };
  expect(parseConfig(config)).toEqual({
    ok: true,
    config: {
      rules: {
        fields: { title: ['tieu_de'], body: ['noi_dung', 'html'] },
        url: 'https://bao.vn/{section}/{id}.html',
        dateFormats: ['dd/MM/yyyy'],
        zone: 'Asia/Ho_Chi_Minh',
        leaveOutFiles: ['nhap/**'],
        files: [{ match: '*.csv', fields: { title: ['tua'] }, leaveOutFields: ['image'] }],
      },
      synonyms: 'dong-nghia.txt',
      memory: '512MB',
      mirror: true,
      fetch: { atOnce: 4, delay: 0, allowPrivate: true, sourceEndpoint: 'https://kho.bao.vn', state: 'da-xem.jsonl' },
    },
  });
});

test.each([
  { why: 'a slip', config: { feilds: {} }, fault: 'there is no "feilds"; did you mean "fields"?' },
  {
    why: 'a slip within',
    config: { files: [{ match: '*', urls: '/' }] },
    fault: 'there is no "urls" at "files[0].urls"; did you mean "url"?',
  },
  {
    why: 'a field that no article has',
    config: { fields: { titel: 'a' } },
    fault: 'there is no "titel" at "fields.titel"; did you mean "title"?',
  },
  {
    why: 'nothing like it',
    config: { abcdefghijk: 1 },
    fault: expect.stringMatching(/^there is no "abcdefghijk"; there are \$schema, list, fields/),
  },
  { why: 'a value of another kind', config: { url: ['/'] }, fault: '"url" must be text; found a list' },
  { why: 'in a list', config: { dateFormats: [1] }, fault: '"dateFormats[0]" must be text; found 1' },
  {
    why: 'one of two kinds',
    config: { fields: { title: true } },
    fault: '"fields.title" must be text or a list; found true',
  },
  {
    why: 'in the one that was meant',
    config: { fields: { title: [7] } },
    fault: '"fields.title[0]" must be text; found 7',
  },
  {
    why: 'a word of a list',
    config: { leaveOutFields: ['imge'] },
    fault: 'there is no "imge" at "leaveOutFields[0]"; did you mean "image"?',
  },
  {
    why: 'a slip in what is asked for',
    config: { fetch: { atOcne: 3 } },
    fault: 'there is no "atOcne" at "fetch.atOcne"; did you mean "atOnce"?',
  },
  {
    why: 'a key beside the one that it belongs into',
    config: { delay: 500 },
    fault: 'there is no "delay"; did you mean "fetch.delay"?',
  },
  {
    why: 'the same within',
    config: { files: [{ match: '*', updatedAt: 'sua' }] },
    fault: 'there is no "updatedAt" at "files[0].updatedAt"; did you mean "fields.updatedAt"?',
  },
  {
    why: 'too many at once',
    config: { fetch: { atOnce: 40 } },
    fault: '"fetch.atOnce" must be a whole number from 1 to 16; found 40',
  },
  {
    why: 'half a millisecond',
    config: { fetch: { delay: 0.5 } },
    fault: '"fetch.delay" must be a whole number; found 0.5',
  },
  { why: 'nothing', config: { url: '' }, fault: '"url" is empty' },
  { why: 'none of many', config: { fields: { title: [] } }, fault: '"fields.title" is an empty list' },
  { why: 'what must be there', config: { files: [{ url: '/' }] }, fault: '"files[0]" needs "match"' },
  { why: 'no object', config: ['a'], fault: 'the file must be an object with keys; found a list' },
  {
    why: 'letters of other formats',
    config: { dateFormats: ['DD/MM/YYYY'] },
    fault: '"dateFormats[0]" has "DD/MM/YYYY": "D" is no letter of a date; wanted is dd/MM/yyyy HH:mm, say',
  },
  {
    why: 'no zone',
    config: { files: [{ match: '*', zone: 'Asia/Saigonn' }] },
    fault: '"files[0].zone" has "Asia/Saigonn", which is no time zone; wanted is Asia/Ho_Chi_Minh, say',
  },
  {
    why: 'an address with a brace that nobody closed',
    config: { url: 'https://bao.vn/{section/{id}.html' },
    fault:
      '"url" has "https://bao.vn/{section/{id}.html": a { has no } behind it; wanted is https://bao.vn/{section}/{id}.html, say',
  },
  {
    why: 'one that nobody opened, for some files',
    config: { files: [{ match: '*', url: '/section}/{id}' }] },
    fault:
      '"files[0].url" has "/section}/{id}": a } has no { before it; wanted is https://bao.vn/{section}/{id}.html, say',
  },
  {
    why: 'an address of nothing',
    config: { url: '/{ }' },
    fault: '"url" has "/{ }": there is nothing in {}; wanted is https://bao.vn/{section}/{id}.html, say',
  },
  {
    why: 'a pattern that is none',
    config: { leaveOutFiles: ['nhap/**', '['] },
    fault:
      '"leaveOutFiles[1]" has "[": there are no sets in brackets; ? stands for any sign; wanted is nhap/** or *.bak.json, say',
  },
  {
    why: 'a pattern of patterns',
    config: { files: [{ match: '{a,{b,c}}.csv' }] },
    fault:
      '"files[0].match" has "{a,{b,c}}.csv": a { is one too many; {a,b} stands for one of these, and not within others; wanted is nhap/** or *.bak.json, say',
  },
  {
    why: 'too little memory',
    config: { memory: '12MB' },
    fault: '"memory" has "12MB"; wanted is a size as 512MB or 2GB, at least 256MB',
  },
  {
    why: 'a key that every object has',
    config: JSON.parse('{"__proto__": {}}') as unknown,
    fault: expect.stringMatching(/^there is no "__proto__"/),
  },
])('$why', ({ config, fault }) => expect(parseConfig(config)).toEqual({ ok: false, faults: [fault] }));

test('every fault is named', () => {
  expect(parseConfig({ urll: 1, mirror: 'yes', zone: 3 })).toMatchObject({ faults: { length: 3 } });
});

test('what no schema can say is named beside what it says', () => {
  const config = {
    urll: 1,
    zone: 'Sài Gòn',
    memory: 'nhiều',
    files: [{ match: '[a].csv', url: 3, dateFormats: ['DD'] }],
  };
  const parsed = parseConfig(config);
  const faults = parsed.ok ? [] : parsed.faults;
  const places = ['"urll"', '"zone"', '"memory"', '"files[0].match"', '"files[0].url"', '"files[0].dateFormats[0]"'];
  expect(places.filter((place) => !faults.some((fault) => fault.includes(place)))).toEqual([]);
  expect(faults).toHaveLength(places.length);
});

test('an empty file says nothing', () => expect(parseConfig(null)).toEqual({ ok: true, config: { rules: {} } }));

test('the schema knows the fields of an article', () => {
  expect(schema.$defs.key.enum).toEqual(ARTICLE_KEYS);
  expect(Object.keys(schema.$defs.fields.properties)).toEqual(ARTICLE_KEYS);
});

test('what is wrong is what a validator of JSON Schema refuses', () => {
  const validate = new Ajv2020({ strict: false }).compile(schema);
  const word = fc.constantFrom('title', 'a', '', 'id');
  const leaf = fc.oneof(
    word,
    fc.boolean(),
    fc.constant(null),
    fc.array(word, { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('title', 'match', 'url', 'x'), word),
    fc.dictionary(
      fc.constantFrom('atOnce', 'delay', 'state', 'allowPrivate'),
      fc.oneof(fc.constantFrom(0, 1, 16, 17, 60_000, 60_001, -1, 1.5), fc.boolean(), word),
    ),
  );
  const keys = fc.constantFrom(...Object.keys(schema.properties), 'khac');
  const config = fc.dictionary(
    keys,
    fc.oneof(leaf, fc.array(fc.dictionary(fc.constantFrom('match', 'url', 'fields'), leaf), { maxLength: 2 })),
    { maxKeys: 3 },
  );
  fc.assert(
    fc.property(fc.oneof(config, leaf), (value) => {
      expect(faultsOf(value, schema).length === 0).toBe(validate(value));
    }),
    { numRuns: 500 },
  );
});

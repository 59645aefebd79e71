/** Which words are understood, what is said of the others, and every exit code. */
import { describe, expect, test } from 'vitest';
import saola from '../../package.json' with { type: 'json' };
import { COMMANDS, run } from '../../cli/run.ts';
import { SaolaError } from '../../core/errors.ts';
import { fakeIndex, fakeIo, fakeParts, runWith, throwing } from './fake-io.ts';

const NOTHING = {};

const failing = (error: unknown) => ({ openIndex: throwing(error) });

test('--version is the version of package.json', async () => {
  expect(await runWith(['--version'], NOTHING)).toEqual({ code: 0, out: `${saola.version}\n`, err: '' });
});

describe('help', () => {
  test.each([[['--help']], [['-h']], [['help']]])('%j names every command', async (args) => {
    const { code, out, err } = await runWith(args, NOTHING);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const { name, summary } of COMMANDS) expect(out).toMatch(new RegExp(`^ {2}${name} +${summary}$`, 'm'));
  });

  test.each(COMMANDS.map((command) => ({ command, name: command.name })))(
    'of $name names every option that its parser takes, and what each is for',
    async ({ command, name }) => {
      const { code, out, err } = await runWith([name, '--help'], NOTHING);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain(`Usage: saola ${name} `);
      for (const [option, { type, value, help }] of Object.entries(command.options)) {
        expect(help).not.toBe('');
        expect(value !== undefined).toBe(type === 'string');
        expect(out).toContain(`--${option}${value === undefined ? '' : ` <${value}>`} `);
        expect(out).toContain(help);
      }
      expect(await runWith(['help', name], NOTHING)).toEqual({ code, out, err });
      expect(await runWith([name, '-h', 'Nam Kuril', '--limit', '3'], NOTHING)).toEqual({ code, out, err });
    },
  );

  // Scripts rely on these names.
  test.each([
    [
      'index',
      [
        'store',
        'endpoint',
        'mirror',
        'full',
        'allow-shrink',
        'config',
        'synonyms',
        'no-synonyms',
        'at-once',
        'delay',
        'allow-private',
        'source-endpoint',
        'state',
        'no-boilerplate',
        'memory',
        'part',
        'job',
        'dry-run',
        'strict',
        'json',
      ],
    ],
    ['init', ['at-once', 'delay', 'allow-private', 'force']],
    [
      'publish',
      [
        'store',
        'endpoint',
        'join',
        'job',
        'allow-shrink',
        'synonyms',
        'no-synonyms',
        'config',
        'memory',
        'dry-run',
        'json',
      ],
    ],
    ['remove', ['store', 'endpoint', 'purge', 'dry-run', 'json']],
    [
      'search',
      [
        'store',
        'endpoint',
        'limit',
        'sort',
        'section',
        'tag',
        'author',
        'from',
        'to',
        'explain',
        'json',
        'batch',
        'run',
      ],
    ],
    ['serve', ['store', 'endpoint', 'port', 'host']],
    ['versions', ['store', 'endpoint', 'json']],
    ['rollback', ['store', 'endpoint']],
    ['stats', ['store', 'endpoint', 'json']],
    [
      'inspect',
      [
        'id',
        'match',
        'first',
        'html',
        'at-once',
        'delay',
        'allow-private',
        'source-endpoint',
        'state',
        'store',
        'endpoint',
        'no-boilerplate',
        'config',
      ],
    ],
    ['verify', ['store', 'endpoint', 'all', 'json']],
    ['gc', ['store', 'endpoint', 'keep', 'grace', 'dry-run', 'json']],
  ])('%s takes %j', (name, options) => {
    const command = COMMANDS.find((each) => each.name === name);
    expect(Object.keys(command?.options ?? {}).toSorted()).toEqual([...options, 'help'].toSorted());
  });
});

describe('misused: exit code 2, nothing on stdout, and where to read more', () => {
  test.each([
    {
      args: [],
      says: 'Which command? There are: init, index, inspect, publish, remove, search, serve, versions, rollback, stats, verify, gc.',
    },
    { args: ['serch', 'Nam Kuril'], says: 'There is no command "serch". Did you mean "search"?' },
    { args: ['idnex'], says: 'Did you mean "index"?' },
    { args: ['ver'], says: 'Did you mean "versions"?' },
    { args: ['tìm', 'Nam Kuril'], says: 'There is no command "tìm". There are: init, index,' },
    { args: ['help', 'serach'], says: 'Did you mean "search"?' },
    { args: ['--store', 'kho', 'search', 'Kuril'], says: 'The command comes first, and --store behind it.' },
    { args: ['index', 'tin', '--store', 'kho', '--miror'], says: 'There is no option --miror. Did you mean --mirror?' },
    { args: ['search', 'Kuril', '--stor', 'kho'], says: 'There is no option --stor. Did you mean --store?' },
    { args: ['search', '-loại', '--store', 'kho'], says: 'A word that begins with - goes behind --' },
    { args: ['search', 'Kuril', '--store', 'kho', '--constructor'], says: 'There is no option --constructor.' },
    { args: ['search', 'Kuril', '--store'], says: "'--store <value>'" },
    { args: ['search', 'Kuril', '--store', '--json'], says: "'--store'" },
    { args: ['search', 'Kuril', '--store', 'kho', '--json=1'], says: "'--json'" },
    { args: ['search', 'Kuril'], says: 'Which index? Say --store and a folder, or s3://bucket/prefix.' },
    { args: ['search', 'Kuril', '--store', ''], says: 'Which index?' },
    { args: ['search', '--store', 'kho'], says: 'What are you looking for?' },
    {
      args: ['search', 'Kuril', '--store', 'kho', '--limit', '0'],
      says: '--limit must be a whole number from 1 to 1000; found "0".',
    },
    { args: ['search', 'Kuril', '--store', 'kho', '--limit', '1001'], says: 'found "1001"' },
    { args: ['search', 'Kuril', '--store', 'kho', '--limit', '10.5'], says: 'found "10.5"' },
    { args: ['search', 'Kuril', '--store', 'kho', '--limit', 'mười'], says: 'found "mười"' },
    { args: ['search', 'Kuril', '--store', 'kho', '--limit', '1e2'], says: 'found "1e2"' },
    { args: ['search', '--run', 'run.trec', '--store', 'kho'], says: '--run is where the answers to --batch go' },
    { args: ['search', 'Kuril', '--batch', 'q.jsonl', '--store', 'kho'], says: 'leave the query out' },
    { args: ['search', '--json', '--batch', 'q.jsonl', '--store', 'kho'], says: 'leave --json out' },
    { args: ['index', '--store', 'kho'], says: 'Which articles? Name files, folders of them, or addresses.' },
    { args: ['index', 'tin'], says: 'Which index?' },
    { args: ['remove', '--store', 'kho'], says: 'Which articles? Name their ids.' },
    { args: ['serve', 'kho'], says: 'serve takes no words; found "kho".' },
    { args: ['serve', '--store', 'kho', '--port', '65536'], says: '--port must be a whole number from 0 to 65535' },
    { args: ['serve', '--store', 'kho', '--port', '-1'], says: "'--port'" },
    { args: ['versions', 'kho'], says: 'versions takes no words; found "kho".' },
    { args: ['verify', 'kho'], says: 'verify takes no words; found "kho".' },
    { args: ['stats', 'kho'], says: 'stats takes no words; found "kho".' },
    { args: ['gc', 'kho'], says: 'gc takes no words; found "kho".' },
    { args: ['gc', '--store', 'kho', '--keep', '0'], says: '--keep must be a whole number from 1' },
    { args: ['gc', '--store', 'kho', '--grace', '2'], says: '--grace must be a whole number from 3' },
    { args: ['verify'], says: 'Which index?' },
    { args: ['rollback', '--store', 'kho'], says: 'Which version? Name one; saola versions lists them.' },
    { args: ['rollback', '1', '2', '--store', 'kho'], says: 'Which version?' },
  ])('$args', async ({ args, says }) => {
    const { code, out, err } = await runWith(args, NOTHING);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
    const known = COMMANDS.some(({ name }) => name === args[0]);
    expect(err.endsWith(`More: saola ${known ? `${args[0]} ` : ''}--help\n`)).toBe(true);
  });

  test('a store that cannot be one is misuse too', async () => {
    // The real part: what it says of such places is its own.
    const { code, err } = await runWith(['versions', '--store', 'https://baoviet.example/kho']);
    expect(code).toBe(2);
    expect(err).toContain('https://baoviet.example/kho');
  });
});

describe('failed: exit code 1', () => {
  test('trouble that has a name is told in its own words, and nothing else', async () => {
    const error = new SaolaError('index-missing', 'Nothing is published at kho. Publish articles first.');
    expect(await runWith(['search', 'Kuril', '--store', 'kho'], failing(error))).toEqual({
      code: 1,
      out: '',
      err: 'Nothing is published at kho. Publish articles first.\n',
    });
  });

  test.each([new TypeError('Cannot read properties of undefined'), 'a thrown text'])(
    'anything else is called a defect, with what helps to mend it: %s',
    async (error) => {
      const { code, out, err } = await runWith(['search', 'Kuril', '--store', 'kho'], failing(error));
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain(`This is a defect in Saola ${saola.version}; please report it`);
      expect(err).toContain(error instanceof Error ? 'run.test.ts' : 'a thrown text');
    },
  );
});

describe('stopped', () => {
  test('by Ctrl-C: exit code 130 and a word that nothing is half done', async () => {
    const io = fakeIo();
    const parts = fakeParts({
      indexArticles: async (_store, _found, options) => {
        io.stop.abort();
        options?.signal?.throwIfAborted();
        throw new Error('the signal did not arrive');
      },
    });
    expect(await run(['index', 'package.json', '--store', 'kho'], io, parts)).toBe(130);
    expect(io.written.out()).toBe('');
    expect(io.written.err()).toBe(
      'Stopped. What was live before is live still: an index changes as a whole or not at all.\n',
    );
  });

  test('by a reader who has seen enough: exit code 0 and no word', async () => {
    const asked = ['search', 'Kuril', '--store', 'kho', '--json'];
    const result = await runWith(asked, fakeIndex({}), { closesAfter: 0 });
    expect(result).toEqual({ code: 0, out: '', err: '' });
    expect(await runWith(['--help'], NOTHING, { closesAfter: 0 })).toEqual({ code: 0, out: '', err: '' });
  });
});

test('an endpoint reaches the store', async () => {
  const opened: unknown[] = [];
  const parts = {
    openStore: async (...asked: unknown[]) => {
      opened.push(asked);
      throw new SaolaError('store-unavailable', 'S3 does not answer.');
    },
  };
  await runWith(['versions', '--store', 's3://tin/kho', '--endpoint', 'http://127.0.0.1:7070'], parts);
  await runWith(['versions', '--store', 'kho'], parts);
  expect(opened).toEqual([
    ['s3://tin/kho', { endpoint: 'http://127.0.0.1:7070' }],
    ['kho', {}],
  ]);
});

/** The state machine of template.yaml, run: its expressions evaluated, what they make taken by the function that builds. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCurrent } from '../../core/index/published.ts';
import { memoryStore } from '../../core/store/memory.ts';
import { readEvent, type BuildEvent } from '../../functions/build/event.ts';
import { makeBuildHandler } from '../../functions/build/make-handler.ts';
import { root } from '../../scripts/lib/paths.mjs';
import { exampleArticles } from '../support/articles.ts';
import { at, instantiate, parseTemplate, type Json } from './cloudformation.ts';
import { StateMachine, expressionsIn } from './state-machine.ts';

const template = parseTemplate(readFileSync(join(root, 'template.yaml'), 'utf8'));
const { resources } = instantiate(template, { Rebuild: 'on' });
const definition = at(resources, 'RebuildMachine', 'Properties', 'Definition');

/** As AWS names an execution that nobody named, but for capitals, which whoever starts one may use. */
const EXECUTION = { Name: '5B2E9C0A-7d1f-4c3e-9a55-3f0e8f1c2d11' };
const JOB = EXECUTION.Name.toLowerCase();

let sent: BuildEvent[] = [];
/** What the function says it did, where that does not matter. */
const silent = async (name: string, payload: Json): Promise<Json> => {
  expect(name).toBe('<BuildFunction.Arn>');
  const event = readEvent(payload);
  sent.push(event);
  return event.kind === 'part' ? { own: 20, missing: [] } : { articles: 100 };
};

let folder = '';
beforeEach(async () => {
  sent = [];
  folder = await mkdtemp(join(tmpdir(), 'saola-rebuild-'));
});
afterEach(() => rm(folder, { recursive: true }));

const part = (number: number, of: number, sources: readonly string[]): BuildEvent => ({
  kind: 'part',
  number,
  of,
  job: JOB,
  sources,
});

test.each([
  {
    why: 'each part once, then the join',
    input: { parts: 3, sources: ['2023/cu.jsonl', 'moi.jsonl'] },
    events: [1, 2, 3].map((number) => part(number, 3, ['2023/cu.jsonl', 'moi.jsonl'])),
    allowShrink: false,
  },
  {
    why: 'JSONata takes an array of one for its item in some places: not in these',
    input: { parts: 1, sources: ['báo.jsonl.gz'] },
    events: [part(1, 1, ['báo.jsonl.gz'])],
    allowShrink: false,
  },
  {
    why: 'a version that is to shrink, said so',
    input: { parts: 1, sources: ['báo.jsonl.gz'], allowShrink: true },
    events: [part(1, 1, ['báo.jsonl.gz'])],
    allowShrink: true,
  },
  {
    why: 'a text is no leave to shrink',
    input: { parts: 1, sources: ['báo.jsonl.gz'], allowShrink: 'false' },
    events: [part(1, 1, ['báo.jsonl.gz'])],
    allowShrink: false,
  },
])('the function takes every event: $why', async ({ input, events, allowShrink }) => {
  const out = await new StateMachine(silent, EXECUTION).run(definition, input);
  expect(sent).toEqual([...events, { kind: 'join', job: JOB, allowShrink }]);
  expect(out).toEqual({ articles: 100 });
});

test('every expression of the definition was evaluated', async () => {
  const machine = new StateMachine(silent, EXECUTION);
  await machine.run(definition, { parts: 2, sources: ['moi.jsonl'] });
  const all = expressionsIn(definition);
  expect(all.length).toBeGreaterThan(8);
  expect(all.filter((expression) => !machine.evaluated.has(expression))).toEqual([]);
});

test.each([
  { why: 'no sources', input: { parts: 2 }, says: /\$states\.input\.sources is undefined/ },
  { why: 'an empty list of sources', input: { parts: 2, sources: [] }, says: /"sources": \["2024.jsonl.gz"\]/ },
])('fails, and publishes nothing: $why', async ({ input, says }) => {
  await expect(new StateMachine(silent, EXECUTION).run(definition, input)).rejects.toThrow(says);
  expect(sent).toEqual([]);
});

test('with the function itself, all articles are published, and the machine ends with what the join says', async () => {
  const [store, articles] = [memoryStore(), memoryStore()];
  const lines = exampleArticles().map((article) => `${JSON.stringify(article)}\n`);
  await articles.put('2023/cu.jsonl', new TextEncoder().encode(lines.slice(0, 20).join('')));
  await articles.put('moi.jsonl', new TextEncoder().encode(lines.slice(20).join('')));
  const handler = makeBuildHandler({ store, articles, memoryBytes: 0, folder, log: () => undefined });
  const machine = new StateMachine((_name, payload) => handler(payload), EXECUTION);
  const out = await machine.run(definition, { parts: 2, sources: ['2023/cu.jsonl', 'moi.jsonl'] });
  expect(out).toMatchObject({ articles: lines.length });
  expect((await readCurrent(store))?.manifest.articles).toBe(lines.length);
});

test('without parts the map has none to build, and the join refuses a job that nothing was built for', async () => {
  const store = memoryStore();
  const handler = makeBuildHandler({ store, articles: memoryStore(), memoryBytes: 0, folder, log: () => undefined });
  const machine = new StateMachine((_name, payload) => handler(payload), EXECUTION);
  await expect(machine.run(definition, { sources: ['moi.jsonl'] })).rejects.toMatchObject({ name: 'SaolaError' });
  expect(await readCurrent(store)).toBeNull();
});

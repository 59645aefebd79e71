/** What of template.yaml builds an index anew in many functions: off until it is asked for, and no more than the code needs. */
import { readFileSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import { expect, test } from 'vitest';
import { readEvent } from '../../functions/build/event.ts';
import { BUCKET_SETTING_NAMES, readBucketSettings } from '../../indexer/bucket-settings.ts';
import { root } from '../../scripts/lib/paths.mjs';
import { at, dictionary, instantiate, list, parseTemplate, word } from './cloudformation.ts';
import type { Dictionary, Json } from './cloudformation.ts';

const text = readFileSync(pathOf(root, 'template.yaml'), 'utf8');
const template = parseTemplate(text);
const asDeployed = instantiate(template);
const resource = (name: string, stack: { readonly resources: Dictionary }): Json =>
  at(stack.resources, name, 'Properties');
const statements = (policy: Json): readonly Json[] => list(at(policy, 'PolicyDocument', 'Statement'));
const on = instantiate(template, { Rebuild: 'on', IndexPrefix: 'chi-muc', ArticlesPrefix: 'bai-viet' });
const machine = resource('RebuildMachine', on);
const states = at(machine, 'Definition', 'States');
const built = at(states, 'BuildParts', 'ItemProcessor');

test('is not there unless it is asked for', () => {
  const all = Object.keys(asDeployed.resources);
  const more = Object.keys(instantiate(template, { Rebuild: 'on' }).resources).filter((name) => !all.includes(name));
  expect(more).toEqual(['BuildFunction', 'BuildRole', 'BuildLogs', 'RebuildMachine', 'RebuildRole']);
  expect(asDeployed.outputs).not.toHaveProperty('RebuildMachineArn');
});

test('is told all that its code reads, so that it takes it, but another S3 server', () => {
  const variables = dictionary(at(resource('BuildFunction', on), 'Environment', 'Variables'));
  expect(new Set([...Object.keys(variables), 'SAOLA_ENDPOINT'])).toEqual(new Set(BUCKET_SETTING_NAMES));
  const told = Object.entries(variables).map(([name, value]) => [name, word(value).replace('<Bucket>', 'saola-1x2y')]);
  expect(readBucketSettings(Object.fromEntries(told) as Record<string, string>)).toMatchObject({
    storeUri: 's3://saola-1x2y/chi-muc',
    articlesUri: 's3://saola-1x2y/bai-viet',
  });
});

test('may write the index as a publisher may, read the articles, and nothing else of the bucket', () => {
  const role = resource('BuildRole', on);
  expect(at(role, 'ManagedPolicyArns')).toEqual(['<IndexerPolicy>']);
  expect(list(at(role, 'Policies')).flatMap(statements)).toEqual([
    { Sid: 'ReadArticles', Effect: 'Allow', Action: 's3:GetObject', Resource: '<Bucket.Arn>/bai-viet/*' },
    {
      Sid: 'TellAbsentFromForbidden',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: '<Bucket.Arn>',
      Condition: { StringLike: { 's3:prefix': 'bai-viet/*' } },
    },
    {
      Sid: 'WriteOwnLog',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: '<BuildLogs.Arn>',
    },
  ]);
});

test('runs its function and the parts of itself, under the name that its role knows', () => {
  const name = word(at(machine, 'StateMachineName'));
  const of = (kind: string) => `arn:aws:states:ap-southeast-1:123456789012:${kind}:${name}`;
  const allowed = list(at(resource('RebuildRole', on), 'Policies')).flatMap(statements);
  expect(allowed.map((one) => [at(one, 'Action'), at(one, 'Resource')])).toEqual([
    ['lambda:InvokeFunction', '<BuildFunction.Arn>'],
    ['states:StartExecution', of('stateMachine')],
    [['states:DescribeExecution', 'states:StopExecution'], `${of('execution')}/*`],
  ]);
});

test('sends what the function takes: each part once, then one that joins, all of one job', () => {
  const part = at(states, 'BuildParts', 'ItemSelector');
  expect(Object.keys(dictionary(part)).toSorted()).toEqual(['job', 'of', 'part', 'sources']);
  expect(at(states, 'BuildParts', 'Items')).toBe('{% [1..$states.input.parts] %}');
  const join = at(states, 'BuildParts', 'Output');
  expect(join).toMatchObject({ join: true, job: at(part, 'job') });
  expect(at(built, 'ProcessorConfig')).toEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' });
  for (const task of [at(built, 'States', 'BuildPart'), at(states, 'Join')]) {
    expect(at(task, 'Arguments')).toEqual({ FunctionName: '<BuildFunction.Arn>', Payload: '{% $states.input %}' });
  }
  expect(readEvent({ ...dictionary(part), part: 2, of: 8, job: '0f3c-1', sources: ['2024.jsonl'] })).toMatchObject({
    kind: 'part',
  });
  expect(readEvent({ ...dictionary(join), job: '0f3c-1', allowShrink: false })).toMatchObject({ kind: 'join' });
});

test('goes on where trying again may help, and nowhere else', () => {
  const [retry] = list(at(built, 'States', 'BuildPart', 'Retry'));
  expect(at(states, 'Join', 'Retry')).toEqual([retry]);
  const errors = list(at(retry ?? null, 'ErrorEquals'));
  expect(errors).toEqual(expect.arrayContaining(['TryAgain', 'Sandbox.Timedout']));
  for (const error of ['States.ALL', 'States.TaskFailed', 'SaolaError']) expect(errors).not.toContain(error);
});

test('CloudFormation knows no aliases of YAML', () => {
  expect(text).not.toMatch(/: [&*]\w/);
});

/** What of template.yaml takes in articles as they come: off until it is asked for, wired so that nothing is lost, goes round
 *  for ever, or sets itself off, and with no more rights than the code needs. */
import { readFileSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readIngestSettings } from '../../functions/ingest/settings.ts';
import { BUCKET_SETTING_NAMES } from '../../indexer/bucket-settings.ts';
import { root } from '../../scripts/lib/paths.mjs';
import { at, dictionary, instantiate, list, namesUsed, parseTemplate, word } from './cloudformation.ts';
import type { Dictionary, Json } from './cloudformation.ts';

const template = parseTemplate(readFileSync(pathOf(root, 'template.yaml'), 'utf8'));
const asDeployed = instantiate(template);
const on = instantiate(template, { Ingest: 'on', IndexPrefix: 'chi-muc', ArticlesPrefix: 'bai-viet' });
const resource = (name: string, stack: { readonly resources: Dictionary } = on): Json =>
  at(stack.resources, name, 'Properties');
const statements = (policy: Json): readonly Json[] => list(at(policy, 'PolicyDocument', 'Statement'));
const source = at(resource('IngestFunction'), 'Events', 'Queue', 'Properties');
const seconds = (name: string, property: string): number => Number(at(resource(name), property));

test('is not there unless it is asked for', () => {
  const all = Object.keys(asDeployed.resources);
  const more = Object.keys(on.resources).filter((name) => !all.includes(name));
  expect(more.toSorted()).toEqual([
    'IngestAgeAlarm',
    'IngestAlarm',
    'IngestErrorAlarm',
    'IngestFailures',
    'IngestFunction',
    'IngestLogs',
    'IngestQueue',
    'IngestQueuePolicy',
    'IngestRole',
  ]);
  expect(resource('Bucket', asDeployed)).not.toHaveProperty('NotificationConfiguration');
  expect(asDeployed.outputs).not.toHaveProperty('IngestFailuresArn');
});

test('is told all that its code reads, so that it takes it, but another S3 server', () => {
  const variables = dictionary(at(resource('IngestFunction'), 'Environment', 'Variables'));
  expect(new Set([...Object.keys(variables), 'SAOLA_ENDPOINT'])).toEqual(new Set(BUCKET_SETTING_NAMES));
  const told = Object.entries(variables).map(([name, value]) => [name, word(value).replace('<Bucket>', 'saola-1x2y')]);
  expect(readIngestSettings(Object.fromEntries(told) as Record<string, string>)).toMatchObject({
    storeUri: 's3://saola-1x2y/chi-muc',
    articlesUri: 's3://saola-1x2y/bai-viet',
  });
});

describe('the bucket', () => {
  const sent = list(at(resource('Bucket'), 'NotificationConfiguration', 'QueueConfigurations'));

  test('tells of what comes and goes among the articles, and of nothing else', () => {
    expect(sent.map((each) => at(each, 'Event'))).toEqual(['s3:ObjectCreated:*', 's3:ObjectRemoved:*']);
    for (const each of sent) {
      expect(at(each, 'Queue')).toBe('<IngestQueue.Arn>');
      expect(at(each, 'Filter', 'S3Key', 'Rules')).toEqual([{ Name: 'prefix', Value: 'bai-viet/' }]);
    }
  });

  test('is told of the queue once that may be sent to', () => {
    expect(at(on.resources, 'Bucket', 'Metadata', 'After')).toBe('<IngestQueuePolicy>');
  });

  test('is no article’s and the index’s place at once', () => {
    const rule = at(template, 'Rules', 'IngestNeedsPrefixesApart');
    expect(at(rule, 'RuleCondition')).toEqual({ 'Fn::Equals': [{ Ref: 'Ingest' }, 'on'] });
    expect(at(rule, 'Assertions', 0, 'Assert')).toEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ArticlesPrefix' }, { Ref: 'IndexPrefix' }] }],
    });
  });
});

test('nothing waits for itself', () => {
  const resources = dictionary(at(template, 'Resources'));
  const before = new Map(
    Object.entries(resources).map(([name, one]) => {
      const { values } = namesUsed(one);
      return [name, [...values].filter((each) => each in resources && each !== name)] as const;
    }),
  );
  const reached = (from: string): Set<string> => {
    const found = new Set<string>();
    const waiting = [...(before.get(from) ?? [])];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (!found.has(next)) waiting.push(...(before.get(next) ?? []));
      found.add(next);
    }
    return found;
  };
  expect(reached('IngestFunction')).toContain('IngestQueuePolicy'); // by way of the bucket
  expect([...before.keys()].filter((name) => reached(name).has(name))).toEqual([]);
});

describe('the queue', () => {
  test('takes messages of S3 for buckets of this account, over TLS, and no others', () => {
    expect(at(resource('IngestQueuePolicy'), 'Queues')).toEqual(['<IngestQueue>']);
    expect(statements(resource('IngestQueuePolicy'))).toEqual([
      {
        Sid: 'BucketsOfThisAccount',
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: '<IngestQueue.Arn>',
        Condition: {
          StringEquals: { 'aws:SourceAccount': '123456789012' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' },
        },
      },
      {
        Sid: 'OnlyOverTls',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource: '<IngestQueue.Arn>',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  });

  test('hides what is worked on six times as long as the function may work', () => {
    expect(seconds('IngestQueue', 'VisibilityTimeout')).toBe(6 * seconds('IngestFunction', 'Timeout'));
  });

  test('lets nothing go before it was tried five times, and keeps for two weeks what failed', () => {
    const tries = Number(at(resource('IngestQueue'), 'RedrivePolicy', 'maxReceiveCount'));
    expect(tries).toBe(5);
    expect(at(resource('IngestQueue'), 'RedrivePolicy', 'deadLetterTargetArn')).toBe('<IngestFailures.Arn>');
    const longest = tries * seconds('IngestQueue', 'VisibilityTimeout');
    expect(seconds('IngestQueue', 'MessageRetentionPeriod')).toBeGreaterThan(longest);
    expect(seconds('IngestFailures', 'MessageRetentionPeriod')).toBe(14 * 86_400);
  });

  test('hands over a burst as one, to two functions at most, and takes back single messages', () => {
    expect(source).toEqual({
      Queue: '<IngestQueue.Arn>',
      MaximumBatchingWindowInSeconds: 20,
      BatchSize: 500,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(resource('IngestFunction')).not.toHaveProperty('ReservedConcurrentExecutions');
  });
});

describe('whoever is to be told is told', () => {
  const told = instantiate(template, { Ingest: 'on', AlarmEmail: 'toa-soan@example.vn' });

  test.each([
    {
      why: 'of what failed five times',
      alarm: 'IngestAlarm',
      watched: {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: [{ Name: 'QueueName', Value: '<IngestFailures.QueueName>' }],
        Threshold: 0,
      },
    },
    {
      why: 'of a refusal, in minutes',
      alarm: 'IngestErrorAlarm',
      watched: {
        Namespace: 'AWS/Lambda',
        MetricName: 'Errors',
        Dimensions: [{ Name: 'FunctionName', Value: '<IngestFunction>' }],
        Statistic: 'Sum',
        Threshold: 0,
      },
    },
    {
      why: 'of a message that nobody is done with',
      alarm: 'IngestAgeAlarm',
      watched: {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateAgeOfOldestMessage',
        Dimensions: [{ Name: 'QueueName', Value: '<IngestQueue.QueueName>' }],
        Statistic: 'Maximum',
      },
    },
  ])('$why', ({ alarm, watched }) => {
    expect(resource(alarm, told)).toMatchObject({
      ...watched,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: ['<AlarmTopic>'],
    });
    expect(resource(alarm)).not.toHaveProperty('AlarmActions');
  });

  test('within the hour of what is put and not done, but not while a function still works on it', () => {
    const longest = seconds('IngestFunction', 'Timeout') + Number(at(source, 'MaximumBatchingWindowInSeconds'));
    const alarm = seconds('IngestAgeAlarm', 'Threshold');
    expect(alarm).toBeGreaterThan(longest);
    expect(alarm + seconds('IngestAgeAlarm', 'Period') * seconds('IngestAgeAlarm', 'EvaluationPeriods')).toBeLessThan(
      3_600,
    );
  });
});

test('may take messages, read articles, write the index and its own log, and delete nothing', () => {
  const role = resource('IngestRole');
  expect(role).not.toHaveProperty('ManagedPolicyArns');
  expect(at(resource('IngestFunction'), 'Role')).toBe('<IngestRole.Arn>');
  const allowed = list(at(role, 'Policies')).flatMap(statements);
  expect(allowed.map((each) => [at(each, 'Action'), at(each, 'Resource')])).toEqual([
    [['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], '<IngestQueue.Arn>'],
    ['s3:GetObject', '<Bucket.Arn>/bai-viet/*'],
    ['s3:ListBucket', '<Bucket.Arn>'],
    [['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'], '<Bucket.Arn>/chi-muc/*'],
    ['s3:ListBucket', '<Bucket.Arn>'],
    [['logs:CreateLogStream', 'logs:PutLogEvents'], '<IngestLogs.Arn>'],
  ]);
  const listed = allowed.filter((each) => at(each, 'Action') === 's3:ListBucket');
  expect(listed.map((each) => at(each, 'Condition'))).toEqual([
    { StringLike: { 's3:prefix': 'bai-viet/*' } },
    { StringLike: { 's3:prefix': 'chi-muc/*' } },
  ]);
});

/** template.yaml against what it stands for: the code that it runs, the contract that it caches, what nobody may do. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SETTING_NAMES, readSettings } from '../../functions/search/settings.ts';
import { AS_DEPLOYED } from '../../bench/reads/as-deployed.ts';
import { root } from '../../scripts/lib/paths.mjs';
import {
  PSEUDO_NAMES,
  at,
  dictionary,
  instantiate,
  list,
  namesUsed,
  objects,
  parseTemplate,
  word,
} from './cloudformation.ts';
import type { Dictionary, Json } from './cloudformation.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const template = parseTemplate(read('template.yaml'));
const asDeployed = instantiate(template);
const resource = (name: string, stack = asDeployed): Json => at(stack.resources, name, 'Properties');
const ofType = (type: string): readonly Dictionary[] =>
  Object.values(asDeployed.resources)
    .map(dictionary)
    .filter((one) => one['Type'] === type);
/** Those that are the code's own; the rest is for the process. */
const settingsIn = (variables: Readonly<Record<string, string>>): string[] =>
  Object.keys(variables).filter((name) => name.startsWith('SAOLA_'));
const OWN_DOMAIN = {
  DomainName: 'tim.example.vn',
  CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1b2c',
};

describe('the template as a whole', () => {
  const parameters = Object.keys(dictionary(at(template, 'Parameters')));
  const resources = Object.keys(dictionary(at(template, 'Resources')));
  const conditions = Object.keys(dictionary(at(template, 'Conditions')));
  const used = namesUsed(template);

  test('names nothing that is not there', () => {
    // SAM makes <function>Url of a FunctionUrlConfig.
    const there = new Set([...parameters, ...resources, 'SearchFunctionUrl', ...PSEUDO_NAMES]);
    expect([...used.values].filter((name) => !there.has(name))).toEqual([]);
    expect([...used.conditions].filter((name) => !conditions.includes(name))).toEqual([]);
  });

  test('asks for no parameter and states no condition in vain', () => {
    expect(parameters.filter((name) => !used.values.has(name))).toEqual([]);
    expect(conditions.filter((name) => !used.conditions.has(name))).toEqual([]);
  });

  test('can be deployed without a single parameter', () => {
    const wanting = parameters.filter((name) => dictionary(at(template, 'Parameters', name))['Default'] === undefined);
    expect(wanting).toEqual([]);
  });

  test('allows, by name, single actions on single resources only', () => {
    const allowed = [...objects(template)].filter((one) => one['Effect'] === 'Allow' && one['Resource'] !== undefined);
    expect(allowed.length).toBeGreaterThan(0);
    for (const statement of allowed) {
      expect(list(at(statement, 'Action')).filter((action) => word(action).includes('*'))).toEqual([]);
      expect(list(at(statement, 'Resource'))).not.toContain('*');
    }
  });
});

describe('the bucket', () => {
  const bucket = resource('Bucket');

  test('is private, encrypted and versioned, and belongs to its owner alone', () => {
    expect(at(bucket, 'PublicAccessBlockConfiguration')).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const encryption = at(bucket, 'BucketEncryption', 'ServerSideEncryptionConfiguration', 0);
    expect(at(encryption, 'ServerSideEncryptionByDefault', 'SSEAlgorithm')).toBe('AES256');
    expect(at(bucket, 'VersioningConfiguration', 'Status')).toBe('Enabled');
    expect(at(bucket, 'OwnershipControls', 'Rules')).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
  });

  test('is closed to everybody without TLS, and opened to nobody by its policy', () => {
    expect(at(resource('BucketPolicy'), 'PolicyDocument', 'Statement')).toEqual([
      {
        Sid: 'OnlyOverTls',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: ['<Bucket.Arn>', '<Bucket.Arn>/*'],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  });

  test('never lets a live part expire', () => {
    const harmless = new Set([
      'NoncurrentVersionExpiration',
      'ExpiredObjectDeleteMarker',
      'AbortIncompleteMultipartUpload',
    ]);
    const rules = list(at(bucket, 'LifecycleConfiguration', 'Rules')).map(dictionary);
    const does = rules.flatMap((rule) => Object.keys(rule).filter((key) => key !== 'Id' && key !== 'Status'));
    expect(does.filter((key) => !harmless.has(key))).toEqual([]);
    expect(does).toContain('NoncurrentVersionExpiration');
    expect(does).toContain('AbortIncompleteMultipartUpload');
    expect(rules.map((rule) => rule['Status'])).toEqual(rules.map(() => 'Enabled'));
  });

  test('outlives its stack, and is not left behind by a first deploy that fails', () => {
    expect(at(template, 'Resources', 'Bucket', 'DeletionPolicy')).toBe('RetainExceptOnCreate');
    expect(at(template, 'Resources', 'Bucket', 'UpdateReplacePolicy')).toBe('Retain');
  });
});

describe('the function', () => {
  const properties = resource('SearchFunction');

  /** Set in the template only where there is something to say; every one of them. */
  const EVERYTHING = {
    ...OWN_DOMAIN,
    SiteName: 'Báo Mới',
    SearchPage: 'https://www.example.vn/tim-kiem?q={searchTerms}',
  };
  const told = (stack: typeof asDeployed): Readonly<Record<string, string>> => {
    const variables = Object.entries(dictionary(at(resource('SearchFunction', stack), 'Environment', 'Variables')));
    return Object.fromEntries(variables.map(([name, value]) => [name, word(value).replace('<Bucket>', 'saola-1x2y')]));
  };

  test('is the bundle that the build makes and the tests run, and starts with what it is told', () => {
    const [file, exported = ''] = word(at(properties, 'Handler')).split('.');
    const bundle = join(root, word(at(properties, 'CodeUri')), `${file}.mjs`);
    expect(existsSync(bundle), `${bundle} is not there: npm run build`).toBe(true);
    const script = `const made = await import(${JSON.stringify(bundle)}); console.log(typeof made[${JSON.stringify(exported)}]);`;
    const env = { ...told(asDeployed), AWS_REGION: 'ap-southeast-1', AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1769' };
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env,
      encoding: 'utf8',
    });
    expect(stdout, `It said: ${stderr}`).toBe('function\n');
    expect(at(template, 'Resources', 'SearchFunction', 'Metadata', 'SkipBuild')).toBe(true);
  });

  test('runs where it was measured', () => {
    expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], MemorySize: 1769 });
  });

  test('is told all that the code reads, but what this deployment has no use for', () => {
    const LEFT_OUT = [
      'SAOLA_ENDPOINT', // the S3 of AWS
      'SAOLA_CACHE_MB', // half of the memory, which Lambda tells by itself
      'SAOLA_CORS_ORIGIN', // CloudFront sets CORS; two layers would send the headers twice
    ];
    const names = settingsIn(told(instantiate(template, EVERYTHING)));
    expect(new Set([...names, ...LEFT_OUT])).toEqual(new Set(SETTING_NAMES));
  });

  test('is told it so that the code takes it', () => {
    expect(readSettings(told(instantiate(template, EVERYTHING)))).toMatchObject({
      storeUri: 's3://saola-1x2y/saola',
      logQueries: true,
      site: { publicUrl: 'https://tim.example.vn', name: 'Báo Mới', searchPage: EVERYTHING.SearchPage },
    });
    const silent = readSettings(told(instantiate(template, { LogQueries: 'false', RefreshSeconds: '120' })));
    expect(silent).toMatchObject({ logQueries: false, refreshMs: 120_000 });
  });

  test('leaves unsaid what nobody has set, so that the code’s own defaults hold', () => {
    expect(settingsIn(told(asDeployed))).toEqual(['SAOLA_STORE', 'SAOLA_REFRESH_SECONDS', 'SAOLA_LOG_QUERIES']);
    const { refreshMs, logQueries } = readSettings({ SAOLA_STORE: 's3://saola-1x2y/saola' });
    expect(readSettings(told(asDeployed))).toMatchObject({ refreshMs, logQueries });
  });

  test('uses memory as the benches do that say how much of it answers take', () =>
    expect(told(asDeployed)).toMatchObject(AS_DEPLOYED));

  test.each([
    { why: 'its own domain', parameters: OWN_DOMAIN, url: 'https://tim.example.vn' },
    { why: 'the address that was given', parameters: { PublicUrl: 'https://d1.example' }, url: 'https://d1.example' },
    {
      why: 'its own domain even where another address was given before there was one',
      parameters: { ...OWN_DOMAIN, PublicUrl: 'https://d1.example' },
      url: 'https://tim.example.vn',
    },
  ])('names as its public address $why', ({ parameters, url }) => {
    const stack = instantiate(template, parameters);
    expect(at(resource('SearchFunction', stack), 'Environment', 'Variables', 'SAOLA_PUBLIC_URL')).toBe(url);
    expect(at(stack.outputs, 'PublicUrl', 'Value')).toBe(url);
  });

  test('runs without a lid, or with the one that was set', () => {
    expect(properties).not.toHaveProperty('ReservedConcurrentExecutions');
    const lid = instantiate(template, { MostFunctionsAtOnce: '20' });
    expect(at(resource('SearchFunction', lid), 'ReservedConcurrentExecutions')).toBe('20');
  });

  test('writes a log that is kept for a while only', () => {
    expect(at(properties, 'LoggingConfig', 'LogGroup')).toBe('<SearchLogs>');
    expect(at(resource('SearchLogs'), 'RetentionInDays')).toBe('30');
  });
});

describe('who may do what', () => {
  /** What each call of the S3 client asks for. Where a key is absent S3 also looks at s3:ListBucket. */
  const ASKS: Readonly<Record<string, readonly string[]>> = {
    GetObjectCommand: ['s3:GetObject'],
    HeadObjectCommand: ['s3:GetObject'],
    PutObjectCommand: ['s3:PutObject'],
    CopyObjectCommand: ['s3:GetObject', 's3:PutObject'], // and two for tags, of which no object here has any
    DeleteObjectCommand: ['s3:DeleteObject', 's3:DeleteObjectVersion'], // the second where a version is named
    ListObjectVersionsCommand: ['s3:ListBucketVersions'],
    ListMultipartUploadsCommand: ['s3:ListBucketMultipartUploads'],
    AbortMultipartUploadCommand: ['s3:AbortMultipartUpload'],
    ListObjectsV2Command: ['s3:ListBucket'],
    Upload: ['s3:PutObject', 's3:AbortMultipartUpload'],
  };
  test('the function reads the index, tells absent from forbidden, writes its own log, and no more', () => {
    const role = resource('SearchRole');
    expect(role).not.toHaveProperty('ManagedPolicyArns');
    expect(at(resource('SearchFunction'), 'Role')).toBe('<SearchRole.Arn>');
    expect(resource('SearchFunction')).not.toHaveProperty('Policies');
    expect(list(at(role, 'Policies')).flatMap(statements)).toEqual([
      { Sid: 'ReadParts', Effect: 'Allow', Action: 's3:GetObject', Resource: '<Bucket.Arn>/saola/*' },
      {
        Sid: 'TellAbsentFromForbidden',
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: '<Bucket.Arn>',
        Condition: { StringLike: { 's3:prefix': 'saola/*' } },
      },
      {
        Sid: 'WriteOwnLog',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: '<SearchLogs.Arn>',
      },
    ]);
  });

  test('indexer and purge together may do exactly what the S3 store calls, and the indexer erases nothing', () => {
    const calls = [...read('core/store/s3.ts').matchAll(/\bnew (\w+Command|Upload)\(/g)].map(([, name = '']) => name);
    expect(calls.length).toBeGreaterThan(0);
    const asked = calls.flatMap((call) => {
      const wants = ASKS[call];
      if (wants === undefined) throw new Error(`core/store/s3.ts calls ${call}: say here what that asks for.`);
      return wants;
    });
    const needed = new Set([...asked, 's3:ListBucket']);
    const [indexer, purge] = ['IndexerPolicy', 'PurgePolicy'].map((name) => new Set(actions(resource(name))));
    expect(new Set([...(indexer ?? []), ...(purge ?? [])])).toEqual(needed);
    const erasing = ['s3:DeleteObjectVersion', 's3:ListBucketMultipartUploads', 's3:ListBucketVersions'];
    expect([...needed].filter((action) => !indexer?.has(action)).toSorted()).toEqual(erasing);
    expect([...(purge ?? [])].toSorted()).toEqual(['s3:AbortMultipartUpload', ...erasing]);
  });

  test('the indexer is held to the prefix', () => {
    const [objectsOfIndex, ofBucket] = statements(resource('IndexerPolicy'));
    expect(at(objectsOfIndex ?? null, 'Resource')).toBe('<Bucket.Arn>/saola/*');
    expect(ofBucket).toMatchObject({
      Resource: '<Bucket.Arn>',
      Condition: { StringLike: { 's3:prefix': 'saola/*' } },
    });
  });

  test('the purge is held to the prefix, as far as S3 lets it', () => {
    const [objectsOfIndex, versionsOfIndex, ofBucket] = statements(resource('PurgePolicy'));
    expect(at(objectsOfIndex ?? null, 'Resource')).toBe('<Bucket.Arn>/saola/*');
    expect(versionsOfIndex).toMatchObject({ Condition: { StringLike: { 's3:prefix': 'saola/*' } } });
    expect(ofBucket).toMatchObject({ Action: 's3:ListBucketMultipartUploads', Resource: '<Bucket.Arn>' });
  });

  test('the function URL answers signed requests only, and only those of this distribution', () => {
    expect(at(resource('SearchFunction'), 'FunctionUrlConfig')).toEqual({
      AuthType: 'AWS_IAM',
      InvokeMode: 'BUFFERED',
    });
    const permissions = ofType('AWS::Lambda::Permission').map((one) => at(one, 'Properties'));
    const common = {
      FunctionName: '<SearchFunction.Arn>',
      Principal: 'cloudfront.amazonaws.com',
      SourceArn: 'arn:aws:cloudfront::123456789012:distribution/<Distribution>',
    };
    expect(permissions).toEqual([
      { ...common, Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'AWS_IAM' },
      { ...common, Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true },
    ]);
  });
});

describe('the distribution', () => {
  const config = at(resource('Distribution'), 'DistributionConfig');
  const behaviour = at(config, 'DefaultCacheBehavior');

  test('signs what it asks of the function', () => {
    const [origin, ...others] = list(at(config, 'Origins'));
    expect(others).toEqual([]);
    expect(at(origin ?? null, 'OriginAccessControlId')).toBe('<OriginAccess.Id>');
    expect(at(origin ?? null, 'CustomOriginConfig', 'OriginProtocolPolicy')).toBe('https-only');
    expect(at(behaviour, 'TargetOriginId')).toBe(at(origin ?? null, 'Id'));
    expect(at(resource('OriginAccess'), 'OriginAccessControlConfig')).toMatchObject({
      OriginAccessControlOriginType: 'lambda',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
  });

  test('takes the host out of the address of the function', () => {
    const [origin] = list(at(template, 'Resources', 'Distribution', 'Properties', 'DistributionConfig', 'Origins'));
    expect(at(origin ?? null, 'DomainName')).toEqual({
      'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['SearchFunctionUrl', 'FunctionUrl'] }] }],
    });
    expect('https://abc.lambda-url.ap-southeast-1.on.aws/'.split('/')[2]).toBe('abc.lambda-url.ap-southeast-1.on.aws');
  });

  test('keeps answers by the parameters of the contract, by no other and by nothing else', () => {
    const openapi: Json = parse(read('functions/search/openapi.yaml'));
    const paths = Object.values(dictionary(at(openapi, 'paths')));
    const known = paths
      .flatMap((path) => [path, at(path, 'get')])
      .flatMap((place) => list(dictionary(place)['parameters'] ?? []))
      .map((one) => named(openapi, one))
      .filter((one) => at(one, 'in') === 'query')
      .map((one) => word(at(one, 'name')));
    const key = at(resource('AnswerCache'), 'CachePolicyConfig', 'ParametersInCacheKeyAndForwardedToOrigin');
    expect(at(key, 'QueryStringsConfig', 'QueryStringBehavior')).toBe('whitelist');
    expect(new Set(list(at(key, 'QueryStringsConfig', 'QueryStrings')))).toEqual(new Set(known));
    expect(at(key, 'HeadersConfig')).toEqual({ HeaderBehavior: 'none' });
    expect(at(key, 'CookiesConfig')).toEqual({ CookieBehavior: 'none' });
    // Whatever else reached the function would be answered from a cache that does not know of it.
    expect(behaviour).not.toHaveProperty('OriginRequestPolicyId');
    expect(at(behaviour, 'CachePolicyId')).toBe('<AnswerCache>');
  });

  test('keeps them for as long as the function says', () => {
    const policy = at(resource('AnswerCache'), 'CachePolicyConfig');
    expect(policy).toMatchObject({ MinTTL: 0, DefaultTTL: 0 });
    const said = [...read('functions/search/http.ts').matchAll(/max-age=(\d+)/g)].map(([, seconds]) => Number(seconds));
    expect(said.length).toBeGreaterThan(0);
    expect(at(policy, 'MaxTTL')).toBe(Math.max(...said));
  });

  test('takes GET and HEAD over HTTPS, compresses, and speaks HTTP/2 and 3', () => {
    expect(config).toMatchObject({ HttpVersion: 'http2and3', IPV6Enabled: true });
    expect(behaviour).toMatchObject({
      AllowedMethods: ['GET', 'HEAD'],
      ViewerProtocolPolicy: 'redirect-to-https',
      Compress: true,
      ResponseHeadersPolicyId: '<AnswerHeaders>',
    });
    const key = at(resource('AnswerCache'), 'CachePolicyConfig', 'ParametersInCacheKeyAndForwardedToOrigin');
    expect(key).toMatchObject({ EnableAcceptEncodingBrotli: true, EnableAcceptEncodingGzip: true });
  });

  test('sends security headers and, alone, those of CORS', () => {
    const headers = at(resource('AnswerHeaders'), 'ResponseHeadersPolicyConfig');
    const secure = [
      'StrictTransportSecurity',
      'ContentTypeOptions',
      'FrameOptions',
      'ReferrerPolicy',
      'ContentSecurityPolicy',
    ];
    expect(Object.keys(dictionary(at(headers, 'SecurityHeadersConfig')))).toEqual(secure);
    expect(at(headers, 'CorsConfig', 'AccessControlAllowOrigins', 'Items')).toEqual(['*']);
    const two = instantiate(template, { CorsOrigins: 'https://www.example.vn,https://example.vn' });
    const cors = at(resource('AnswerHeaders', two), 'ResponseHeadersPolicyConfig', 'CorsConfig');
    expect(at(cors, 'AccessControlAllowOrigins', 'Items')).toEqual(['https://www.example.vn', 'https://example.vn']);
    expect(resource('SearchFunction', two)).not.toHaveProperty('Environment.Variables.SAOLA_CORS_ORIGIN');
    expect(resource('SearchFunction', two)).not.toHaveProperty('FunctionUrlConfig.Cors');
  });

  test('has the domain that CloudFront gives, or an own one', () => {
    expect(config).not.toHaveProperty('Aliases');
    expect(at(config, 'ViewerCertificate')).toEqual({ CloudFrontDefaultCertificate: true });
    expect(at(asDeployed.outputs, 'SearchUrl', 'Value')).toBe('https://<Distribution.DomainName>');

    const own = instantiate(template, OWN_DOMAIN);
    const ownConfig = at(resource('Distribution', own), 'DistributionConfig');
    expect(at(ownConfig, 'Aliases')).toEqual(['tim.example.vn']);
    expect(at(ownConfig, 'ViewerCertificate')).toEqual({
      AcmCertificateArn: OWN_DOMAIN.CertificateArn,
      SslSupportMethod: 'sni-only',
      MinimumProtocolVersion: 'TLSv1.2_2021',
    });
    expect(at(own.outputs, 'SearchUrl', 'Value')).toBe('https://tim.example.vn');
  });
});

describe('who is told', () => {
  test('alarms watch errors, refusals, throttles and the slowest twentieth', () => {
    const watched = alarms(asDeployed).map((alarm) => [
      alarm['MetricName'],
      alarm['Statistic'] ?? alarm['ExtendedStatistic'],
    ]);
    expect(watched).toEqual([
      ['Errors', 'Sum'],
      ['Url5xxCount', 'Sum'],
      ['Throttles', 'Sum'],
      ['Duration', 'p95'],
    ]);
    for (const alarm of alarms(asDeployed))
      expect(alarm).toMatchObject({
        Namespace: 'AWS/Lambda',
        Dimensions: [{ Name: 'FunctionName', Value: '<SearchFunction>' }],
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching', // nobody searches at night
      });
  });

  test('without an address nobody is, and there is no budget', () => {
    for (const alarm of alarms(asDeployed)) expect(alarm).not.toHaveProperty('AlarmActions');
    expect(Object.keys(asDeployed.resources)).not.toContain('AlarmTopic');
    expect(Object.keys(instantiate(template, { MonthlyBudgetUsd: '20' }).resources)).not.toContain('MonthlyBudget');
  });

  test('with an address, that one, of each alarm and of the budget', () => {
    const stack = instantiate(template, { AlarmEmail: 'toasoan@example.vn', MonthlyBudgetUsd: '20' });
    expect(at(resource('AlarmTopic', stack), 'Subscription')).toEqual([
      { Protocol: 'email', Endpoint: 'toasoan@example.vn' },
    ]);
    for (const alarm of alarms(stack))
      expect(alarm).toMatchObject({ AlarmActions: ['<AlarmTopic>'], OKActions: ['<AlarmTopic>'] });
    const budget = resource('MonthlyBudget', stack);
    expect(at(budget, 'Budget')).toMatchObject({ TimeUnit: 'MONTHLY', BudgetLimit: { Amount: '20', Unit: 'USD' } });
    const told = list(at(budget, 'NotificationsWithSubscribers')).flatMap((one) => list(at(one, 'Subscribers')));
    expect(told.map((one) => at(one, 'Address'))).toEqual(told.map(() => 'toasoan@example.vn'));
    expect(told.length).toBeGreaterThan(0);
  });
});

describe('the words around it', () => {
  const guide = read('docs/deploy.md');

  test('every output that the deploy reads is one of the template’s', () => {
    const wanted = [...read('scripts/deploy/deploy.mjs').matchAll(/(?:output\(\w+, |first\[)'(\w+)'/g)].map(
      ([, one]) => one,
    );
    expect(new Set(wanted)).toEqual(new Set(['StoreUri', 'SearchUrl', 'DistributionDomain', 'PublicUrl']));
    expect(Object.keys(dictionary(at(template, 'Outputs')))).toEqual(expect.arrayContaining(wanted));
  });

  test.each(['Parameters', 'Outputs'])('docs/deploy.md tells of all %s', (section) => {
    const untold = Object.keys(dictionary(at(template, section))).filter((name) => !guide.includes(`\`${name}\``));
    expect(untold).toEqual([]);
  });
});

function statements(policy: Json): readonly Json[] {
  return list(at(policy, 'PolicyDocument', 'Statement'));
}

function actions(policy: Json): readonly string[] {
  return statements(policy).flatMap((statement) => list(at(statement, 'Action')).map(word));
}

function alarms(stack: typeof asDeployed): readonly Dictionary[] {
  const all = Object.values(stack.resources).filter((one) => at(one, 'Type') === 'AWS::CloudWatch::Alarm');
  return all.map((one) => dictionary(at(one, 'Properties')));
}

/** The object itself, or the one that its `$ref` names. */
function named(openapi: Json, one: Json): Json {
  const ref = dictionary(one)['$ref'];
  return ref === undefined ? one : at(openapi, ...word(ref).replace('#/', '').split('/'));
}

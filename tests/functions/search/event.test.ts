/** Lambda's events: both kinds that are answered, the fields that may be missing, and the kinds that are not answered. */
import { describe, expect, expectTypeOf, test } from 'vitest';
import { requestOf, resultOf } from '../../../functions/search/event.ts';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, LambdaFunctionURLEvent } from 'aws-lambda';
import type { HttpEvent, HttpResult } from '../../../functions/search/event.ts';

/** As a function URL sends it (AWS, "Invoking Lambda function URLs"), with a query as a browser encodes it. */
const functionUrl = {
  version: '2.0',
  routeKey: '$default',
  rawPath: '/search',
  rawQueryString: 'q=%C4%90%C3%A0+L%E1%BA%A1t&limit=5',
  headers: {
    host: 'abcdefghijklmnopqrstuvwxyz012345.lambda-url.ap-southeast-1.on.aws',
    'if-none-match': '"mot", "hai"',
    'x-forwarded-for': '203.0.113.7',
  },
  queryStringParameters: { q: 'Đà Lạt', limit: '5' },
  requestContext: {
    accountId: 'anonymous',
    apiId: 'abcdefghijklmnopqrstuvwxyz012345',
    domainName: 'abcdefghijklmnopqrstuvwxyz012345.lambda-url.ap-southeast-1.on.aws',
    domainPrefix: 'abcdefghijklmnopqrstuvwxyz012345',
    http: { method: 'GET', path: '/search', protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'Mozilla/5.0' },
    requestId: '6b3c2f0e-1c5a-4a39-9d5d-0b7f3a7e8c21',
    routeKey: '$default',
    stage: '$default',
    time: '04/May/2026:03:02:01 +0000',
    timeEpoch: 1777863721000,
  },
  isBase64Encoded: false,
} satisfies LambdaFunctionURLEvent;

test('the types of AWS are events, and a result is theirs', () => {
  expectTypeOf<LambdaFunctionURLEvent>().toExtend<HttpEvent>();
  expectTypeOf<APIGatewayProxyEventV2>().toExtend<HttpEvent>();
  expectTypeOf<HttpResult>().toExtend<APIGatewayProxyStructuredResultV2>();
});

describe('the request in an event', () => {
  test('of a function URL: the query still encoded, nothing of who asks but the headers', () => {
    expect(requestOf(functionUrl)).toEqual({
      method: 'GET',
      path: '/search',
      rawQuery: 'q=%C4%90%C3%A0+L%E1%BA%A1t&limit=5',
      headers: functionUrl.headers,
    });
  });

  test.each([
    { why: 'the default stage has no name in the path', stage: '$default', rawPath: '/search', path: '/search' },
    { why: 'a named stage stands before it', stage: 'thu', rawPath: '/thu/search', path: '/search' },
    { why: 'only as a whole step', stage: 'thu', rawPath: '/thuong/search', path: '/thuong/search' },
    { why: 'and only once', stage: 'search', rawPath: '/search/search', path: '/search' },
    { why: 'the path itself may be missing', stage: 'thu', rawPath: '/thu', path: '/thu' },
  ])('of an HTTP API: $why', ({ stage, rawPath, path }) => {
    const requestContext = { ...functionUrl.requestContext, stage };
    expect(requestOf({ ...functionUrl, rawPath, requestContext }).path).toBe(path);
  });

  test('a body does not matter, encoded or not', () => {
    const bodied = { ...functionUrl, body: 'cT1LdXJpbA==', isBase64Encoded: true };
    expect(requestOf(bodied)).toEqual(requestOf(functionUrl));
  });

  test('what is missing is empty', () => {
    expect(requestOf({ rawPath: '/search', requestContext: { http: { method: 'GET' } } })).toEqual({
      method: 'GET',
      path: '/search',
      rawQuery: '',
      headers: {},
    });
    expect(requestOf({ requestContext: { http: { method: 'HEAD', path: '/health' } } }).path).toBe('/health');
  });

  test('header names are compared in lower case, and one without a value is none', () => {
    const headers = { 'If-None-Match': '*', cookie: undefined };
    expect(requestOf({ ...functionUrl, headers }).headers).toEqual({ 'if-none-match': '*' });
  });
});

test.each<{ why: string; event: unknown; found: string }>([
  { why: 'payload format 1.0', event: { version: '1.0', httpMethod: 'GET', path: '/search' }, found: 'httpMethod' },
  { why: 'a schedule', event: { source: 'aws.events', 'detail-type': 'Scheduled Event' }, found: 'detail-type' },
  { why: 'an empty test event', event: {}, found: 'no fields' },
  { why: 'no event', event: null, found: 'nothing' },
  { why: 'a method that is none', event: { rawPath: '/', requestContext: { http: { method: 1 } } }, found: 'rawPath' },
])('$why is refused with what it has and what to do', ({ event, found }) => {
  const read = () => requestOf(event as HttpEvent);
  expect(read).toThrow(found);
  expect(read).toThrow(/payload format 2\.0.*payloadFormatVersion/s);
});

test('a response becomes a result with a body that is text', () => {
  expect(resultOf({ status: 304, headers: { etag: '"mot"' }, body: '' })).toEqual({
    statusCode: 304,
    headers: { etag: '"mot"' },
    body: '',
    isBase64Encoded: false,
  });
});

/** The events of a function URL, as AWS sends them ("Invoking Lambda function URLs"). */
import type { LambdaFunctionURLEvent } from 'aws-lambda';

/** `target` as it stands on the wire: `/search?q=%C4%90%C3%A0+L%E1%BA%A1t`. */
export function functionUrlEvent(
  target: string,
  {
    method = 'GET',
    headers = {},
  }: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): LambdaFunctionURLEvent {
  const [rawPath = '', rawQueryString = ''] = target.split('?');
  const domainPrefix = 'abcdefghijklmnopqrstuvwxyz012345';
  const domainName = `${domainPrefix}.lambda-url.ap-southeast-1.on.aws`;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers: {
      host: domainName,
      'user-agent': 'Mozilla/5.0',
      'x-forwarded-for': '203.0.113.7',
      'x-amzn-trace-id': 'Root=1-5759e988-bd862e3fe1be46a994272793',
      ...headers,
    },
    ...(rawQueryString && { queryStringParameters: Object.fromEntries(new URLSearchParams(rawQueryString)) }),
    requestContext: {
      accountId: 'anonymous',
      apiId: domainPrefix,
      domainName,
      domainPrefix,
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'Mozilla/5.0' },
      requestId: '6b3c2f0e-1c5a-4a39-9d5d-0b7f3a7e8c21',
      routeKey: '$default',
      stage: '$default',
      time: '04/May/2026:03:02:01 +0000',
      timeEpoch: 1777863721000,
    },
    isBase64Encoded: false,
  };
}

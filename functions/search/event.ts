/** Given a Lambda event, returns the HTTP request in it; given a response, returns what Lambda makes an HTTP response of.
 *  Function URLs and HTTP APIs with payload 2.0 send the same shape; of it, only what is used here is named. */
import { SaolaError } from '../../core/errors.ts';
import type { HttpRequest, HttpResponse } from './message.ts';

/** Both `LambdaFunctionURLEvent` and `APIGatewayProxyEventV2` of @types/aws-lambda are one. A body, and whether it is
 *  base64, does not matter: neither method that is answered has one. */
export type HttpEvent = {
  readonly version?: string;
  /** As sent, not decoded; of an HTTP API it begins with the name of the stage. */
  readonly rawPath?: string;
  /** Still percent-encoded. */
  readonly rawQueryString?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly requestContext?: {
    readonly http?: { readonly method?: string; readonly path?: string };
    readonly stage?: string;
  };
};

export type HttpResult = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: false;
};

/** Throws `SaolaError('bad-request')` for an event of another kind: that is a function wired to the wrong thing, which
 *  its operator has to hear of, not a reader. */
export function requestOf(event: HttpEvent | null | undefined): HttpRequest {
  const context = event?.requestContext;
  const method = context?.http?.method;
  const path = event?.rawPath ?? context?.http?.path;
  if (typeof method !== 'string' || typeof path !== 'string') {
    const found = event ? Object.keys(event).slice(0, 10).join(', ') || 'no fields' : 'nothing';
    throw new SaolaError(
      'bad-request',
      `This function answers events of a function URL or of an HTTP API with payload format 2.0; this one has ${found}. ` +
        'Set payloadFormatVersion to 2.0, or remove the trigger.',
    );
  }
  const headers = Object.entries(event?.headers ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name.toLowerCase(), value] as const] : [],
  );
  return {
    method,
    path: withoutStage(path, context?.stage),
    rawQuery: event?.rawQueryString ?? '',
    headers: Object.fromEntries(headers),
  };
}

export function resultOf({ status, headers, body }: HttpResponse): HttpResult {
  return { statusCode: status, headers, body, isBase64Encoded: false };
}

/** A stage of an HTTP API that is not `$default` stands in front of the path: `/thu-nghiem/search`. */
function withoutStage(path: string, stage: string | undefined): string {
  const prefix = `/${stage ?? '$default'}`;
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}

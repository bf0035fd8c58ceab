/** restXml as S3 speaks it: the bucket is the first part of the path, and an object's bytes are the whole body. */
import type { NormalizedSchema } from '@smithy/core/schema';
import type { $ClientProtocol } from '@smithy/types';
import { fromText } from './json';
import type { Operation } from './operation';
import { escape } from './query';
import type { ServiceError } from './service-error';
import type { Wire, WireRequest } from './wire';

export function restXml(protocol: Pick<$ClientProtocol<never, never>, 'getPayloadCodec'>): Wire {
  return {
    find: (request, operations) => operations.find((operation) => means(request, operation)) ?? null,
    wanted: ({ method, path, query }) => `${method} ${path}${query.size > 0 ? `?${query.toString()}` : ''}`,
    decode: async (request, operation) => {
      const { bucket = '', key = '' } = addressIn(request);
      const members = [...operation.input.structIterator()].map(([name, schema]) => {
        if (name === 'Bucket') return [name, decodeURIComponent(bucket)];
        if (name === 'Key') return [name, decodeURIComponent(key)];
        return [name, memberOf(schema, request)];
      });
      return Object.fromEntries(members);
    },
    encode: (operation, answer) => {
      const headers: Record<string, string> = {};
      let body: Uint8Array | null = null;
      let isDocument = false;
      for (const [name, schema] of operation.output.structIterator()) {
        const value: unknown = Reflect.get(answer, name);
        const { httpHeader, httpPrefixHeaders, httpPayload } = schema.getMergedTraits();
        if (httpHeader === undefined && httpPrefixHeaders === undefined && httpPayload === undefined) isDocument = true;
        if (value === undefined) continue;
        if (httpHeader !== undefined) headers[httpHeader.toLowerCase()] = headerText(value);
        if (httpPrefixHeaders !== undefined) {
          for (const [key, text] of Object.entries(Object(value))) headers[`${httpPrefixHeaders}${key}`] = String(text);
        }
        if (httpPayload !== undefined && value instanceof Uint8Array) body = value;
      }
      const status = operation.http?.status ?? 200;
      if (!isDocument) return { status, headers, body: body ?? '' };
      const serializer = protocol.getPayloadCodec().createSerializer();
      serializer.write(operation.output, answer);
      return { status, headers: { ...headers, 'content-type': 'application/xml' }, body: String(serializer.flush()) };
    },
    refuse: (error) => ({
      status: error.status,
      headers: { 'content-type': 'application/xml', ...error.headers },
      body: refusal(error),
    }),
  };
}

/** Only says which operation an SDK means; older clients leave it out. */
const OPERATION_ID = 'x-id';

/** What else the query names is another operation: `GET /bucket/key?acl` reads no object. */
function means(request: WireRequest, { name, http, input }: Operation): boolean {
  if (http === null || http.method !== request.method) return false;
  const { bucket, key } = addressIn(request);
  if (bucket === undefined || http.labels.includes('Key') !== (key !== undefined)) return false;
  const members = [...input.structIterator()].map(([, schema]) => schema.getMergedTraits().httpQuery);
  const known = [...request.query.keys()].every(
    (one) => http.query.has(one) || one === OPERATION_ID || members.includes(one),
  );
  const fixed = [...http.query].every(([one, value]) => one === OPERATION_ID || request.query.get(one) === value);
  return known && fixed && (request.query.get(OPERATION_ID) ?? name) === name;
}

/** Still encoded. */
function addressIn({ path }: WireRequest): { readonly bucket: string | undefined; readonly key: string | undefined } {
  const [, bucket, key] = /^\/([^/]+)(?:\/(.+))?/s.exec(path) ?? [];
  return { bucket, key };
}

function memberOf(schema: NormalizedSchema, { headers, query, body }: WireRequest): unknown {
  const { httpHeader, httpQuery, httpPrefixHeaders, httpPayload } = schema.getMergedTraits();
  if (httpPayload !== undefined) return body;
  if (httpPrefixHeaders !== undefined) {
    const all = Object.entries(headers).filter(([name]) => name.startsWith(httpPrefixHeaders));
    return Object.fromEntries(all.map(([name, value]) => [name.slice(httpPrefixHeaders.length), String(value)]));
  }
  const text = httpHeader === undefined ? query.get(httpQuery ?? '') : headers[httpHeader.toLowerCase()];
  if (text === undefined || text === null) return undefined;
  return schema.isListSchema() ? String(text).split(/, ?/) : fromText(schema, String(text));
}

function headerText(value: unknown): string {
  return value instanceof Date ? value.toUTCString() : String(value);
}

function refusal({ code, message, members }: ServiceError): string {
  const more = Object.entries(members).map(([name, value]) => `<${name}>${escape(String(value))}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${escape(code)}</Code><Message>${escape(message)}</Message>${more.join('')}<RequestId>SANDBOX</RequestId></Error>`;
}

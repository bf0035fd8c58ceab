/** The JSON formats, restJson1 and awsJson1.0/1.1, with the client's own codec. */
import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { $ClientProtocol } from '@smithy/types';
import type { Operation } from './operation';
import type { ServiceError } from './service-error';
import { asObject, plainBody, type Wire, type WireRequest, type WireResponse } from './wire';

type Protocol = Pick<$ClientProtocol<never, never>, 'getPayloadCodec' | 'getShapeId'>;

/** Path, query and body each carry a part of the input (API Gateway, Lambda, Account). */
export function restJson(protocol: Protocol): Wire {
  return {
    find: ({ method, path }, operations) =>
      operations.find(({ http }) => http !== null && http.method === method && http.pattern.test(path)) ?? null,
    wanted: ({ method, path }) => `${method} ${path}`,
    decode: async (request, operation) => {
      const input = await readBody(protocol, operation, plainBody(request));
      return { ...input, ...fromAddress(operation, request) };
    },
    encode: (operation, answer) => writeBody(protocol, operation, answer, 'application/json'),
    refuse: (error) => refuse(error, 'application/json'),
  };
}

/** The operation is a header, the input the body (Service Quotas, CloudWatch). */
export function awsJson(protocol: Protocol): Wire {
  const contentType = `application/x-amz-json-1.${protocol.getShapeId().at(-1)}`;
  const target = (headers: WireRequest['headers']): string =>
    [headers['x-amz-target']].flat().join('').replace(/^.*\./, '');
  return {
    find: ({ headers }, operations) => operations.find(({ name }) => name === target(headers)) ?? null,
    wanted: ({ headers }) => target(headers),
    decode: async (request, operation) => await readBody(protocol, operation, plainBody(request)),
    encode: (operation, answer) => writeBody(protocol, operation, answer, contentType),
    refuse: (error) => refuse(error, contentType),
  };
}

/** The members of the input that stand in the path and in the query. */
export function fromAddress(operation: Operation, { path, query }: WireRequest): object {
  const groups = operation.http?.pattern.exec(path) ?? [];
  const members = [...operation.input.structIterator()].flatMap(([member, schema]) => {
    const { httpLabel, httpQuery } = schema.getMergedTraits();
    const label = httpLabel ? groups[1 + (operation.http?.labels.indexOf(member) ?? -1)] : undefined;
    if (label !== undefined) return [[member, fromText(schema, decodeURIComponent(label))]];
    if (httpQuery === undefined || !query.has(httpQuery)) return [];
    const all = query.getAll(httpQuery);
    return [[member, schema.isListSchema() ? all : fromText(schema, all[0] ?? '')]];
  });
  return Object.fromEntries(members);
}

export function fromText(schema: NormalizedSchema, text: string): unknown {
  const reader = new FromStringShapeDeserializer({ timestampFormat: { useTrait: true, default: 5 } });
  return reader.read(schema.getSchema(), text);
}

async function readBody(protocol: Protocol, operation: Operation, body: Buffer): Promise<object> {
  if (body.length === 0) return {};
  return asObject(await protocol.getPayloadCodec().createDeserializer().read(operation.input, body));
}

function writeBody(protocol: Protocol, operation: Operation, answer: object, contentType: string): WireResponse {
  const status = operation.http?.status ?? 200;
  const headers = { 'content-type': contentType };
  if (operation.output.isUnitSchema()) return { status, headers, body: '{}' };
  const serializer = protocol.getPayloadCodec().createSerializer();
  serializer.write(operation.output, answer);
  const body: unknown = serializer.flush();
  if (typeof body === 'string') return { status, headers, body };
  if (!(body instanceof Uint8Array)) throw new Error('the codec wrote neither text nor bytes');
  // The codec's own kind of bytes warns when Node asks it for a text; these are the same bytes without it.
  return { status, headers, body: Buffer.from(body.buffer, body.byteOffset, body.byteLength) };
}

function refuse(error: ServiceError, contentType: string): WireResponse {
  return {
    status: error.status,
    headers: { 'content-type': contentType, 'x-amzn-errortype': error.code, ...error.headers },
    body: JSON.stringify({ __type: error.code, message: error.message, ...error.members }),
  };
}

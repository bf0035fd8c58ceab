/** restXml as CloudFront speaks it: an address for each operation, and the answer's payload as one XML document. */
import type { $ClientProtocol } from '@smithy/types';
import { fromAddress } from './json';
import type { Operation } from './operation';
import { escape } from './query';
import type { ServiceError } from './service-error';
import type { Wire } from './wire';

export function restXmlDocument(protocol: Pick<$ClientProtocol<never, never>, 'getPayloadCodec'>): Wire {
  return {
    find: ({ method, path }, operations) =>
      operations.find(({ http }) => http !== null && http.method === method && http.pattern.test(path)) ?? null,
    wanted: ({ method, path }) => `${method} ${path}`,
    decode: (request, operation) => Promise.resolve(fromAddress(operation, request)),
    encode: (operation, answer) => ({
      status: operation.http?.status ?? 200,
      headers: { 'content-type': 'text/xml' },
      body: payload(operation, answer, protocol),
    }),
    refuse: (error) => ({
      status: error.status,
      headers: { 'content-type': 'text/xml', ...error.headers },
      body: refusal(error),
    }),
  };
}

function payload(
  { name, output }: Operation,
  answer: object,
  protocol: Pick<$ClientProtocol<never, never>, 'getPayloadCodec'>,
): string {
  const found = [...output.structIterator()].find(([, schema]) => schema.getMergedTraits().httpPayload !== undefined);
  if (!found) throw new Error(`${name} has no payload`);
  const [member, schema] = found;
  const serializer = protocol.getPayloadCodec().createSerializer();
  serializer.write(schema, Reflect.get(answer, member));
  return String(serializer.flush());
}

function refusal({ code, message }: ServiceError): string {
  const error = `<Error><Type>Sender</Type><Code>${escape(code)}</Code><Message>${escape(message)}</Message></Error>`;
  return `<?xml version="1.0"?>\n<ErrorResponse>${error}<RequestId>SANDBOX</RequestId></ErrorResponse>`;
}

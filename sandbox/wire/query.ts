/** The form-and-XML formats, awsQuery (STS) and ec2Query (EC2), for inputs of scalars, lists and structures. */
import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { fromText } from './json';
import type { ServiceError } from './service-error';
import { asObject, plainBody, type Wire, type WireRequest } from './wire';

const REQUEST_ID = '00000000-0000-4000-8000-000000000000';

export function query(dialect: 'awsQuery' | 'ec2Query'): Wire {
  const ec2 = dialect === 'ec2Query';
  return {
    find: (request, operations) => operations.find(({ name }) => name === actionIn(request)) ?? null,
    wanted: actionIn,
    decode: async (request, operation) => asObject(fromForm(operation.input, form(request), '', ec2)),
    encode: (operation, answer) => {
      const { name } = operation;
      const inner = operation.output.isUnitSchema() ? '' : xmlMembers(operation.output, answer);
      const body = ec2
        ? `<${name}Response><requestId>${REQUEST_ID}</requestId>${inner}</${name}Response>`
        : `<${name}Response><${name}Result>${inner}</${name}Result><ResponseMetadata><RequestId>${REQUEST_ID}</RequestId></ResponseMetadata></${name}Response>`;
      return { status: 200, headers: { 'content-type': 'text/xml' }, body };
    },
    refuse: (error) => ({
      status: error.status,
      headers: { 'content-type': 'text/xml', ...error.headers },
      body: refusal(error, ec2),
    }),
  };
}

/** What is no form names no action: a request without a signature is shown to every service. */
function actionIn(request: WireRequest): string {
  try {
    return form(request).get('Action') ?? '';
  } catch {
    return '';
  }
}

function form(request: WireRequest): URLSearchParams {
  return new URLSearchParams(plainBody(request).toString('utf8'));
}

function xmlMembers(schema: NormalizedSchema, answer: object): string {
  const serializer = new XmlShapeSerializer({
    xmlNamespace: '',
    serviceNamespace: '',
    timestampFormat: { useTrait: true, default: 5 },
  });
  serializer.write(schema.getSchema(), answer);
  // The shape's own element is replaced by the one that the format wants.
  return String(serializer.flush())
    .replace(/^<[^>]+>/, '')
    .replace(/<\/[^>]+>$/, '');
}

function refusal(error: ServiceError, ec2: boolean): string {
  const fields = `<Code>${escape(error.code)}</Code><Message>${escape(error.message)}</Message>`;
  return ec2
    ? `<Response><Errors><Error>${fields}</Error></Errors><RequestID>${REQUEST_ID}</RequestID></Response>`
    : `<ErrorResponse><Error><Type>Sender</Type>${fields}</Error><RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`;
}

export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Members are named `Structure.Member` and `List.member.1` (awsQuery) or `List.1` (ec2Query). */
function fromForm(schema: NormalizedSchema, fields: URLSearchParams, prefix: string, ec2: boolean): unknown {
  const traits = schema.getMergedTraits();
  if (schema.isStructSchema()) {
    const members = [...schema.structIterator()].flatMap(([name, member]) => {
      const wire = wireName(name, member, ec2);
      const value = fromForm(member, fields, prefix === '' ? wire : `${prefix}.${wire}`, ec2);
      return value === undefined ? [] : [[name, value] as const];
    });
    return prefix !== '' && members.length === 0 ? undefined : Object.fromEntries(members);
  }
  if (schema.isListSchema()) {
    const element = schema.getValueSchema();
    const base = ec2 || traits.xmlFlattened ? prefix : `${prefix}.${element.getMergedTraits().xmlName ?? 'member'}`;
    const items: unknown[] = [];
    for (let index = 1; ; index += 1) {
      const item = fromForm(element, fields, `${base}.${index}`, ec2);
      if (item === undefined) break;
      items.push(item);
    }
    return items.length === 0 ? undefined : items;
  }
  const text = fields.get(prefix);
  return text === null ? undefined : fromText(schema, text);
}

function wireName(name: string, member: NormalizedSchema, ec2: boolean): string {
  const traits = member.getMergedTraits();
  const xmlName = traits.xmlName;
  if (!ec2) return xmlName ?? name;
  const ec2Name: unknown = traits['ec2QueryName'];
  if (typeof ec2Name === 'string') return ec2Name;
  return xmlName === undefined ? name : xmlName.charAt(0).toUpperCase() + xmlName.slice(1);
}

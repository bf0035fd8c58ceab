/** What the template grants each role, with the account's names in it, and what recorded calls asked for. */
import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { type Call, matchesPattern, type PolicyDocument, type Sandbox } from '../../../sandbox';
import { ACCOUNT, BUCKET, HOME, QUEUE, TABLE } from '../../support/deployed';
import { resolved } from '../../support/stack';

const Statement = z.object({
  Effect: z.literal('Allow'),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.union([z.string(), z.array(z.string())]),
  Condition: z.strictObject({ StringEquals: z.record(z.string(), z.string()) }).optional(),
});
type Statement = z.infer<typeof Statement>;

const Policies = z.record(
  z.string(),
  z.object({
    Properties: z.object({
      PolicyDocument: z.object({ Statement: z.array(z.unknown()) }),
      Roles: z.array(z.object({ Ref: z.string() })),
    }),
  }),
);

/** One action on one resource, or pattern of resources. */
interface Permission {
  readonly action: string;
  readonly resource: string;
}

export interface Granted {
  readonly statements: readonly Statement[];
  readonly document: PolicyDocument;
  readonly permissions: readonly Permission[];
}

/** Before a log group's name, for which its logical id stands here. */
const LOG_GROUPS = `arn:aws:logs:${HOME}:${ACCOUNT}:log-group:`;
const isLog = ({ resource }: Permission): boolean => resource.startsWith(LOG_GROUPS);

/** @param role how its logical id begins */
export function grantedTo(role: string, template: Template): Granted {
  const named = (type: string, name: (id: string) => string): [string, string][] =>
    Object.keys(template.findResources(type)).map((id) => [`${id}.Arn`, name(id)]);
  const names = {
    'AWS::Partition': 'aws',
    'AWS::AccountId': ACCOUNT,
    'AWS::Region': HOME,
    ...Object.fromEntries([
      ...named('AWS::S3::Bucket', () => `arn:aws:s3:::${BUCKET}`),
      ...named('AWS::DynamoDB::Table', () => `arn:aws:dynamodb:${HOME}:${ACCOUNT}:table/${TABLE}`),
      // The other one, of dead letters, is nobody's.
      ...named('AWS::SQS::Queue', (id) => `arn:aws:sqs:${HOME}:${ACCOUNT}:${/Dead/.test(id) ? id : QUEUE}`),
      ...named('AWS::Lambda::Function', (id) => `arn:aws:lambda:${HOME}:${ACCOUNT}:function:${id}`),
      ...named('AWS::Logs::LogGroup', (id) => `${LOG_GROUPS}${id}:*`),
    ]),
  };
  const statements = policiesOf(role, template).map((one) => Statement.parse(resolved(one, names)));
  return {
    statements,
    document: { Version: '2012-10-17', Statement: statements },
    permissions: statements.flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((resource) => ({ action, resource }))),
    ),
  };
}

/** As they stand in the template. */
export function policiesOf(role: string, template: Template): unknown[] {
  return Object.values(Policies.parse(template.findResources('AWS::IAM::Policy')))
    .filter(({ Properties }) => Properties.Roles.some(({ Ref }) => Ref.startsWith(role)))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

function askedBy(calls: readonly Call[]): Permission[] {
  return calls.flatMap(({ action, resource, also }) => [
    ...(action !== null && resource !== null ? [{ action, resource }] : []),
    ...also,
  ]);
}

const covers = (granted: Permission, asked: Permission): boolean =>
  granted.action === asked.action && matchesPattern(granted.resource, asked.resource);

/** What calls asked for and nothing grants. */
export function missingIn({ permissions }: Granted, calls: readonly Call[]): Permission[] {
  return askedBy(calls).filter((asked) => !permissions.some((one) => covers(one, asked)));
}

/** What is granted and no call asked for: all but the log, which Lambda writes. */
export function unusedIn({ permissions }: Granted, calls: readonly Call[]): string[] {
  const asked = askedBy(calls);
  return permissions
    .filter((one) => !isLog(one) && !asked.some((other) => covers(one, other)))
    .map(({ action, resource }) => `${action} on ${resource}`)
    .toSorted();
}

/** What is granted on log groups, which are not in the sandbox: each by its logical id, without the hash. */
export function onLogsOf({ permissions }: Granted): string[] {
  return permissions
    .filter(isLog)
    .map(({ action, resource }) => `${action} on ${resource.slice(LOG_GROUPS.length).replace(/[0-9A-F]{8}:\*$/, '')}`);
}

/** What is granted under a wildcard, in the action or for everything there is. */
export function wideIn({ statements }: Granted): Statement[] {
  return statements.filter(
    ({ Action, Resource }) =>
      [Action].flat().some((action) => !/^[a-z0-9]+:\w+$/.test(action)) || [Resource].flat().includes('*'),
  );
}

/**
 * Whatever asks AWS for the first time meanwhile asks as the administrator: what others have prepared for a role must not count as
 * its own, nor need what it may not do. Clients go on as whom they first asked.
 */
export async function asAdministrator<T>({ administrator }: Sandbox, work: () => Promise<T>): Promise<T> {
  const { AWS_ACCESS_KEY_ID: before } = process.env;
  process.env['AWS_ACCESS_KEY_ID'] = administrator.accessKeyId;
  try {
    return await work();
  } finally {
    process.env['AWS_ACCESS_KEY_ID'] = before;
  }
}

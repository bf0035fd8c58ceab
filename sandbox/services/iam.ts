/** IAM: roles and their policies. https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html */
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import type { Account } from '../account';
import type { FunctionEstate } from '../estate/estate';
import { idFrom } from '../estate/identity';
import { isSize, pageOf } from '../paging';
import { queryWords, say, type Service, textIn, type Words } from '../service';
import { on } from '../wire/operation';
import { query } from '../wire/query';

const words: Words = { ...queryWords, internal: ['ServiceFailure', 500] };

/** "If you do not include this parameter, the number of items defaults to 100." 1 to 1,000, by botocore's model. */
const PAGE = 100;
const LARGEST_PAGE = 1000;
/** Every policy here has one version. */
const VERSION = 'v1';

/** Of AWS's own policies those that functions usually have, by what stands behind `policy/` in their ARN; shortened. */
const OF_AWS: Readonly<Record<string, readonly string[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  'service-role/AWSLambdaVPCAccessExecutionRole': [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ],
  AWSXRayDaemonWriteAccess: [
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'xray:GetSamplingStatisticSummaries',
  ],
  AdministratorAccess: ['*'],
};

interface Role {
  /** With its path. */
  readonly path: string;
  readonly inline: ReadonlyMap<string, object>;
  /** ARNs. */
  readonly attached: readonly string[];
}

/**
 * @param largestPage items on a page: "IAM might return fewer than the MaxItems number of results"
 * @throws Error for a role with a policy that is nowhere described
 */
export function iam(account: Account, functions: () => readonly FunctionEstate[], largestPage: number): Service {
  const { partition, accountId } = account;
  const policies = new Map<string, object>([
    ...Object.entries(OF_AWS).map(
      ([name, Action]) =>
        [
          `arn:${partition}:iam::aws:policy/${name}`,
          { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
        ] as const,
    ),
    ...account.iam.policies.map(
      ({ name, document }) => [`arn:${partition}:iam::${accountId}:policy/${name}`, document] as const,
    ),
  ]);
  const arnOfPolicy = (wanted: string): string => {
    const found = [...policies.keys()].find((arn) => arn.endsWith(`/${wanted}`));
    if (found === undefined) throw new Error(`no policy ${wanted} in this account`);
    return found;
  };
  const logs = arnOfPolicy('AWSLambdaBasicExecutionRole');
  const described = new Map(
    account.iam.roles.map(({ name, inline, attached }): [string, Role] => [
      lastPart(name),
      { path: name, inline: new Map(Object.entries(inline)), attached: attached.map(arnOfPolicy) },
    ]),
  );
  const find = (name: string): Role | undefined => {
    const known = described.get(name);
    if (known) return known;
    const user = functions().find((one) => lastPart(one.role ?? one.name) === name);
    return user && { path: user.role ?? user.name, inline: new Map(), attached: [logs] };
  };
  const roleOf = (name: string): Role => {
    const found = find(name);
    if (!found) throw noSuchEntity(`The role with name ${name} cannot be found.`);
    return found;
  };
  const policyOf = (arn: string): object => {
    const found = policies.get(arn);
    if (!found) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
    return found;
  };
  const page = <T>(items: readonly T[], { MaxItems = PAGE, Marker }: Paged) => {
    if (!isSize(MaxItems, 1, LARGEST_PAGE)) throw say(words.invalid, `MaxItems must be from 1 to ${LARGEST_PAGE}`);
    const refuse = () => say(words.invalid, 'Invalid Marker');
    const { items: part, next } = pageOf(items, Math.min(largestPage, MaxItems), Marker, refuse);
    return { part, more: { IsTruncated: next !== undefined, Marker: next } };
  };

  return {
    name: 'iam',
    signingName: 'iam',
    signedFor: 'us-east-1',
    wire: query('awsQuery'),
    words,
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
    permission: ({ operation, input }) => {
      const name = textIn(input, 'RoleName');
      const role = `arn:${partition}:iam::${accountId}:role/${find(name)?.path ?? name}`;
      return { action: `iam:${operation}`, resource: OF_POLICIES.has(operation) ? textIn(input, 'PolicyArn') : role };
    },
    operations: [
      on(ListRolePoliciesCommand, (input) => {
        const { part, more } = page([...roleOf(input.RoleName ?? '').inline.keys()], input);
        return { PolicyNames: part, ...more };
      }),
      on(
        ListAttachedRolePoliciesCommand,
        (input) => {
          const { part, more } = page(roleOf(input.RoleName ?? '').attached, input);
          return {
            AttachedPolicies: part.map((arn) => ({ PolicyName: lastPart(arn), PolicyArn: arn })),
            ...more,
          };
        },
        ['PathPrefix'],
      ),
      on(GetRolePolicyCommand, ({ RoleName = '', PolicyName = '' }) => {
        const document = roleOf(RoleName).inline.get(PolicyName);
        if (!document) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
        return { RoleName, PolicyName, PolicyDocument: encoded(document) };
      }),
      on(GetPolicyCommand, ({ PolicyArn = '' }) => {
        policyOf(PolicyArn);
        return {
          Policy: {
            PolicyName: lastPart(PolicyArn),
            PolicyId: `ANPA${idFrom(PolicyArn, 17).toUpperCase()}`,
            Arn: PolicyArn,
            DefaultVersionId: VERSION,
            IsAttachable: true,
          },
        };
      }),
      on(GetPolicyVersionCommand, ({ PolicyArn = '', VersionId = '' }) => {
        const document = policyOf(PolicyArn);
        if (VersionId !== VERSION) {
          throw noSuchEntity(`Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`);
        }
        return { PolicyVersion: { Document: encoded(document), VersionId, IsDefaultVersion: true } };
      }),
    ],
  };
}

const OF_POLICIES = new Set(['GetPolicy', 'GetPolicyVersion']);

interface Paged {
  readonly MaxItems?: number | undefined;
  readonly Marker?: string | undefined;
}

/** "URL-encoded compliant with RFC 3986" */
function encoded(document: object): string {
  return encodeURIComponent(JSON.stringify(document));
}

function lastPart(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}

const noSuchEntity = (message: string) => say(['NoSuchEntity', 404], message);

import { memberRoleTemplate } from '../../infra/member-role';
import { MEMBER_ROLE, sessionName } from '../../lambda/domain/organization';
import { scanPolicy } from '../../lambda/domain/permissions';
import { matchesPattern } from '../../sandbox';
import * as z from 'zod';

const Role = z.object({
  Type: z.literal('AWS::IAM::Role'),
  Properties: z.object({
    RoleName: z.string(),
    MaxSessionDuration: z.number(),
    AssumeRolePolicyDocument: z.object({ Statement: z.array(z.record(z.string(), z.unknown())) }),
    Policies: z.array(z.object({ PolicyDocument: z.unknown() })),
  }),
});

const told = {
  ScanRole: `arn:aws-us-gov:iam::123456789012:role/Headroom-${'x'.repeat(64)}`,
  OrganizationId: `o-${'a'.repeat(32)}`,
  ExternalId: '01234567-89ab-cdef-0123-456789abcdef',
};
const names: Readonly<Record<string, string>> = {
  ...told,
  'AWS::Partition': 'aws-us-gov',
  'AWS::AccountId': '210987654321',
};

/** As CloudFormation fills it in. */
function filledIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filledIn);
  if (typeof value !== 'object' || value === null) return value;
  const one = z
    .union([z.strictObject({ Ref: z.string() }), z.strictObject({ 'Fn::Sub': z.string() })])
    .safeParse(value).data;
  if (!one) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filledIn(item)]));
  const nameOf = (name: string): string => names[name] ?? `<${name} is not known>`;
  return 'Ref' in one ? nameOf(one.Ref) : one['Fn::Sub'].replaceAll(/\$\{([^}]+)\}/g, (_, name) => nameOf(name));
}

const { Properties: role } = Role.parse(filledIn(memberRoleTemplate(['api-keys']).Resources['Role']));
const [policy, ...others] = role.Policies;

test('it makes one role, by the name that the scan assumes, for an hour at most', () => {
  expect(Object.keys(memberRoleTemplate([]).Resources)).toEqual(['Role']);
  expect([role.RoleName, role.MaxSessionDuration]).toEqual([MEMBER_ROLE, 3600]);
});

test('what it allows is what the scan reads, in its own partition and account, and nothing else', () => {
  const scope = { partition: 'aws-us-gov', account: '210987654321' };

  expect(others).toEqual([]);
  expect(policy?.PolicyDocument).toEqual(scanPolicy({ ...scope, optedIn: ['api-keys'] }));
  const withoutKeys = Role.parse(filledIn(memberRoleTemplate([]).Resources['Role'])).Properties.Policies;
  expect(withoutKeys[0]?.PolicyDocument).toEqual(scanPolicy(scope));
});

test('every action reads: API Gateway names it GET, the others Get, List or Describe', () => {
  const { Statement } = scanPolicy({ partition: 'aws', account: '*', optedIn: ['api-keys'] });

  for (const action of Statement.flatMap(({ Action }) => Action)) {
    expect(action).toMatch(/^(apigateway:GET|[a-z0-9]+:(Get|List|Describe)\w+)$/);
  }
});

test('it trusts the one role of the scan, in the organization, with the external id and a session of ours', () => {
  expect(role.AssumeRolePolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: told.ScanRole },
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': told.OrganizationId, 'sts:ExternalId': told.ExternalId },
        StringLike: { 'sts:RoleSessionName': 'headroom-*' },
      },
    },
  ]);
  expect(matchesPattern('headroom-*', sessionName(new Date('2026-11-20T12:00:00Z')))).toBe(true);
});

test("every parameter is used, and nothing is asked for that is neither a parameter nor CloudFormation's own", () => {
  const { Parameters, Resources } = memberRoleTemplate(['api-keys']);
  const used = [...JSON.stringify(Resources).matchAll(/"Ref":"([^"]+)"|\$\{([^}]+)\}/g)].map(
    ([, ref, sub]) => ref ?? sub,
  );

  expect(new Set(used)).toEqual(new Set([...Object.keys(Parameters), 'AWS::AccountId', 'AWS::Partition']));
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: white space does not count. */
test.each([
  ['the inline policies of a role', 10_240, policy?.PolicyDocument],
  ['a managed policy, which it could become', 6_144, policy?.PolicyDocument],
  ['a trust policy', 2_048, role.AssumeRolePolicyDocument],
])('it is within the limit of IAM for %s', (_, most, document) => {
  expect(JSON.stringify(document).length).toBeLessThanOrEqual(most);
});

test('it is within the limit of StackSets for a template that is handed over as text', () => {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html
  expect(Buffer.byteLength(JSON.stringify(memberRoleTemplate(['api-keys'])))).toBeLessThanOrEqual(51_200);
});

import * as z from 'zod';
import { monitor } from '../../lambda/app/monitor';
import type { AccountDescription, Call, PolicyDocument } from '../../sandbox';
import { matchesPattern } from '../../sandbox';
import { clock } from '../support/account';
import { ACCOUNT, BUCKET, deployed, HOME, runFor, TABLE } from '../support/deployed';
import { resolved, templateOf } from '../support/stack';

const LOGS = `arn:aws:logs:${HOME}:${ACCOUNT}:log-group:/headroom/scan:*`;

const Statement = z.object({
  Effect: z.literal('Allow'),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.union([z.string(), z.array(z.string())]),
  Condition: z.object({ StringEquals: z.object({ 'cloudwatch:namespace': z.string() }) }).optional(),
});
const Policies = z.record(
  z.string(),
  z.object({
    Properties: z.object({
      PolicyDocument: z.object({ Statement: z.array(z.unknown()) }),
      Roles: z.array(z.object({ Ref: z.string() })),
    }),
  }),
);

/** All that the template allows the scan, with the account's names in it. */
function policyOfScan(yaml: string): { statements: z.infer<typeof Statement>[]; document: PolicyDocument } {
  const template = templateOf({ yaml });
  const [bucket] = Object.keys(template.findResources('AWS::S3::Bucket'));
  const [table] = Object.keys(template.findResources('AWS::DynamoDB::Table'));
  const [logs] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
  const names = {
    'AWS::Partition': 'aws',
    'AWS::AccountId': ACCOUNT,
    'AWS::Region': HOME,
    [`${bucket}.Arn`]: `arn:aws:s3:::${BUCKET}`,
    [`${table}.Arn`]: `arn:aws:dynamodb:${HOME}:${ACCOUNT}:table/${TABLE}`,
    [`${logs}.Arn`]: LOGS,
  };
  const all = Object.values(Policies.parse(template.findResources('AWS::IAM::Policy')));
  const ofScan = all.filter(({ Properties }) => Properties.Roles.some(({ Ref }) => Ref.startsWith('ScanRole')));
  const statements = ofScan.flatMap(({ Properties }) =>
    Properties.PolicyDocument.Statement.map((one) => Statement.parse(resolved(one, names))),
  );
  return { statements, document: { Version: '2012-10-17', Statement: statements } };
}

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

/** Something of everything that a scan may ask for. */
const everything: AccountDescription['regions'] = {
  [HOME]: {
    restApis: [{ name: 'rest', resources: 5, traffic: { typical: 1, peak: 2 } }],
    httpApis: [{ name: 'http', routes: { count: 5 } }],
    webSocketApis: [{ name: 'socket', actions: 3 }],
    vpcLinks: { v1: [{ name: 'one' }], v2: [{ name: 'two' }] },
    usagePlans: [{ name: 'plan', rate: 10, api: 'rest' }],
    domains: [{ name: 'api.example.com', mappings: 2, multiLevelMappings: 1, routingRules: 1 }],
    apiKeys: 2,
    lambda: {
      functions: [{ name: 'handler', reserved: 10, concurrent: { typical: 2, peak: 5 } }],
      networkInterfaces: { 'vpc-1': 2 },
    },
  },
};

/** Two scans, the second of them told twice and with the Account API refused, so that every way is gone. */
async function everyCall(document: PolicyDocument, yaml: string): Promise<readonly Call[]> {
  const one = await deployed(everything, { policy: document });
  await one.put('config/headroom.yaml', yaml);
  one.sandbox.reset();
  await clock.run(monitor(one.parts, runFor(clock.now())));
  await clock.run(clock.sleep(60_000));
  expect(one.lines.filter(({ level }) => level !== 'INFO')).toEqual([]);
  one.sandbox.fault({ service: 'account', kind: 'error' });
  const at = clock.now();
  await clock.run(monitor(one.parts, runFor(at)));
  await clock.run(monitor(one.parts, runFor(at)));
  return one.sandbox.calls;
}

describe.each([
  ['by default', ''],
  ['with API keys counted', 'scan: { apiKeys: true }'],
])('the permissions of the scan, %s', (_, yaml) => {
  const { statements, document } = policyOfScan(yaml);
  let calls: readonly Call[] = [];
  beforeAll(async () => {
    calls = await everyCall(document, yaml);
  }, 30_000);

  const asked = () =>
    calls.flatMap(({ action, resource, also }) => [
      ...(action !== null && resource !== null ? [{ action, resource }] : []),
      ...also,
    ]);

  test('none is missing: no call of a whole scan is refused', () => {
    const missing = asked().filter(
      ({ action, resource }) =>
        !statements.some(
          (one) =>
            listOf(one.Action).includes(action) &&
            listOf(one.Resource).some((pattern) => matchesPattern(pattern, resource)),
        ),
    );

    expect(missing).toEqual([]);
  });

  test('none is unused: each action on each resource was asked for', () => {
    const unused = statements.flatMap((one) =>
      listOf(one.Action).flatMap((action) =>
        listOf(one.Resource)
          .filter((pattern) => pattern !== LOGS)
          .filter(
            (pattern) => !asked().some((call) => call.action === action && matchesPattern(pattern, call.resource)),
          )
          .map((pattern) => `${action} on ${pattern}`),
      ),
    );

    expect(unused).toEqual([]);
  });

  test('no action is a wildcard, and what may be done to everything only reads or names its namespace', () => {
    for (const { Action, Resource, Condition } of statements) {
      for (const action of listOf(Action)) {
        expect(action).toMatch(/^[a-z0-9]+:\w+$/);
        if (!listOf(Resource).includes('*') || Condition) continue;
        expect(action).toMatch(/:(Get|List|Describe)/);
      }
    }
    expect(statements.filter(({ Condition }) => Condition)).toEqual([
      expect.objectContaining({ Action: 'cloudwatch:PutMetricData' }),
    ]);
  });
});

test('API keys may be read only when somebody wants them counted', () => {
  expect(JSON.stringify(policyOfScan('').statements)).not.toContain('/apikeys');
});

test('the schedule may start the scan and nothing else', () => {
  const policies = Object.values(Policies.parse(templateOf().findResources('AWS::IAM::Policy')));
  const ofSchedule = policies.filter(({ Properties }) => Properties.Roles.some(({ Ref }) => Ref.includes('StartRole')));

  expect(ofSchedule.map(({ Properties }) => Properties.PolicyDocument.Statement)).toEqual([
    [
      {
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^ScanFunction/), 'Arn'] },
      },
    ],
  ]);
});

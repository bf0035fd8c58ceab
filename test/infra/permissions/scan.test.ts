import { monitor } from '../../../lambda/app/monitor';
import type { AccountDescription, Call } from '../../../sandbox';
import { clock } from '../../support/account';
import { ACCOUNT, deployed, HOME, QUEUE, runFor } from '../../support/deployed';
import { templateOf } from '../../support/stack';
import { type Granted, grantedTo, missingIn, onLogsOf, policiesOf, unusedIn, wideIn } from './granted';

const SLACK = 'slack: { channel: C0123456789 }';

/** Eight of ten: a plan for them looks at all that stands behind them. */
const links = Array.from({ length: 8 }, (_, index) => ({ name: `two-${index + 1}` }));

/** Something of everything that a scan and its plans may ask for, and more past its threshold than an incident shows. */
const everything: AccountDescription['regions'] = {
  [HOME]: {
    restApis: [{ name: 'rest', resources: 5, traffic: { typical: 1, peak: 2 } }],
    httpApis: [
      { name: 'http', copies: 21, routes: { count: 1 }, orphans: 249 },
      {
        name: 'behind',
        integrations: [{ id: 'behind1', type: 'HTTP_PROXY', method: 'ANY', vpcLink: 'two-1', listener: 'orders:443' }],
      },
    ],
    webSocketApis: [{ name: 'socket', actions: 3 }],
    vpcLinks: { v1: [{ name: 'one', loadBalancer: 'network' }], v2: links },
    loadBalancers: [
      { name: 'network', type: 'network' },
      { name: 'orders', type: 'application' },
    ],
    listeners: [
      { loadBalancer: 'network', port: 443, targetGroups: ['to-orders'] },
      { loadBalancer: 'orders', port: 443 },
    ],
    targetGroups: [{ name: 'to-orders', type: 'alb', targets: ['orders'] }],
    usagePlans: [{ name: 'plan', rate: 10, api: 'rest' }],
    domains: [{ name: 'api.example.com', mappings: 2, multiLevelMappings: 1, routingRules: 1 }],
    apiKeys: 2,
    lambda: {
      functions: [{ name: 'handler', reserved: 10, concurrent: { typical: 2, peak: 5 } }],
      networkInterfaces: { 'vpc-1': 2 },
      claimed: { typical: 700, peak: 850 },
    },
  },
};

/** Two scans, the second of them told twice and with the Account API refused, so that every way is gone. */
async function everyCall({ document: policy }: Granted, yaml: string): Promise<readonly Call[]> {
  const one = await deployed(everything, { policy });
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
  ['by default', SLACK],
  ['with API keys counted', `scan: { apiKeys: true }\n${SLACK}`],
])('the permissions of the scan, %s', (_, yaml) => {
  const granted = grantedTo('ScanRole', templateOf({ yaml }));
  let calls: readonly Call[] = [];
  beforeAll(async () => {
    calls = await everyCall(granted, yaml);
  });

  test('none is missing: no call of a whole scan is refused', () => {
    expect(missingIn(granted, calls)).toEqual([]);
    expect(calls.filter(({ status }) => status === 403)).toEqual([]);
  });

  test('none is unused: each action on each resource was asked for', () => {
    expect(unusedIn(granted, calls)).toEqual([]);
    expect(onLogsOf(granted)).toEqual(['logs:CreateLogStream on ScanLogs', 'logs:PutLogEvents on ScanLogs']);
  });

  test('a long list of members, the nudge and the event are among what was asked for', () => {
    const asked = calls.map(({ action, resource }) => `${action} on ${resource}`);

    expect(asked).toContainEqual(expect.stringMatching(/^s3:PutObject on .*\/incidents\/[0-9a-f]+\.json\.gz$/));
    expect(asked).toContain(`sqs:SendMessage on arn:aws:sqs:${HOME}:${ACCOUNT}:${QUEUE}`);
    expect(asked).toContain(`events:PutEvents on arn:aws:events:${HOME}:${ACCOUNT}:event-bus/default`);
  });

  test('no action is a wildcard, and what may be done to everything only reads or names its namespace', () => {
    for (const { Action, Condition } of wideIn(granted)) {
      for (const action of [Action].flat()) {
        expect(action).toMatch(Condition ? /^cloudwatch:PutMetricData$/ : /^[a-z0-9]+:(Get|List|Describe)\w+$/);
      }
    }
    expect(granted.statements.filter(({ Condition }) => Condition)).toEqual([
      expect.objectContaining({ Action: 'cloudwatch:PutMetricData' }),
    ]);
  });

  test('it may neither read the token of Slack nor take anything off the queue', () => {
    expect(granted.permissions.map(({ action }) => action).filter((action) => /^(ssm|sqs):/.test(action))).toEqual([
      'sqs:SendMessage',
    ]);
  });
});

test('whether there is a channel changes nothing of what the scan may do', () => {
  expect(grantedTo('ScanRole', templateOf({ yaml: SLACK }))).toEqual(grantedTo('ScanRole', templateOf()));
});

test('API keys may be read only when somebody wants them counted', () => {
  expect(JSON.stringify(grantedTo('ScanRole', templateOf()).statements)).not.toContain('/apikeys');
});

test('the schedule may start the scan and nothing else', () => {
  expect(policiesOf('ScanStartRole', templateOf())).toEqual([
    {
      Effect: 'Allow',
      Action: 'lambda:InvokeFunction',
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^ScanFunction/), 'Arn'] },
    },
  ]);
});

test('there are no other roles', () => {
  const roles = Object.keys(templateOf({ yaml: SLACK }).findResources('AWS::IAM::Role'));

  expect(roles.map((id) => id.replace(/[0-9A-F]{8}$/, '')).toSorted()).toEqual([
    'AlarmRouteRole',
    'NotifierRole',
    'ReportRole',
    'ReportStartRole',
    'ScanRole',
    'ScanStartRole',
  ]);
});

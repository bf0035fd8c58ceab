import { monitor } from '../../../lambda/app/monitor';
import type { Call } from '../../../sandbox';
import { clock } from '../../support/account';
import { ACCOUNT, deployed, HOME, QUEUE, runFor } from '../../support/deployed';
import { templateOf } from '../../support/stack';
import { everything } from './everything';
import { type Granted, grantedTo, missingIn, onLogsOf, policiesOf, unusedIn, wideIn } from './granted';

const SLACK = 'slack: { channel: C0123456789 }';

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

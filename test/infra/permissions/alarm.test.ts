import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { parameters } from '../../../infra/parameters';
import { handler } from '../../../lambda/alarm';
import { type SandboxSlack, startSlack } from '../../../sandbox/slack';
import { account } from '../../support/account';
import { ACCOUNT, administratorOf, HOME } from '../../support/deployed';
import { templateOf } from '../../support/stack';
import { CHANNEL } from '../../support/telling';
import { grantedTo, missingIn, onLogsOf, unusedIn, wideIn } from './granted';

const TOKEN = 'xoxb-of-the-parameter-store';
const granted = grantedTo('AlarmRouteRole', templateOf({ yaml: `slack: { channel: ${CHANNEL} }` }));

const event = {
  Records: [
    {
      Sns: {
        Message: JSON.stringify({
          AlarmName: 'Headroom coverage',
          AlarmDescription: 'Too little could be read',
          AWSAccountId: ACCOUNT,
          AlarmArn: `arn:aws:cloudwatch:${HOME}:${ACCOUNT}:alarm:Headroom coverage`,
          NewStateValue: 'ALARM',
          NewStateReason: 'Threshold Crossed',
          StateChangeTime: '2026-11-21T12:00:00.000+0000',
        }),
      },
    },
  ],
};

let slack: SandboxSlack;
beforeAll(async () => {
  slack = await startSlack({ token: TOKEN });
});
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(async () => {
  await slack.close();
});

test('the alarm route may read the token of Slack and write its log, which is all that an alarm takes', async () => {
  const sandbox = await account({
    account: { accountId: ACCOUNT, regions: { [HOME]: {} } },
    policy: granted.document,
  });
  const administrator = new SSMClient(administratorOf(sandbox));
  await administrator.send(
    new PutParameterCommand({ Name: parameters.slackToken, Value: TOKEN, Type: 'SecureString' }),
  );
  administrator.destroy();
  sandbox.reset();
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  jest.replaceProperty(process, 'env', {
    ...process.env,
    HEADROOM_CHANNEL: CHANNEL,
    HEADROOM_RUNBOOK: 'docs/runbook.md',
    HEADROOM_SLACK_TOKEN: parameters.slackToken,
    SLACK_API_URL: slack.url,
  });

  await handler(event);

  expect(slack.messages(CHANNEL).map(({ text }) => text)).toEqual([expect.stringContaining('Headroom coverage')]);
  expect(missingIn(granted, sandbox.calls)).toEqual([]);
  expect(unusedIn(granted, sandbox.calls)).toEqual([]);
  expect(onLogsOf(granted)).toEqual(['logs:CreateLogStream on AlarmRouteLogs', 'logs:PutLogEvents on AlarmRouteLogs']);
  expect(wideIn(granted)).toEqual([]);
  expect(granted.permissions.filter(({ action }) => !action.startsWith('logs:'))).toEqual([
    { action: 'ssm:GetParameter', resource: `arn:aws:ssm:${HOME}:${ACCOUNT}:parameter${parameters.slackToken}` },
  ]);
});

test('without a channel there is no alarm route, and so nothing that it may do', () => {
  expect(grantedTo('AlarmRouteRole', templateOf()).permissions).toEqual([]);
});

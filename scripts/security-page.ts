/** docs/security.md: what stands there of permissions is read from the template. */
import { memberRoleTemplate } from '../infra/member-role';
import { readable } from '../infra/readable';
import { detailReads } from '../lambda/domain/detail-reads';
import { type OperationDeclaration, reads } from '../lambda/domain/reads';
import { signalReads } from '../lambda/domain/signal-reads';
import { parsedTemplate, type Template } from './template';

const POLICIES: Readonly<Record<string, string>> = {
  'AWS::IAM::Policy': 'What it may do',
  'AWS::S3::BucketPolicy': 'Who may use the bucket',
  'AWS::SQS::QueuePolicy': 'Who may use the queue',
  'AWS::SNS::TopicPolicy': 'Who may use the topic',
  'AWS::Lambda::Permission': 'Who may start a function',
};

export function securityPage(): string {
  return `# Security

<!-- Written by \`npm run docs\` from scripts/security-page.ts, lambda/domain/reads and the template. -->

For whoever has to say yes to this deployment. What follows is what is deployed, not what is meant: the
permissions are read from the template, and a test holds them against recorded calls, so that none is missing and none is unused.

## What it reads

Lists, counts, settings of stages and limits of API Gateway and Lambda, in every enabled Region of the account, and the metrics that
AWS keeps of them. These operations, all of them \`Get\`, \`List\` or \`Describe\`:

${operations(reads)}

It does not read code, environment variables, logs, request or response bodies, secrets, or the values of stage variables (only how
many there are). API keys are counted only with \`scan: { apiKeys: true }\`, because AWS has one permission for counting them and for
reading their values; the scan never asks for the values.

Names of APIs, functions, stages and VPC links do stand in its logs, its snapshots, its table and its metrics, beside their usage, and in what
it says in Slack and puts on the event bus. Whoever may read the log group, the bucket, the table, the channel or the bus's events can
read them there.

### What it reads only for a plan

Of what is past its warning threshold, and of nothing else, a plan needs more than counts:

${operations(detailReads)}

The answers hold request parameters, templates, addresses, and the values of variables of stages and functions, any of which may be a
secret. They are dropped as they are read; to find integrations that do the same, a digest is kept of each field, keyed with random
bytes that no file and no log ever has and that end with the process. What stays: names, paths of routes, hosts and paths without their
query, ARNs, ids of subnets and security groups, and the names of variables.

### What it reads only if somebody wants it

\`headroom plan --signals iam,x-ray,cloudfront\` asks for more than the deployed monitor may: what the role of a function allows, what
its traces show it calls, and which distributions of CloudFront there are. Nothing that is deployed has these permissions, or the clients
for them: they are for somebody at a terminal, with a role of its own that has [signals-policy.json](signals-policy.json).

${operations(signalReads)}

Of a policy only actions and resources are kept, of traces how often a function calls what, of a distribution its names, the domains of
its origins and how many behaviours it has. The headers that CloudFront sends to an origin come in the same answer and are often
secrets: they are dropped as it is read.

## What it writes

- its own bucket: the last good settings, what a scan remembers, the newest snapshot, long lists of what is past a threshold, plans (kept for 31 days), the history (daily peaks and incidents, kept for 25 months) and the monthly reports (kept until you delete them); old versions go after 3 days
- its own table: which scan runs; what is past a threshold, what was told of it and what is still to be told, the monthly report with it; who acknowledged or muted it by a reaction (Slack's id of the user)
- its own queue: nudges, which carry a channel's id and no content
- the account's default event bus: changes of incidents, as in [events.md](events.md)
- CloudWatch: metrics in the namespace \`Headroom\`, a log group for each function (kept for a month)
- the Parameter Store: \`/headroom/bucket\`, and \`/headroom/slack-token\` as a SecureString, which only \`npm run slack-token\` puts there
- Slack: messages, lists and the files of the monthly report in the channels of the settings, by the notifier, and by the function that brings alarms there; both read the token when they start and keep it nowhere
- e-mail through its own topic, by CloudWatch's alarms

## What it may do in Slack

The app has the scopes \`chat:write\` (say something, and edit only what it said itself) and \`files:write\` (lists and reports in a thread), by the manifest
[slack-app.yaml](slack-app.yaml). It cannot read channels, users or messages, and speaks only where somebody has invited it. With
\`slack: { reactions: true }\` and the scope \`reactions:read\` it also reads the reactions to its own messages. It has no events, no buttons that
answer and no address: Slack never calls it. Its token is not rotated by Slack: an access token of 12 hours with a refresh token that is
used once would lock the app out after one lost write.

## What deploying needs

An administrator: \`cdk bootstrap\` makes roles and a bucket, once for each account and Region, and \`npm run deploy\` uses them. By default
CloudFormation's own role is an administrator; \`cdk bootstrap --cloudformation-execution-policies\` takes a narrower one. Besides, the
deploy command reads two parameters and reads and writes \`config/headroom.yaml\`. Nothing of that is left to the running monitor.

## What it never does

- change, tag, start, stop or delete anything that is not its own: no permission for it exists
- carry out what it proposes: a plan is text
- ask for a higher quota
- listen: there is no endpoint, no function URL, no port
- send anything to us, or to anybody but AWS and your Slack: what goes on from the event bus is for rules that you make
- page anybody whom the settings do not name: a mention comes from \`slack.routes\` alone

## Who could harm it, and what stops them

| who | what they could try | what stops them | what remains |
| --- | --- | --- | --- |
| somebody who may name an API or a function | a name such as \`<!here>\`, \`<script>\`, \`=cmd()\` or with control characters, to act in Slack, in a page, in a spreadsheet or a terminal | such text is escaped or stripped wherever it is shown, and tests feed it in | a name can still be misleading to a reader |
| somebody who may write to the bucket | other settings: thresholds at 100 %, mutes, another channel | only the scan's role may write there, and the report's below \`reports/\`; no role of this stack may write \`config/headroom.yaml\`; a file that is not valid leaves the last good settings in force and shows on the dashboard | an administrator of the account can do it; versions are kept for 3 days, and CloudTrail data events name who |
| somebody who may change the table | make a message look told, or block scans with a lease | nobody but the roles of the scan, the notifier and the report is allowed by this stack; a lease ends after 7 minutes, and one for a time that has not come is refused; without scans an alarm comes after three of them, on a path that does not use the table | as above; the table can be restored to any second of 35 days |
| somebody with the Slack token | post as the app, edit or delete what it said | it stands in the Parameter Store, encrypted, in no template, log, snapshot or error; two functions may read it, the scan may not; the app may write, not read, and only where it was invited | revoke it in Slack and run \`npm run slack-token\` again; messages wait until then, and the alarms mail |
| somebody in the channel | mute or acknowledge by a reaction what others should hear | off, if not switched on; a mute by reaction ends after seven days, counts once for an episode, is answered in the thread with a name, and neither the alarms nor the dashboard heed it | whom you invite into the channel |
| somebody who may send to the queue | wake the notifier again and again | a nudge says nothing: what is told stands in the table, once; nobody but the roles of the scan and the report is allowed by this stack | starts of a function |
| somebody who may put events on the bus | events that look like ours, for your programs | EventBridge's own: the right to \`events:PutEvents\`, with \`events:source\` as a condition; nothing of Headroom reads the bus | your policies |
| a flood of resources | thousands of APIs that make a scan long or the metrics dear | the call budget, five minutes a scan, \`metrics.maxSeries\`; a value that waits is carried, and \`SeriesDropped\` says so | large accounts are seen over several scans |
| somebody who takes away the scan's permissions | make it blind | what is unknown is never healthy: coverage falls, an alarm follows | until the alarm, two scans; the loss of a Region with nothing in it may be too small for it, and shows on the dashboard |
| a service control policy | deny Regions or operations | they are shown as denied with the reason; the rest is still read | what is denied from the first scan on is shown and not counted |
| a bug of ours | an alert that does not come | the alarms are CloudWatch's own: that scans stop or fail is told without a line of our code, and the two on the highest utilization need only the scan, no incident and no Slack; they go out by e-mail, and the function that brings them to Slack besides shares no store with the rest | what a scan counts wrongly |

Everything is encrypted at rest by keys of AWS (S3, DynamoDB, SQS, the Parameter Store); keys of your own are not used, because each
costs 1 USD a month. Buckets, queues and the topic refuse what does not come over TLS.

## With an organization

With \`organization\` in \`headroom.yaml\` all of the above holds for every account, and these are added ([organization.md](organization.md)):

- **A role in every account** of the units in the settings, \`headroom-member\`, made by a StackSet that this stack has; in the management account by
  a command that you run. It reads what the scan reads and nothing else. It can be assumed by one role, the scan's, from within the
  organization, with the external id of this deployment and under a session's name that begins with \`headroom-\`.
- **The scan** may assume that role in accounts of the organization, for 15 minutes each, and keeps what it found in each account in the one bucket
  and table. It may no longer write metrics or wake the notifier: the end of a round does, and only it.
- **The round** asks AWS Organizations which accounts there are, for their names, units and tags. It keeps them in the bucket, and they stand in messages,
  lists and reports.
- **Deploying** needs, once, in the management account: \`cloudformation:ActivateOrganizationsAccess\` with what it asks of Organizations,
  \`organizations:RegisterDelegatedAdministrator\`, and to make one IAM role there. In the home account CloudFormation needs
  \`cloudformation:*StackSet*\` and \`cloudformation:*StackInstances\`; the deploy command asks \`organizations:DescribeOrganization\` and
  \`organizations:ListAccounts\`.

| who | what they could try | what stops them | what remains |
| --- | --- | --- | --- |
| somebody who gets at the scan's role | read the quotas, names and settings of APIs of every account | the role can be assumed by Lambda alone; member roles only read, and trust no other role of the home account | what the member role can read, see below |
| somebody in a member account | trust another role, or take the role away | what they do concerns their own account; without the role it is told, and nothing of it counts as recovered | an administrator of that account can hide it, and is told of |
| another account that claims to be Headroom | assume the member roles | the exact ARN, the organization's id and the external id in the trust | none that we know |

The member role, with \`AWS::AccountId\` for its account:

\`\`\`json
${JSON.stringify(memberRoleTemplate([]).Resources, null, 2)}
\`\`\`

## The permissions, as deployed

${policies(parsedTemplate())}

## The permissions that an organization changes, as deployed

${policies(changedBy(parsedTemplate(), parsedTemplate(true)))}
`;
}

/** What the second template has, and the first has not or has otherwise. */
function changedBy(one: Template, other: Template): Template {
  const isNew = ([id, resource]: [string, Template['Resources'][string]]): boolean =>
    JSON.stringify(one.Resources[id]) !== JSON.stringify(resource);
  return { Resources: Object.fromEntries(Object.entries(other.Resources).filter(isNew)) };
}

function operations(declared: Readonly<Record<string, OperationDeclaration>>): string {
  const byService = new Map<string, Set<string>>();
  for (const { operation } of Object.values(declared)) {
    const [service = '', name = ''] = operation.split(':');
    byService.set(service, (byService.get(service) ?? new Set()).add(name));
  }
  return [...byService].map(([service, names]) => `- ${service}: ${[...names].join(', ')}`).join('\n');
}

function policies({ Resources }: Template): string {
  return Object.entries(Resources)
    .flatMap(([id, { Type, Properties }]) => {
      const title = POLICIES[Type];
      if (title === undefined) return [];
      const document = JSON.stringify(readable(Properties['PolicyDocument'] ?? Properties), null, 2);
      return [`### ${title}: \`${id}\`\n\n\`\`\`json\n${document}\n\`\`\``];
    })
    .join('\n\n');
}

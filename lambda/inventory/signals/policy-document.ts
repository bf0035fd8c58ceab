/**
 * What policies of IAM allow, as far as it says what a function's code may do. Where they are not followed to the end (conditions,
 * denials of a part, permission boundaries, policies of the organization), what is said is more than these policies let the role do.
 * It may be less than the role can do: a queue, topic, bucket or key of the same account can let the role in by a policy of its own,
 * and nobody reads those.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import * as z from 'zod';
import type { AllowedAction } from '../../domain/details';
import { UnexpectedAnswer } from '../failure';

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Condition: z.unknown().optional(),
});
const policy = z.object({ Statement: z.union([z.array(statement), statement.transform((one) => [one])]) });

/** Statements without anything but their effect, actions and resources. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** @param document JSON, in the percent-encoding in which IAM sends it. @throws UnexpectedAnswer when it is no policy */
export function statementsIn(document: string): readonly Statement[] {
  const parsed = policy.safeParse(JSON.parse(decodeURIComponent(document)));
  if (!parsed.success) throw new UnexpectedAnswer('a policy of another form');
  return parsed.data.Statement.flatMap(({ Effect, Action, NotAction, Resource, NotResource, Condition }) => {
    const isWhole = NotAction === undefined && NotResource === undefined && Condition === undefined;
    // A denial with an exception denies less than it seems to: only one without any is heeded.
    if (Effect === 'Deny' && !isWhole) return [];
    // All but a few actions, or all but a few resources, are all of them.
    return [{ effect: Effect, actions: Action ?? ['*'], resources: NotResource ? ['*'] : (Resource ?? ['*']) }];
  });
}

/**
 * What every function does that logs, is traced, stands in a VPC or has encrypted variables, by the managed policies that AWS gives
 * for it: AWSLambdaBasicExecutionRole, AWSLambdaVPCAccessExecutionRole, AWSXRayDaemonWriteAccess. A wildcard may be more than that.
 */
const OF_EVERY_FUNCTION = new Set(
  [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'xray:GetSamplingStatisticSummaries',
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeVpcs',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
    'kms:Decrypt',
  ].map((action) => action.toLowerCase()),
);

/** By action, in alphabetical order. Actions are not case-sensitive: the first spelling stands for all. */
export function allowedActions(statements: readonly Statement[]): readonly AllowedAction[] {
  const denials = statements.filter(({ effect }) => effect === 'Deny');
  const allowed = new Map<string, { readonly action: string; readonly resources: Set<string> }>();
  for (const { effect, actions, resources } of statements) {
    if (effect === 'Deny') continue;
    for (const action of actions) {
      const key = action.toLowerCase();
      if (OF_EVERY_FUNCTION.has(key)) continue;
      const left = resources.filter((resource) => !denials.some((denial) => covers(denial, key, resource)));
      if (left.length === 0) continue;
      const entry = allowed.get(key) ?? { action, resources: new Set<string>() };
      for (const resource of left) entry.resources.add(resource);
      allowed.set(key, entry);
    }
  }
  return [...allowed]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { action, resources }]) => ({ action, resources: [...resources].toSorted() }));
}

function covers(denial: Statement, action: string, resource: string): boolean {
  return (
    denial.actions.some((pattern) => coversPattern(pattern.toLowerCase(), action)) &&
    denial.resources.some((pattern) => coversPattern(pattern, resource))
  );
}

/** Whether all that `inner` may stand for is matched by `outer`: `sqs:*` covers `sqs:Send*`; a `?` covers one character, no `*`. */
function coversPattern(outer: string, inner: string): boolean {
  const source = outer
    .replaceAll(/[.+^$()|[\]{}\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '[^*]');
  return new RegExp(`^${source}$`, 's').test(inner);
}

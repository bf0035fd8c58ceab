/** What the functions have in common: a role that holds what is given to it and no more, a log that ends some day, and how they run. */
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface FunctionParts {
  readonly description: string;
  /** The folder with the bundled handler. */
  readonly code: string;
  /** The handler's file, such as `scan`. */
  readonly handler: string;
  readonly memoryMb: number;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  /** All that it may do beside writing its own log. */
  readonly may: readonly iam.PolicyStatement[];
  /** For what is started asynchronously: tries after the first, and how old a start may be when it is tried. */
  readonly again?: { readonly tries: number; readonly forAtMost: Duration };
}

export interface FunctionWithRole {
  readonly function: lambda.Function;
  readonly role: iam.Role;
  readonly logGroup: logs.LogGroup;
}

/**
 * In the given scope itself, as `Logs`, `Role` and `Function`: the logical ids of a release must not change with the code's order.
 * A log group of our own, since the one that Lambda makes is kept for ever; and no managed policy, since AWS's allows every log group.
 */
export function functionIn(scope: Construct, parts: FunctionParts): FunctionWithRole {
  const { description, code, handler, memoryMb, timeout, environment, may, again } = parts;
  const logGroup = new logs.LogGroup(scope, 'Logs', {
    retention: logs.RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  for (const statement of may) role.addToPolicy(statement);
  logGroup.grantWrite(role);
  return {
    role,
    logGroup,
    function: new lambda.Function(scope, 'Function', {
      description,
      code: lambda.Code.fromAsset(code),
      handler: `${handler}.handler`,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: memoryMb,
      timeout,
      role,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      systemLogLevelV2: lambda.SystemLogLevel.WARN,
      environment,
      ...(again ? { retryAttempts: again.tries, maxEventAge: again.forAtMost } : {}),
    }),
  };
}

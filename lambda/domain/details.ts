/**
 * What a plan needs of the account beyond counts: read only for what is past its warning threshold, and kept nowhere. Values that
 * may hold secrets (parameters, templates, stage variables, environments) are dropped or digested by the readers, at the edge.
 */

/** The tool that owns a resource, by its tags: what a command would change, its next deployment would change back. */
export interface Owner {
  readonly tool: 'cloudformation' | 'sam' | 'cdk' | 'sst' | 'serverless' | 'terraform';
  /** Of the stack, app or service, as its tag has it. */
  readonly name: string;
}

/** An HTTP or WebSocket API. */
export interface ApiDetails {
  readonly id: string;
  readonly name: string;
  readonly protocol: 'HTTP' | 'WEBSOCKET';
  readonly owner: Owner | null;
  readonly integrations: readonly IntegrationDetails[];
  readonly routes: readonly RouteDetails[];
  readonly stages: readonly StageDetails[];
  readonly authorizers: readonly AuthorizerDetails[];
}

/** What the list of all APIs says of one. A protocol that this release does not know is kept as `null`. */
export interface ApiHead extends Pick<ApiDetails, 'id' | 'name' | 'owner'> {
  readonly protocol: ApiDetails['protocol'] | null;
}

export interface IntegrationDetails {
  readonly id: string;
  /** AWS's words: AWS_PROXY, HTTP_PROXY, AWS, HTTP, MOCK. */
  readonly type: string;
  /** `SQS-SendMessage`: an integration with a service of AWS itself. */
  readonly subtype: string | null;
  /** What it reaches, for people: a function's name, a host with its path but no query, the last part of an ARN. */
  readonly target: string;
  /** The function behind it, without its version or alias. */
  readonly functionName: string | null;
  /** The VPC link, as it stands there: `${stageVariables.link}` is resolved by nobody here. */
  readonly connectionId: string | null;
  /** Behind a VPC link: the ARN of the listener, load balancer or Cloud Map service. */
  readonly listenerArn: string | null;
  /** Made by API Gateway itself, as by quick create: AWS lets nobody delete it. */
  readonly managed: boolean;
  readonly timeoutMs: number | null;
  /** By field, the digest of everything that changes behaviour: where all are equal, so is the behaviour. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface RouteDetails {
  readonly id: string;
  /** `GET /pets/{id}`, `$default`, or the key of a WebSocket route. */
  readonly key: string;
  /** `null` without a target. */
  readonly integrationId: string | null;
  /** Who may call it: NONE, JWT, CUSTOM, AWS_IAM. */
  readonly authorization: string;
  readonly authorizerId: string | null;
  /** Digest of all that is not target or key: two routes with the same let the same callers in. */
  readonly access: string;
}

export interface StageDetails {
  readonly name: string;
  /** Without it a stage serves a snapshot: what is changed is not live before the next deployment. */
  readonly autoDeploy: boolean;
  /** Names only. */
  readonly variables: readonly string[];
}

export interface AuthorizerDetails {
  readonly id: string;
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface RestApiDetails {
  readonly id: string;
  readonly name: string;
  readonly owner: Owner | null;
  readonly resources: readonly RestResource[];
  readonly stages: readonly RestStage[];
  readonly authorizers: readonly AuthorizerDetails[];
}

export type RestApiHead = Pick<RestApiDetails, 'id' | 'name' | 'owner'>;

export interface RestResource {
  readonly id: string;
  readonly parentId: string | null;
  readonly path: string;
  readonly methods: readonly RestMethod[];
}

export interface RestMethod {
  readonly method: string;
  readonly authorization: string;
  readonly authorizerId: string | null;
  readonly apiKeyRequired: boolean;
  /** The integration; `null` for a method without one. */
  readonly type: string | null;
  readonly target: string;
  readonly functionName: string | null;
  readonly connectionId: string | null;
  /** With a V2 link: the ARN of the load balancer or listener. */
  readonly integrationTarget: string | null;
  readonly timeoutMs: number | null;
}

export interface RestStage {
  readonly name: string;
  readonly variables: readonly string[];
  readonly cache: boolean;
  /** Requests per second; `null`: only the account's throttle holds. */
  readonly rate: number | null;
}

export interface VpcLinkDetails {
  readonly id: string;
  readonly name: string;
  readonly version: 'V1' | 'V2';
  readonly status: string;
  /** V2. */
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** V1: ARNs of Network Load Balancers. */
  readonly targets: readonly string[];
  readonly owner: Owner | null;
}

export interface Subnet {
  readonly id: string;
  readonly vpc: string;
  /** The zone's id, the same in every account. */
  readonly zone: string;
}

export interface LoadBalancer {
  readonly arn: string;
  readonly name: string;
  /** AWS's words: network, application, gateway. */
  readonly type: string;
  readonly vpc: string;
  readonly securityGroups: readonly string[];
}

export interface Listener {
  readonly arn: string;
  readonly loadBalancerArn: string;
  readonly port: number | null;
  /** Where its default action sends everything. */
  readonly targetGroupArns: readonly string[];
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  /** AWS's words: instance, ip, lambda, alb. */
  readonly targetType: string;
  readonly loadBalancerArns: readonly string[];
  /** Of a group of type `alb`: the Application Load Balancers in it. */
  readonly albArns: readonly string[];
}

export interface FunctionDetails {
  readonly name: string;
  readonly arn: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly codeBytes: number;
  readonly isInVpc: boolean;
  readonly layers: readonly string[];
  readonly roleName: string;
  readonly tracing: boolean;
  /** Names of environment variables; their values are dropped when they are read. */
  readonly variables: readonly string[];
}

export interface EventSource {
  readonly id: string;
  readonly functionName: string;
  /** `sqs`, `kinesis`, `dynamodb`, …: the service in its ARN. */
  readonly service: string;
  readonly sourceArn: string;
  readonly enabled: boolean;
  /** The most executions that the source may start at once; `null`: as many as there are. */
  readonly maximumConcurrency: number | null;
}

/**
 * Who may invoke a function, by its own resource policy. Policies of its versions and aliases are not in it, nor callers of the same
 * account whose own role allows it.
 */
export interface FunctionCallers {
  readonly statements: readonly {
    readonly id: string;
    readonly principal: string;
    readonly sourceArn: string | null;
  }[];
  readonly hasUrl: boolean;
}

/** One function in the account's busiest minute of the last 14 days, and over all of them. */
export interface FunctionLoad {
  readonly name: string;
  /** In the account's busiest minute. */
  readonly perSecond: number;
  readonly seconds: number;
  /** The most that ran at once in that minute, and in 14 days. */
  readonly concurrent: number;
  readonly highest: number;
  /** `null`: none. */
  readonly reserved: number | null | 'unknown';
}

export interface ConcurrencyPeak {
  /** Start of the minute in which most ran at once in the account, ISO 8601. */
  readonly at: string;
  /** How many ran at once in it. */
  readonly concurrent: number;
  readonly functions: readonly FunctionLoad[];
}

/** Requests per second of one stage in the account's busiest minute of the last 24 hours. */
export interface StageLoad {
  readonly apiId: string;
  /** REST APIs of the same name: CloudWatch knows only the sum of all of them. */
  readonly alsoOf: readonly string[];
  readonly apiName: string;
  readonly apiType: 'rest-api' | 'http-api' | 'websocket-api';
  readonly stage: string;
  readonly perSecond: number;
  /** Its configured throttle, of all that are counted in it; `null`: none, or one of them has none. */
  readonly rate: number | null;
}

export interface RequestPeak {
  /** Start of the minute in which most requests came in, ISO 8601. */
  readonly at: string;
  /** Of all stages, also of those that are gone since. */
  readonly perSecond: number;
  readonly stages: readonly StageLoad[];
}

/** What opt-in reads say of a function: nothing of its code. */
export interface FunctionSignals {
  readonly name: string;
  /**
   * What its role allows beside writing logs and traces, network interfaces and decryption; `null` where nobody has opted in to
   * IAM. It may be more than the role can do, and less where policies of resources let the role in.
   */
  readonly actions: readonly AllowedAction[] | null;
  /** Whether other functions of the Region use the same role: then its actions say less. */
  readonly roleIsShared: boolean;
  /** X-Ray, the last six hours; `null` without traces, and where nobody has opted in to X-Ray. */
  readonly downstream: readonly Downstream[] | null;
}

/** `sqs:SendMessage` on ARNs; both with the wildcards that they have in the policy. */
export interface AllowedAction {
  readonly action: string;
  readonly resources: readonly string[];
}

/** What a function calls, of the invocations that were traced. */
export interface Downstream {
  readonly name: string;
  /** X-Ray's words: `AWS::SQS::Queue`, `remote`. */
  readonly type: string;
  readonly callsPerInvocation: number;
  /** Of these calls the part that ended in a fault: 0 to 1. */
  readonly faultShare: number;
}

/** A distribution of CloudFront, as far as a front door needs it; only where somebody has opted in. */
export interface Distribution {
  readonly id: string;
  /** Names of its own beside the one that CloudFront gives. */
  readonly aliases: readonly string[];
  /** Their domains. */
  readonly origins: readonly string[];
  /** Path behaviours, the default one not counted. */
  readonly behaviours: number;
}

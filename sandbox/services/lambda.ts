/** AWS Lambda. */
import {
  type FunctionConfiguration,
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  GetPolicyCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import type { FunctionEstate, RegionEstate } from '../estate/estate';
import { idFrom } from '../estate/identity';
import { numbers } from '../estate/numbers';
import { isSize, pageOf } from '../paging';
import { type Place, restWords, say, type Service, textIn } from '../service';
import { restJson } from '../wire/json';
import { on } from '../wire/operation';
import { offlineConfig } from './client-config';

/** "Lambda returns up to 50 items in each response, even if you set the number higher." API_ListFunctions */
const PAGE = 50;
/** "A maximum of 100 items in each response, even if you set the number higher." API_ListEventSourceMappings */
const MAPPINGS_PAGE = 100;
/** 1 to 50, by botocore's model. */
const URLS_PAGE = 50;
const GIBIBYTE = 1024 ** 3;

/** The operations that ask for a permission on the function. */
const OF_A_FUNCTION = new Set(['GetFunctionConcurrency', 'GetPolicy', 'ListFunctionUrlConfigs']);

const words = { ...restWords, invalid: ['InvalidParameterValueException', 400] } as const;

export function lambda(estateOf: (region: string) => RegionEstate, place: Omit<Place, 'region'>): Service {
  const arnOf = (region: string, name: string) =>
    `arn:${place.partition}:lambda:${region}:${place.accountId}:function:${name}`;
  const functionOf = (region: string, wanted: string | undefined): FunctionEstate => {
    const found = estateOf(region).functions.find(({ name }) => name === wanted);
    if (!found) throw say(['ResourceNotFoundException', 404], `Function not found: ${arnOf(region, wanted ?? '')}`);
    return found;
  };
  return {
    name: 'lambda',
    signingName: 'lambda',
    wire: restJson(new LambdaClient(offlineConfig).config.protocol),
    words,
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
    permission: ({ operation, input, place: { region } }) => ({
      action: `lambda:${operation}`,
      resource: OF_A_FUNCTION.has(operation) ? arnOf(region, textIn(input, 'FunctionName')) : '*',
    }),
    operations: [
      on(GetAccountSettingsCommand, (_, { region }) => {
        const { description, functions } = estateOf(region);
        const reserved = functions.reduce((sum, one) => sum + (one.reserved ?? 0), 0);
        return {
          AccountLimit: {
            TotalCodeSize: description.lambda.storageLimitGiB * GIBIBYTE,
            CodeSizeUnzipped: 262_144_000,
            CodeSizeZipped: 52_428_800,
            ConcurrentExecutions: description.lambda.concurrency,
            UnreservedConcurrentExecutions: description.lambda.concurrency - reserved,
          },
          AccountUsage: {
            TotalCodeSize:
              (description.lambda.storageGiB ?? 0) * GIBIBYTE || functions.reduce((sum, one) => sum + one.codeSize, 0),
            FunctionCount: functions.length,
          },
        };
      }),
      on(
        ListFunctionsCommand,
        ({ MaxItems = PAGE, Marker }, { region }) => {
          if (!isSize(MaxItems, 1, 10_000)) throw say(words.invalid, 'MaxItems must be from 1 to 10000');
          const refuse = () => say(words.invalid, 'Invalid Marker');
          const { items, next } = pageOf(estateOf(region).functions, Math.min(PAGE, MaxItems), Marker, refuse);
          return {
            Functions: items.map((one) => configuration(one, region, place)),
            NextMarker: next,
          };
        },
        ['MasterRegion', 'FunctionVersion'],
      ),
      // A function without a reservation has an empty answer.
      on(GetFunctionConcurrencyCommand, ({ FunctionName }, { region }) => {
        const { reserved } = functionOf(region, FunctionName);
        return reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved };
      }),
      // Without a policy it is the same error as without the function. Seen: https://github.com/getmoto/moto/issues/7475
      on(
        GetPolicyCommand,
        ({ FunctionName }, { region }) => {
          const { name, permissions } = functionOf(region, FunctionName);
          if (permissions.length === 0) {
            throw say(['ResourceNotFoundException', 404], 'The resource you requested does not exist.');
          }
          const Statement = permissions.map((one) => statement(one, arnOf(region, name)));
          return {
            Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }),
            RevisionId: idFrom(`${name}/policy`, 32),
          };
        },
        ['Qualifier'],
      ),
      on(ListFunctionUrlConfigsCommand, ({ FunctionName, MaxItems = URLS_PAGE, Marker }, { region }) => {
        const { name, urls } = functionOf(region, FunctionName);
        if (!isSize(MaxItems, 1, URLS_PAGE)) throw say(words.invalid, `MaxItems must be from 1 to ${URLS_PAGE}`);
        const refuse = () => say(words.invalid, 'Invalid Marker');
        const { items, next } = pageOf(numbers(urls), MaxItems, Marker, refuse);
        return {
          FunctionUrlConfigs: items.map((n) => ({
            FunctionUrl: `https://${idFrom(`${region}/${name}/url/${n}`, 24)}.lambda-url.${region}.on.aws/`,
            FunctionArn: n === 1 ? arnOf(region, name) : `${arnOf(region, name)}:alias-${n}`,
            AuthType: 'AWS_IAM' as const,
            CreationTime: MADE_AT,
            LastModifiedTime: MADE_AT,
          })),
          NextMarker: next,
        };
      }),
      on(
        ListEventSourceMappingsCommand,
        ({ MaxItems = MAPPINGS_PAGE, Marker }, { region }) => {
          if (!isSize(MaxItems, 1, 10_000)) throw say(words.invalid, 'MaxItems must be from 1 to 10000');
          const refuse = () => say(words.invalid, 'Invalid Marker');
          const all = estateOf(region).eventSources;
          const { items, next } = pageOf(all, Math.min(MAPPINGS_PAGE, MaxItems), Marker, refuse);
          return {
            EventSourceMappings: items.map(({ id, function: name, alias, source, state, maximumConcurrency }) => ({
              UUID: id,
              FunctionArn: alias === undefined ? arnOf(region, name) : `${arnOf(region, name)}:${alias}`,
              State: state,
              BatchSize: 10,
              ...(source === undefined ? SELF_MANAGED : { EventSourceArn: source }),
              ...(maximumConcurrency ? { ScalingConfig: { MaximumConcurrency: maximumConcurrency } } : {}),
            })),
            NextMarker: next,
          };
        },
        ['EventSourceArn', 'FunctionName'],
      ),
    ],
  };
}

/** When everything was made; nothing here depends on it. */
const MADE_AT = '2026-01-01T00:00:00.000Z';

const SELF_MANAGED = {
  SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: ['kafka.internal:9092'] } },
  Topics: ['events'],
};

/** What ListFunctions says of a function; its reservation is not in it. */
function configuration(
  one: FunctionEstate,
  region: string,
  { partition, accountId }: Omit<Place, 'region'>,
): FunctionConfiguration {
  return {
    FunctionName: one.name,
    FunctionArn: `arn:${partition}:lambda:${region}:${accountId}:function:${one.name}`,
    Runtime: 'nodejs24.x',
    Role: `arn:${partition}:iam::${accountId}:role/${one.role ?? one.name}`,
    Handler: 'index.handler',
    CodeSize: one.codeSize,
    Timeout: one.timeout,
    MemorySize: one.memory,
    PackageType: 'Zip',
    TracingConfig: { Mode: one.tracing ? 'Active' : 'PassThrough' },
    ...(one.layers.length === 0
      ? {}
      : {
          Layers: one.layers.map((name) => ({
            Arn: `arn:${partition}:lambda:${region}:${accountId}:layer:${name}:1`,
            CodeSize: 1_000_000,
          })),
        }),
    ...(one.vpc === undefined
      ? {}
      : {
          VpcConfig: {
            VpcId: one.vpc,
            SubnetIds: one.vpc === '' ? [] : ['subnet-0a1'],
            SecurityGroupIds: one.vpc === '' ? [] : ['sg-01'],
          },
        }),
    ...(Object.keys(one.environment).length === 0 ? {} : { Environment: { Variables: one.environment } }),
  };
}

/** As AddPermission writes it. */
function statement({ id, principal, action, sourceArn }: FunctionEstate['permissions'][number], resource: string) {
  return {
    Sid: id,
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : principal.startsWith('arn:') ? { AWS: principal } : { Service: principal },
    Action: action,
    Resource: resource,
    ...(sourceArn === undefined ? {} : { Condition: { ArnLike: { 'AWS:SourceArn': sourceArn } } }),
  };
}

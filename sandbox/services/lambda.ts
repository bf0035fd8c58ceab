/** AWS Lambda. */
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import type { RegionEstate } from '../estate/estate';
import { isSize, pageOf } from '../paging';
import { type Place, restWords, say, type Service, textIn } from '../service';
import { restJson } from '../wire/json';
import { on } from '../wire/operation';
import { offlineConfig } from './client-config';

/** "Lambda returns up to 50 items in each response, even if you set the number higher." API_ListFunctions */
const PAGE = 50;
const GIBIBYTE = 1024 ** 3;
/** Bytes of every function, where the description says nothing. */
const CODE_SIZE = 5_000_000;

const words = { ...restWords, invalid: ['InvalidParameterValueException', 400] } as const;

export function lambda(estateOf: (region: string) => RegionEstate, place: Omit<Place, 'region'>): Service {
  return {
    name: 'lambda',
    signingName: 'lambda',
    wire: restJson(new LambdaClient(offlineConfig).config.protocol),
    words,
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
    permission: ({ operation, input, place: { partition, region, accountId } }) => ({
      action: `lambda:${operation}`,
      resource:
        operation === 'GetFunctionConcurrency'
          ? `arn:${partition}:lambda:${region}:${accountId}:function:${textIn(input, 'FunctionName')}`
          : '*',
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
            TotalCodeSize: (description.lambda.storageGiB ?? 0) * GIBIBYTE || functions.length * CODE_SIZE,
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
            Functions: items.map(({ name }) => ({
              FunctionName: name,
              FunctionArn: `arn:${place.partition}:lambda:${region}:${place.accountId}:function:${name}`,
              Runtime: 'nodejs24.x',
              Role: `arn:${place.partition}:iam::${place.accountId}:role/${name}`,
              Handler: 'index.handler',
              CodeSize: CODE_SIZE,
              Timeout: 30,
              MemorySize: 512,
              PackageType: 'Zip',
            })),
            NextMarker: next,
          };
        },
        ['MasterRegion', 'FunctionVersion'],
      ),
      // A function without a reservation has an empty answer.
      on(GetFunctionConcurrencyCommand, ({ FunctionName }, { region }) => {
        const found = estateOf(region).functions.find(({ name }) => name === FunctionName);
        if (!found) throw say(['ResourceNotFoundException', 404], `Function not found: ${FunctionName}`);
        return found.reserved === undefined ? {} : { ReservedConcurrentExecutions: found.reserved };
      }),
    ],
  };
}

/** Which account this is and which Regions it has: STS, Account, EC2. */
import { AccountClient, ListRegionsCommand, RegionOptStatus } from '@aws-sdk/client-account';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Account } from '../account';
import type { Accounts } from '../all-accounts';
import { idFrom } from '../estate/identity';
import { numbers } from '../estate/numbers';
import { isSize, pageOf } from '../paging';
import { plainPermission, queryWords, restWords, say, type Service } from '../service';
import { restJson } from '../wire/json';
import { on, type Operation } from '../wire/operation';
import { query } from '../wire/query';
import { assumeRolePermission, missingInSts } from './assume-role';
import { offlineConfig } from './client-config';

/** @param assumeRole the operation of that name */
export function sts(account: Account, assumeRole: Operation, accounts: Accounts): Service {
  return {
    name: 'sts',
    signingName: 'sts',
    wire: query('awsQuery'),
    words: queryWords,
    missing: missingInSts,
    // "No permissions are required", and a denial changes nothing:
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    permission: ({ operation, input }) =>
      operation === assumeRole.name ? assumeRolePermission(input, accounts) : null,
    operations: [
      assumeRole,
      on(GetCallerIdentityCommand, (_, { caller }) => ({
        Account: account.accountId,
        UserId: caller.userId,
        Arn: caller.arn,
      })),
    ],
  };
}

/** https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html */
const MAX_PAGE = 50;

/**
 * The Regions from before March 20, 2019; all others must be opted into.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const ENABLED_BY_DEFAULT = new Set([
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]);

/** @param largestPage items on a page, at most AWS's own 50. */
export function accountManagement(account: Account, largestPage: number): Service {
  const words = { ...restWords, invalid: ['ValidationException', 400] } as const;
  const statuses: readonly string[] = Object.values(RegionOptStatus);
  const regions = [
    ...Object.keys(account.regions).map((name) => ({
      RegionName: name,
      RegionOptStatus: ENABLED_BY_DEFAULT.has(name) ? ('ENABLED_BY_DEFAULT' as const) : ('ENABLED' as const),
    })),
    ...account.disabledRegions.map((name) => ({ RegionName: name, RegionOptStatus: 'DISABLED' as const })),
  ];
  return {
    name: 'account',
    signingName: 'account',
    wire: restJson(new AccountClient(offlineConfig).config.protocol),
    words,
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsaccountmanagement.html
    permission: ({ operation, place: { partition, accountId } }) => ({
      action: `account:${operation}`,
      resource: `arn:${partition}:account::${accountId}:account`,
    }),
    operations: [
      on(
        ListRegionsCommand,
        ({ MaxResults = MAX_PAGE, NextToken, RegionOptStatusContains: wanted }) => {
          if (!isSize(MaxResults, 1, MAX_PAGE)) throw say(words.invalid, 'MaxResults must be from 1 to 50');
          const wrong = wanted?.find((status) => !statuses.includes(status));
          if (wrong !== undefined) throw say(words.invalid, `${wrong} is not a RegionOptStatus`);
          const chosen = regions.filter(({ RegionOptStatus: status }) => wanted?.includes(status) ?? true);
          const refuse = () => say(words.invalid, 'NextToken is invalid');
          const { items, next } = pageOf(chosen, Math.min(largestPage, MaxResults), NextToken, refuse);
          return { Regions: items, NextToken: next };
        },
        ['AccountId'],
      ),
    ],
  };
}

const EC2_INVALID = ['InvalidParameterValue', 400] as const;
/**
 * 5 to 1,000 by botocore's model. Without a size AWS gives everything or, of "a large number", fails; here it is a page.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
 */
const MAX_INTERFACES = 1000;

/** The client is the largest of all, and loaded only here. */
export async function ec2(account: Account, describeSubnets: Operation): Promise<Service> {
  const { DescribeNetworkInterfacesCommand, DescribeRegionsCommand } = await import('@aws-sdk/client-ec2');
  return {
    name: 'ec2',
    signingName: 'ec2',
    wire: query('ec2Query'),
    words: {
      denied: ['UnauthorizedOperation', 403],
      unrecognized: ['AuthFailure', 401, 'AWS was not able to validate the provided access credentials'],
      unsigned: ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
      expired: ['RequestExpired', 400, 'Request has expired.'],
      throttled: ['RequestLimitExceeded', 503],
      internal: ['InternalError', 500],
      invalid: EC2_INVALID,
      unknownOperation: ['InvalidAction', 400],
    },
    permission: plainPermission('ec2'),
    // Seen: https://github.com/ekristen/aws-nuke/issues/387
    denial: ({ caller, action, reason }) =>
      `You are not authorized to perform this operation. User: ${caller} is not authorized to perform: ${action} ${reason}`,
    operations: [
      // Enabled Regions only, unless AllRegions is asked for. It has no pages.
      on(
        DescribeRegionsCommand,
        ({ AllRegions = false }) => ({
          Regions: [
            ...Object.keys(account.regions).map((name) =>
              describe(name, ENABLED_BY_DEFAULT.has(name) ? 'opt-in-not-required' : 'opted-in'),
            ),
            ...(AllRegions ? account.disabledRegions.map((name) => describe(name, 'not-opted-in')) : []),
          ],
        }),
        ['RegionNames', 'Filters', 'DryRun'],
      ),
      // Only Lambda's interfaces exist here.
      on(
        DescribeNetworkInterfacesCommand,
        ({ MaxResults = MAX_INTERFACES, NextToken, Filters = [] }, { region }) => {
          if (!isSize(MaxResults, 5, MAX_INTERFACES)) {
            throw say(EC2_INVALID, `MaxResults must be from 5 to ${MAX_INTERFACES}`);
          }
          const unknown = Filters.find(({ Name }) => Name !== 'interface-type');
          if (unknown) throw say(EC2_INVALID, `The filter '${unknown.Name}' is invalid`);
          const wanted = Filters.every(({ Values }) => Values?.includes('lambda'));
          const byVpc = wanted ? (account.regions[region]?.lambda.networkInterfaces ?? {}) : {};
          const all = Object.entries(byVpc).flatMap(([VpcId, count]) =>
            numbers(count).map((n) => ({
              NetworkInterfaceId: `eni-${idFrom(`${VpcId}/${n}`, 17)}`,
              VpcId,
              InterfaceType: 'lambda' as const,
            })),
          );
          const refuse = () => say(['InvalidPaginationToken', 400], 'The specified pagination token is not valid');
          const { items, next } = pageOf(all, MaxResults, NextToken, refuse);
          return { NetworkInterfaces: items, NextToken: next };
        },
        ['NetworkInterfaceIds', 'IncludeManagedResources', 'DryRun'],
      ),
      describeSubnets,
    ],
  };
}

function describe(name: string, status: string) {
  return { RegionName: name, Endpoint: `ec2.${name}.amazonaws.com`, OptInStatus: status };
}

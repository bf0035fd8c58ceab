/**
 * Organizations: who is in the organization. https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html
 *
 * The codes are those of each operation's page; AWS's words for something that is not there were not seen, and are moto's in
 * kind. An account's `Paths` are not there: their form was not seen.
 */
import {
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { Account } from '../account';
import type { Accounts } from '../all-accounts';
import { type Member, type OrganizationForm, unitsOf } from '../organization';
import { isSize, pageOf } from '../paging';
import { jsonWords, say, type Service, textIn, type Words } from '../service';
import { awsJson } from '../wire/json';
import { on } from '../wire/operation';
import { ServiceError } from '../wire/service-error';
import { offlineConfig } from './client-config';

const words: Words = {
  ...jsonWords,
  throttled: ['TooManyRequestsException', 400],
  internal: ['ServiceException', 500],
  invalid: ['InvalidInputException', 400],
};

/** "The maximum number of results": 1 to 20, by botocore's model. */
const MAX_PAGE = 20;

/** https://docs.aws.amazon.com/general/latest/gr/ao.html: one endpoint in each partition, signed for the Region that it is in. */
const SIGNED_FOR: Readonly<Record<string, string>> = { 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-west-1' };

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTagsForResource.html */
const ACCOUNT = /^\d{12}$/;
const UNIT = /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/;
const ROOT = /^r-[0-9a-z]{4,32}$/;
const POLICY = /^r?p-[0-9a-zA-Z_]{4,128}$/;

const POLICY_TYPES = [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] as const;

/** @param Reason of `InvalidInputExceptionReason`. The wording is ours. */
const invalid = (Reason: string, message: string) =>
  new ServiceError('InvalidInputException', message, 400, {}, { Reason });

/** @param largestPage items on a page, at most AWS's own 20 */
export function organizations({ accountId, partition }: Account, accounts: Accounts, largestPage: number): Service {
  const organization = (): OrganizationForm => {
    const found = accounts.organizationOf(accountId);
    // Seen: https://github.com/nozaq/terraform-aws-secure-baseline/issues/70
    if (!found)
      throw say(['AWSOrganizationsNotInUseException', 400], 'Your account is not a member of an organization.');
    return found;
  };
  /** "You can only call this operation from the management account or a member account that is a delegated administrator." */
  const whole = (): OrganizationForm => {
    const found = organization();
    const mayAsk = accountId === found.managementAccountId || accounts.isDelegatedAdministrator(accountId);
    // Seen: https://github.com/aws-samples/aws-iam-access-key-auto-rotation/issues/10
    if (!mayAsk) throw say(words.denied, "You don't have permissions to access this resource.");
    return found;
  };
  const arnOf = ({ id, managementAccountId }: OrganizationForm, type: string, rest: string) =>
    `arn:${partition}:organizations::${managementAccountId}:${type}/${id}${rest}`;
  const arnOfAccount = (form: OrganizationForm, id: string) => arnOf(form, 'account', `/${id}`);
  const memberOf = (id: string): Member | undefined => accounts.members.find((one) => one.id === id);
  const page = <T>(items: readonly T[], { MaxResults = MAX_PAGE, NextToken }: Paged) => {
    if (!isSize(MaxResults, 1, MAX_PAGE)) {
      throw MaxResults > MAX_PAGE
        ? invalid('MAX_VALUE_EXCEEDED', `MaxResults must be at most ${MAX_PAGE}`)
        : invalid('MIN_VALUE_EXCEEDED', 'MaxResults must be at least 1');
    }
    const refuse = () => invalid('INVALID_NEXT_TOKEN', 'NextToken is not one of a previous response');
    return pageOf(items, Math.min(largestPage, MaxResults), NextToken, refuse);
  };
  const refuseWrongId = (id: string, ...patterns: readonly RegExp[]) => {
    if (!patterns.some((pattern) => pattern.test(id))) {
      throw invalid('INVALID_PATTERN', `${id} does not match the required pattern`);
    }
  };

  return {
    name: 'organizations',
    signingName: 'organizations',
    signedFor: SIGNED_FOR[partition] ?? 'us-east-1',
    wire: awsJson(new OrganizationsClient(offlineConfig).config.protocol),
    words,
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html: what asks for one thing
    // has its ARN, which names the management account as the owner; the others know no resource.
    permission: ({ operation, input }) => {
      const form = accounts.organizationOf(accountId);
      const id = textIn(input, 'ChildId') || textIn(input, 'ResourceId') || textIn(input, 'OrganizationalUnitId');
      const resource = (): string => {
        if (!form) return '*';
        if (ACCOUNT.test(id)) return arnOfAccount(form, id);
        if (UNIT.test(id)) return arnOf(form, 'ou', `/${id}`);
        return ROOT.test(id) ? arnOf(form, 'root', `/${id}`) : '*';
      };
      return { action: `organizations:${operation}`, resource: resource() };
    },
    operations: [
      // "You can call this operation from any account in a organization."
      on(DescribeOrganizationCommand, () => {
        const form = organization();
        const { id, managementAccountId } = form;
        return {
          Organization: {
            Id: id,
            Arn: arnOf(form, 'organization', ''),
            FeatureSet: 'ALL' as const,
            MasterAccountId: managementAccountId,
            MasterAccountArn: arnOfAccount(form, managementAccountId),
            MasterAccountEmail: memberOf(managementAccountId)?.email,
            AvailablePolicyTypes: [...POLICY_TYPES],
          },
        };
      }),
      // `Status` "will be retired on September 9, 2026" (API_Account), and is not there.
      on(ListAccountsCommand, (input) => {
        const form = whole();
        const { items, next } = page(accounts.members, input);
        return {
          Accounts: items.map(({ id, name, email, joined }) => ({
            Id: id,
            Arn: arnOfAccount(form, id),
            Name: name,
            Email: email,
            State: accounts.stateOf(id),
            JoinedMethod: 'CREATED' as const,
            JoinedTimestamp: new Date(joined),
          })),
          NextToken: next,
        };
      }),
      // "In the current release, a child can have only a single parent."
      on(ListParentsCommand, (input) => {
        const form = whole();
        const { ChildId = '' } = input;
        refuseWrongId(ChildId, ACCOUNT, UNIT);
        const units = unitsOf(form);
        const parent = memberOf(ChildId)?.unit ?? units.get(ChildId)?.parent ?? null;
        if (parent === null) throw say(['ChildNotFoundException', 400], "You specified a child that doesn't exist.");
        const Type = ROOT.test(parent) ? ('ROOT' as const) : ('ORGANIZATIONAL_UNIT' as const);
        const { items, next } = page([{ Id: parent, Type }], input);
        return { Parents: items, NextToken: next };
      }),
      on(ListTagsForResourceCommand, (input) => {
        const form = whole();
        const { ResourceId = '' } = input;
        refuseWrongId(ResourceId, ACCOUNT, UNIT, ROOT, POLICY);
        const tags = memberOf(ResourceId)?.tags ?? (unitsOf(form).has(ResourceId) ? {} : null);
        if (tags === null) throw say(['TargetNotFoundException', 400], "You specified a target that doesn't exist.");
        const all = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
        const { items, next } = page(all, { NextToken: input.NextToken });
        return { Tags: items, NextToken: next };
      }),
      on(DescribeOrganizationalUnitCommand, ({ OrganizationalUnitId: id = '' }) => {
        const form = whole();
        refuseWrongId(id, UNIT);
        const found = unitsOf(form).get(id);
        if (!found) {
          throw say(
            ['OrganizationalUnitNotFoundException', 400],
            "You specified an organizational unit that doesn't exist.",
          );
        }
        return { OrganizationalUnit: { Id: id, Arn: arnOf(form, 'ou', `/${id}`), Name: found.name } };
      }),
      on(ListRootsCommand, (input) => {
        const form = whole();
        const { id } = form.root;
        const root = { Id: id, Arn: arnOf(form, 'root', `/${id}`), Name: 'Root', PolicyTypes: [...POLICY_TYPES] };
        const { items, next } = page([root], input);
        return { Roots: items, NextToken: next };
      }),
    ],
  };
}

interface Paged {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

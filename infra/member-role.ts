/** The role in every member account: the template by which a StackSet, or somebody at a terminal, makes it. Pure. */
import { MEMBER_ROLE, SESSION_PREFIX } from '../lambda/domain/organization';
import { type PolicyScope, scanPolicy } from '../lambda/domain/permissions';

/** What the template has to be told, by the names of its parameters. */
export interface MemberRoleParameters {
  /** The ARN of the only role that may assume it. */
  readonly ScanRole: string;
  readonly OrganizationId: string;
  /** No secret: it says for which deployment the role was made. */
  readonly ExternalId: string;
}

/** A CloudFormation template, as it is written to JSON. */
export interface MemberRoleTemplate {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
  readonly Parameters: Readonly<
    Record<keyof MemberRoleParameters, { readonly Type: 'String'; readonly Description: string }>
  >;
  readonly Resources: Readonly<Record<string, { readonly Type: 'AWS::IAM::Role'; readonly Properties: object }>>;
}

/** The shortest that a role can allow: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const SESSION_SECONDS = 60 * 60;

/**
 * What it allows is what the scan reads, and nothing else. It trusts the one role of the scan, by its exact ARN; that role must be of the
 * organization still, and has to say the deployment's external id and a session's name that CloudTrail shows as ours.
 * Keys: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function memberRoleTemplate(optedIn: NonNullable<PolicyScope['optedIn']>): MemberRoleTemplate {
  const { Version, Statement } = scanPolicy({ partition: '${AWS::Partition}', account: '${AWS::AccountId}', optedIn });
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'The role by which Headroom reads the quotas of this account. It can change nothing.',
    Parameters: {
      ScanRole: { Type: 'String', Description: 'The ARN of the role of the scan of Headroom' },
      OrganizationId: { Type: 'String', Description: 'The organization that both accounts belong to' },
      ExternalId: { Type: 'String', Description: 'The id of the deployment of Headroom' },
    },
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: MEMBER_ROLE,
          Description: 'Headroom reads quotas and usage of API Gateway and Lambda, and nothing else',
          MaxSessionDuration: SESSION_SECONDS,
          AssumeRolePolicyDocument: {
            Version,
            Statement: [
              {
                Effect: 'Allow',
                Action: 'sts:AssumeRole',
                Principal: { AWS: { Ref: 'ScanRole' } },
                Condition: {
                  StringEquals: {
                    'aws:PrincipalOrgID': { Ref: 'OrganizationId' },
                    'sts:ExternalId': { Ref: 'ExternalId' },
                  },
                  StringLike: { 'sts:RoleSessionName': `${SESSION_PREFIX}*` },
                },
              },
            ],
          },
          Policies: [
            {
              PolicyName: 'read',
              PolicyDocument: {
                Version,
                Statement: Statement.map((statement) => ({ ...statement, Resource: statement.Resource.map(filledIn) })),
              },
            },
          ],
        },
      },
    },
  };
}

/** Only what names an account or a partition is for CloudFormation to fill in. */
function filledIn(resource: string): string | { readonly 'Fn::Sub': string } {
  return resource.includes('${') ? { 'Fn::Sub': resource } : resource;
}

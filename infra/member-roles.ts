/** The StackSet that puts the role for reading into every account of the units, and into each that joins them later. */
import { Aws, CfnStackSet, Fn, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { OrganizationSettings } from '../lambda/domain/settings';
import { type MemberRoleParameters, memberRoleTemplate } from './member-role';
import { parameters } from './parameters';

export interface MemberRolesProps {
  readonly organization: OrganizationSettings;
  /** Whether the role may count API keys. */
  readonly apiKeys: boolean;
  readonly scanRole: iam.Role;
}

/**
 * The GUID at the end of the stack's own id, `arn:…:stack/<name>/<guid>`. It stays through all updates and differs for each deployment;
 * a stack that is deleted and made again has another one, and its StackSet brings it to the roles.
 */
export function externalId(): string {
  return Fn.select(2, Fn.split('/', Aws.STACK_ID));
}

/**
 * In percent. An account in which the role cannot be made (by a policy of the organization, or since one of that name is there) must not
 * take the whole deployment back: the scan tells where the role is missing. When most of them fail, something is wrong with all.
 */
const ACCOUNTS_THAT_MAY_FAIL = 50;

export class MemberRoles extends Construct {
  constructor(scope: Construct, id: string, { organization, apiKeys, scanRole }: MemberRolesProps) {
    super(scope, id);
    const told: MemberRoleParameters = {
      ScanRole: scanRole.roleArn,
      OrganizationId: organization.id,
      ExternalId: externalId(),
    };
    /**
     * Service-managed, so that new accounts get it by themselves; the management account never does.
     * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
     */
    new CfnStackSet(this, 'StackSet', {
      stackSetName: 'headroom-member-role',
      description: 'The role by which Headroom reads the quotas of each account',
      permissionModel: 'SERVICE_MANAGED',
      callAs: organization.deployedIn === 'management account' ? 'SELF' : 'DELEGATED_ADMIN',
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      // Two changes at once wait for each other; without it, the second fails.
      managedExecution: { Active: true },
      capabilities: ['CAPABILITY_NAMED_IAM'],
      templateBody: JSON.stringify(memberRoleTemplate(apiKeys ? ['api-keys'] : [])),
      parameters: Object.entries(told).map(([parameterKey, parameterValue]) => ({ parameterKey, parameterValue })),
      operationPreferences: {
        maxConcurrentPercentage: 100,
        failureTolerancePercentage: ACCOUNTS_THAT_MAY_FAIL,
        // Otherwise as many work side by side as may fail, and one more.
        concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
      },
      // A role is there in every Region of its account: its stack needs one only.
      stackInstancesGroup: [
        { deploymentTargets: { organizationalUnitIds: [...organization.units] }, regions: [Aws.REGION] },
      ],
    });
    // For `npm run member-role`, which brings the role to the management account.
    new ssm.StringParameter(this, 'Parameter', {
      parameterName: parameters.memberRole,
      stringValue: Stack.of(this).toJsonString(told),
    });
  }
}

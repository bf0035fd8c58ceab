/**
 * What is asked of AWS only for somebody who has opted in, each declared once like the reads of a scan. The deployed monitor has
 * neither the permissions nor the clients: `docs/signals-policy.json` is for a role of its own.
 */
import { NO_RESOURCE, type OperationDeclaration } from './reads';
import type { SignalKind } from './signal-source';

interface SignalDeclaration extends OperationDeclaration {
  readonly optIn: SignalKind;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
const ofRole = (operation: string) =>
  ({
    operation: `iam:${operation}`,
    permission: { action: `iam:${operation}`, arn: 'iam::ACCOUNT:role/*' },
    budgets: [],
    optIn: 'iam',
  }) as const;

/** AWS's own policies stand in an account called `aws`; nobody may read those of a third. */
const ofManagedPolicy = (operation: string) =>
  ({
    operation: `iam:${operation}`,
    permission: { action: `iam:${operation}`, arn: 'iam::*:policy/*' },
    budgets: [],
    optIn: 'iam',
  }) as const;

export const signalReads = {
  'role-policies': ofRole('ListRolePolicies'),
  'role-policy': ofRole('GetRolePolicy'),
  'attached-policies': ofRole('ListAttachedRolePolicies'),
  policy: ofManagedPolicy('GetPolicy'),
  'policy-version': ofManagedPolicy('GetPolicyVersion'),
  'service-graph': {
    operation: 'xray:GetServiceGraph',
    permission: { action: 'xray:GetServiceGraph', unscoped: NO_RESOURCE },
    budgets: [],
    optIn: 'x-ray',
  },
  distributions: {
    operation: 'cloudfront:ListDistributions',
    permission: { action: 'cloudfront:ListDistributions', unscoped: NO_RESOURCE },
    budgets: [],
    optIn: 'cloudfront',
  },
} as const satisfies Record<string, SignalDeclaration>;

/**
 * What an identity-based policy allows. Whatever this cannot judge (other elements, operators, condition keys, policy
 * variables) is refused when the sandbox starts: a part of a policy that were ignored would allow or deny too much.
 */
import * as z from 'zod';

/**
 * The keys that calls of the sandbox can carry: https://docs.aws.amazon.com/service-authorization/latest/reference/
 * list_amazoncloudwatch.html, list_amazons3.html and list_awssecuritytokenservice.html. `aws:ResourceOrgID` is a global key:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const CONDITION_KEYS = [
  'cloudwatch:namespace',
  's3:prefix',
  'sts:ExternalId',
  'sts:RoleSessionName',
  'aws:ResourceOrgID',
] as const;

const listOf = <T extends z.ZodType<string, string>>(item: T) => z.union([item, z.array(item).min(1).readonly()]);
const action = z.string().regex(/^(\*|[a-zA-Z0-9-]+:[\w*?]+)$/, 'expected service:Action or *');
/**
 * "You can't use a wildcard in the service segment". IAM lets a wildcard stand for a part of the Region or the account
 * too; that is refused here, because only a `*` at the end of a segment may "match beyond the colon boundaries":
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
const resource = z
  .string()
  .regex(/^(\*|arn:(\*|[\w-]+):[\w-]+:(\*|[\w-]*):(\*|\d*):.+)$/, 'expected an ARN or *')
  .refine((text) => !text.includes('${'), 'policy variables are not known here');
const values = listOf(z.string().refine((text) => !text.includes('${'), 'policy variables are not known here'));
const keys = z.partialRecord(z.enum(CONDITION_KEYS), values);
const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: listOf(action),
    Resource: listOf(resource),
    Condition: z.strictObject({ StringEquals: keys.optional(), StringLike: keys.optional() }).optional(),
  })
  // AWS has the global key in nearly every call; calls of the sandbox carry it only where it decides between accounts.
  .refine(
    ({ Action, Condition = {} }) =>
      [Action].flat().every((one) => one === 'sts:AssumeRole') ||
      Object.values(Condition).every((asked) => asked?.['aws:ResourceOrgID'] === undefined),
    'aws:ResourceOrgID is known here only of sts:AssumeRole',
  );
const policyDocument = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(statement).readonly(),
});
export type PolicyDocument = z.input<typeof policyDocument>;
type Statement = z.output<typeof statement>;

/** What a call asks for, as AWS evaluates it. */
export interface Permission {
  readonly action: string;
  /** A full ARN, or `*` where AWS knows nothing narrower. */
  readonly resource: string;
  /** What conditions can ask for, by condition key; a key that the call does not carry is left out. */
  readonly conditions?: Readonly<Record<string, string>>;
}

export type Verdict = 'allowed' | 'not-allowed' | 'explicitly-denied';

export class Policy {
  private readonly statements: readonly Statement[];

  /** @throws Error that says what in the document cannot be judged */
  constructor(document: PolicyDocument) {
    const parsed = policyDocument.safeParse(document);
    if (!parsed.success) {
      throw new Error(`the sandbox cannot judge this policy:\n${z.prettifyError(parsed.error)}`);
    }
    this.statements = parsed.data.Statement;
  }

  /** An explicit deny goes before every allow; what nothing allows is not allowed. */
  judge(permission: Permission): Verdict {
    const effects = this.statements.filter((one) => appliesTo(one, permission)).map(({ Effect }) => Effect);
    if (effects.includes('Deny')) return 'explicitly-denied';
    return effects.includes('Allow') ? 'allowed' : 'not-allowed';
  }
}

/** The wildcards of IAM: `*` stands for any characters, `?` for exactly one. */
export function matchesPattern(pattern: string, value: string): boolean {
  const source = pattern
    .replaceAll(/[.+^$()|[\]{}\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(value);
}

function appliesTo({ Action, Resource, Condition = {} }: Statement, permission: Permission): boolean {
  const asked = permission.action.toLowerCase();
  const { StringEquals = {}, StringLike = {} } = Condition;
  return (
    // Actions are not case-sensitive, resources are.
    [Action].flat().some((pattern) => matchesPattern(pattern.toLowerCase(), asked)) &&
    [Resource].flat().some((pattern) => matchesPattern(pattern, permission.resource)) &&
    holds(StringEquals, permission, (wanted, value) => wanted === value) &&
    holds(StringLike, permission, matchesPattern)
  );
}

/** Every key must be there and match one of its values: a key that the call does not carry matches nothing. */
function holds(
  conditions: Readonly<Partial<Record<string, string | readonly string[]>>>,
  permission: Permission,
  matches: (wanted: string, value: string) => boolean,
): boolean {
  return Object.entries(conditions).every(([key, wanted = []]) => {
    const value = permission.conditions?.[key];
    return value !== undefined && [wanted].flat().some((one) => matches(one, value));
  });
}

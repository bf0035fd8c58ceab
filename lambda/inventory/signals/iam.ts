/** IAM: what a role may do, by its own policies and those that are attached to it. Only actions and resources are kept. */
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import type { AllowedAction } from '../../domain/details';
import type { Read } from '../../domain/read';
import { signalReads } from '../../domain/signal-reads';
import { everyPage, type Page, present } from '../pages';
import type { Ask } from './ask';
import { allowedActions, type Statement, statementsIn } from './policy-document';

/** The most that is possible: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
const MaxItems = 1000;

/** A managed policy is asked for once, however many roles have it. */
export class RoleReader {
  private readonly roles = new Map<string, Promise<Read<readonly AllowedAction[]>>>();
  private readonly managed = new Map<string, Promise<Read<readonly Statement[]>>>();
  /** IAM is one for the whole account, and does not say how much it may be asked: one role after the other. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly iam: IAMClient,
    private readonly ask: Ask,
    private readonly abortSignal: AbortSignal,
  ) {}

  actionsOf(role: string): Promise<Read<readonly AllowedAction[]>> {
    const known = this.roles.get(role);
    if (known) return known;
    const reading = this.last.then(() => this.read(role));
    this.last = reading;
    this.roles.set(role, reading);
    return reading;
  }

  private async read(role: string): Promise<Read<readonly AllowedAction[]>> {
    const names = await this.ask(signalReads['role-policies'], () => this.inlineNames(role));
    if (names.status !== 'read') return names;
    const arns = await this.ask(signalReads['attached-policies'], () => this.attachedArns(role));
    if (arns.status !== 'read') return arns;
    const statements: Statement[] = [];
    for (const name of names.value) {
      const inline = await this.ask(signalReads['role-policy'], () => this.inline(role, name));
      if (inline.status !== 'read') return inline;
      statements.push(...inline.value);
    }
    for (const arn of arns.value) {
      const attached = await this.managedPolicy(arn);
      if (attached.status !== 'read') return attached;
      statements.push(...attached.value);
    }
    return { ...names, value: allowedActions(statements) };
  }

  private inlineNames(RoleName: string): Promise<string[]> {
    return everyPage(async (Marker) => {
      const command = new ListRolePoliciesCommand({ RoleName, MaxItems, Marker });
      return pageOf(await this.iam.send(command, { abortSignal: this.abortSignal }), ({ PolicyNames }) => PolicyNames);
    });
  }

  private attachedArns(RoleName: string): Promise<string[]> {
    return everyPage(async (Marker) => {
      const command = new ListAttachedRolePoliciesCommand({ RoleName, MaxItems, Marker });
      const { items, next } = pageOf(
        await this.iam.send(command, { abortSignal: this.abortSignal }),
        ({ AttachedPolicies }) => AttachedPolicies,
      );
      return { items: items?.map(({ PolicyArn }) => present(PolicyArn, 'PolicyArn')), next };
    });
  }

  private async inline(RoleName: string, PolicyName: string): Promise<readonly Statement[]> {
    const { PolicyDocument } = await this.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }), {
      abortSignal: this.abortSignal,
    });
    return statementsIn(present(PolicyDocument, 'PolicyDocument'));
  }

  private managedPolicy(arn: string): Promise<Read<readonly Statement[]>> {
    const reading = this.managed.get(arn) ?? this.readManaged(arn);
    this.managed.set(arn, reading);
    return reading;
  }

  private async readManaged(PolicyArn: string): Promise<Read<readonly Statement[]>> {
    const version = await this.ask(signalReads.policy, async () => {
      const { Policy } = await this.iam.send(new GetPolicyCommand({ PolicyArn }), { abortSignal: this.abortSignal });
      return present(Policy?.DefaultVersionId, 'Policy.DefaultVersionId');
    });
    if (version.status !== 'read') return version;
    return await this.ask(signalReads['policy-version'], async () => {
      const command = new GetPolicyVersionCommand({ PolicyArn, VersionId: version.value });
      const { PolicyVersion } = await this.iam.send(command, { abortSignal: this.abortSignal });
      return statementsIn(present(PolicyVersion?.Document, 'PolicyVersion.Document'));
    });
  }
}

interface ListOfIam {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

/** XML cannot tell an empty list from none, so the member that always comes along says whether this is an answer at all. */
function pageOf<Answer extends ListOfIam, Item>(
  answer: Answer,
  listIn: (answer: Answer) => readonly Item[] | undefined,
): Page<Item> {
  const isTruncated = present(answer.IsTruncated, 'IsTruncated');
  return { items: listIn(answer) ?? [], next: isTruncated ? present(answer.Marker, 'Marker') : undefined };
}

/** Asking AWS for a higher limit: what to ask, for whom, and why; or that asking is of no use. */
import type { Effort, Filling } from '../domain/plan';
import { code, type Words, words } from '../domain/words';
import type { QuotaFacts } from './facts';
import type { Goal, Remedy } from './pipeline';
import { comment, script, sh } from './shell';

export interface IncreaseProps<Model> {
  readonly quota: QuotaFacts;
  readonly count: (model: Model) => Filling;
  readonly withLimit: (model: Model, limit: number) => Model;
  /** Why the account needs it, from its own numbers: AWS asks for it. */
  readonly justification: (model: Model) => string;
  /** Whether the request is for one resource, by its ARN. */
  readonly contextId?: string;
  readonly effort?: Effort;
  readonly cautions?: readonly Words[];
}

/** A request is a step: whether AWS grants it is AWS's to say, and the step says so. */
export function increase<Model>({
  quota,
  count,
  withLimit,
  justification,
  contextId,
  effort,
  cautions = [],
}: IncreaseProps<Model>): Remedy<Model> {
  return {
    id: 'request-increase',
    effort: effort ?? 'minutes',
    propose: (model, goal) => {
      if (quota.adjustable === 'no') return [never(quota)];
      const desired = enough(count(model), goal);
      if (quota.increaseRequest !== null) return [openAlready(quota, quota.increaseRequest)];
      if (desired <= count(model).limit) return [];
      const text =
        quota.adjustable === 'yes' && quota.quotaCode !== null
          ? inServiceQuotas(quota, quota.quotaCode, desired, contextId)
          : throughSupport(quota);
      return [
        {
          kind: 'step' as const,
          apply: (before) => withLimit(before, desired),
          text: {
            ...text,
            details: [...text.details, words`Say why: “${code(justification(model))}”`],
            cautions: [
              words`AWS decides, and may take days: until then the limit is ${count(model).limit}`,
              ...cautions,
            ],
            undo: null,
          },
        },
      ];
    },
  };
}

/** The smallest round number that brings the usage down to the target. */
export function enough({ usage }: Filling, { target }: Goal): number {
  // 700 at 70 % need 1,000, whatever binary fractions make of it.
  const exact = Math.max(0, Math.ceil(usage / target - 1e-6));
  const step = exact <= 50 ? 5 : exact <= 1000 ? 50 : 500;
  return Math.ceil(exact / step) * step;
}

function never({ name }: QuotaFacts) {
  return {
    kind: 'advice' as const,
    apply: <Model>(model: Model) => model,
    text: {
      title: words`Do not ask for an increase: AWS does not raise ${code(name)}`,
      details: [],
      cautions: [],
      undo: null,
      artefacts: [],
    },
  };
}

function openAlready({ name }: QuotaFacts, request: string) {
  return {
    kind: 'advice' as const,
    apply: <Model>(model: Model) => model,
    text: {
      title: words`Wait for the increase of ${code(name)} that is already requested (${code(request)})`,
      details: [],
      cautions: [],
      undo: null,
      artefacts: [],
    },
  };
}

function inServiceQuotas(
  { name, service, region, partition }: QuotaFacts,
  quotaCode: string,
  desired: number,
  contextId: string | undefined,
) {
  const context = contextId === undefined ? '' : sh` --context-id ${contextId}`;
  return {
    title: words`Request ${desired} for ${code(name)} in Service Quotas`,
    details:
      partition === 'aws'
        ? [
            words`Console: ${code(`https://${region}.console.aws.amazon.com/servicequotas/home/services/${service}/quotas/${quotaCode}`)}`,
          ]
        : [],
    artefacts: [
      {
        name: 'request-increase.sh',
        language: 'sh' as const,
        title: 'The request as a command',
        text: script([
          comment(`${name} in ${region}: to ${desired}`),
          sh`aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${quotaCode} --desired-value ${desired} --region ${region}` +
            context,
        ]),
      },
    ],
  };
}

function throughSupport({ name }: QuotaFacts) {
  return {
    title: words`Ask AWS Support to raise ${code(name)}, which Service Quotas does not`,
    details: [words`A case of the type “Service limit increase”, service API Gateway or Lambda`],
    artefacts: [],
  };
}

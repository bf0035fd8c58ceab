/** Asking for more for one API. */
import { words } from '../../domain/words';
import type { QuotaFacts } from '../facts';
import { increase, type IncreaseProps } from '../increase';
import type { Remedy } from '../pipeline';

type PerApi<Model> = Omit<IncreaseProps<Model>, 'contextId'>;

/**
 * AWS raises quotas of one API “only on specific APIs”; Service Quotas takes the resource as `--context-id`. Whether it does for these
 * quotas could not be tried: https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestServiceQuotaIncrease.html
 */
export function increaseForApi<Model>(props: PerApi<Model>): Remedy<Model> {
  const { quota, cautions = [] } = props;
  const isAsked = quota.adjustable === 'yes' && quota.quotaCode !== null;
  return increase({
    ...props,
    ...arnOf(quota),
    cautions: isAsked
      ? [
          words`AWS raises it for single APIs: if Service Quotas refuses the API as context, ask AWS Support to raise it for this one`,
          ...cautions,
        ]
      : cautions,
  });
}

/** The API's ARN: https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html */
export function arnOf({ resource, partition, region }: QuotaFacts): { contextId?: string } {
  if (resource === null) return {};
  const list = resource.type === 'rest-api' ? 'restapis' : 'apis';
  return { contextId: `arn:${partition}:apigateway:${region}::/${list}/${resource.id}` };
}

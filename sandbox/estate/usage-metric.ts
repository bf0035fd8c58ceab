/** The metric by which Service Quotas measures a quota: what the quota says of it and what CloudWatch has are one thing. */
import type { RegionDescription } from '../account';

type MeasuredQuota = RegionDescription['measuredQuotas'][number];

/**
 * Names and dimensions are those of other services (`CallCount` per operation, `ResourceCount` per kind): of API Gateway
 * and Lambda no usage metric was ever seen.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Service-Quota-Integration.html
 */
export function usageMetricOf({ service, code, perSecond }: MeasuredQuota) {
  return {
    MetricNamespace: 'AWS/Usage',
    MetricName: perSecond ? 'CallCount' : 'ResourceCount',
    MetricDimensions: {
      Service: service === 'lambda' ? 'Lambda' : 'API Gateway',
      Resource: code,
      Type: perSecond ? 'API' : 'Resource',
      Class: 'None',
    },
    MetricStatisticRecommendation: perSecond ? 'Sum' : 'Maximum',
  };
}

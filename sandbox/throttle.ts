/** AWS's published request rates, as token buckets for each Region. */

interface Rate {
  readonly perSecond: number;
  readonly burst: number;
  /** The operations that share the bucket; without it, all of the service. */
  readonly operations?: readonly string[];
}

/**
 * By signing name, since API Gateway's two APIs are assumed to share one budget (not documented; the stricter reading).
 * - API Gateway: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 * - Lambda: 15 requests a second over the control plane but the Get calls that have a rate of their own,
 *   https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (its burst is not documented)
 * - Service Quotas: https://docs.aws.amazon.com/servicequotas/latest/userguide/reference_limits.html
 * - CloudWatch: 50 GetMetricData a second, https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
const rates: Readonly<Record<string, readonly Rate[]>> = {
  apigateway: [
    { perSecond: 10, burst: 40 },
    { perSecond: 2.5, burst: 5, operations: ['GetResources'] },
  ],
  lambda: [{ perSecond: 15, burst: 15 }],
  servicequotas: [
    { perSecond: 10, burst: 10, operations: ['ListServiceQuotas'] },
    { perSecond: 10, burst: 10, operations: ['ListAWSDefaultServiceQuotas'] },
    { perSecond: 5, burst: 5, operations: ['ListRequestedServiceQuotaChangeHistory'] },
  ],
  monitoring: [{ perSecond: 50, burst: 50, operations: ['GetMetricData'] }],
};

interface Bucket {
  tokens: number;
  filledAt: number;
}

export class Throttle {
  private readonly buckets = new Map<string, Bucket>();

  /** Whether the call is within every rate it falls under; if so, it spends a token of each. @param now milliseconds */
  allows(region: string, signingName: string, operation: string, now: number): boolean {
    const touched = (rates[signingName] ?? [])
      .map((rate, index) => ({ rate, bucket: this.bucket(`${region}/${signingName}/${index}`, rate, now) }))
      .filter(({ rate }) => rate.operations === undefined || rate.operations.includes(operation));
    if (touched.some(({ bucket }) => bucket.tokens < 1)) return false;
    for (const { bucket } of touched) bucket.tokens -= 1;
    return true;
  }

  private bucket(key: string, { perSecond, burst }: Rate, now: number): Bucket {
    const bucket = this.buckets.get(key) ?? { tokens: burst, filledAt: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.filledAt) / 1000) * perSecond);
    bucket.filledAt = now;
    this.buckets.set(key, bucket);
    return bucket;
  }
}

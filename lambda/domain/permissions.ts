/** The permissions of a scan, derived from the declared reads: what is not read is not allowed. */
import { reads } from './reads';

export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

/**
 * API Gateway's resources are paths, so its reads are allowed path by path; the other operations know nothing narrower than
 * `*`. What has to be opted in to is left out. @param partition `aws`, `aws-cn`, …
 */
export function scanPolicy(partition: string): Policy {
  const wanted = Object.values(reads).filter((read) => !('optIn' in read));
  const permissions = wanted.flatMap(({ permission }) => (permission ? [permission] : []));
  const byPath = permissions.flatMap((one) => ('path' in one ? [one] : []));
  const others = permissions.flatMap((one) => ('path' in one ? [] : [one.action]));
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: sorted(byPath.map(({ action }) => action)),
        Resource: sorted(byPath.map(({ path }) => `arn:${partition}:apigateway:*::${path}`)),
      },
      { Effect: 'Allow', Action: sorted(others), Resource: ['*'] },
    ],
  };
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].toSorted();
}

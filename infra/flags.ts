/** All feature flags that this release of aws-cdk-lib recommends, in code, so that the command line and the tests see the same templates. */
import flags from 'aws-cdk-lib/recommended-feature-flags.json';

export const featureFlags: Readonly<Record<string, unknown>> = flags;

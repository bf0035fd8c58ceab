/**
 * For each quota that has no plan of its own: what to look for first, and what helps beside an increase. Nothing of it is counted
 * unless somebody has seen it: what an account does not show is advice.
 */
import type { Effort } from '../../domain/plan';
import { code, type Words, words } from '../../domain/words';
import { sh } from '../shell';

export interface Counted {
  /** What is deleted if the scan has seen that it serves nothing; `null` where no scan can see that. */
  readonly unused: {
    readonly what: readonly [one: string, several: string];
    /** Why it serves nothing, as far as the scan can see. */
    readonly because: Words;
    /** Prints it, to create it again from. */
    readonly keep: (id: string, region: string) => string;
    readonly remove: (id: string, region: string) => string;
    readonly cautions: readonly Words[];
    readonly again: Words;
  } | null;
  /** The first one is the honest first step: it names where to look. */
  readonly advice: readonly Advice[];
  readonly unchecked: readonly Words[];
}

interface Advice {
  readonly id: string;
  readonly effort: Effort;
  readonly title: Words;
  readonly details: readonly Words[];
  readonly cautions: readonly Words[];
}

const look = (title: Words, details: readonly Words[], cautions: readonly Words[] = []): Advice => ({
  id: 'look-for-unused',
  effort: 'minutes',
  title,
  details,
  cautions,
});

const redesign = (id: string, effort: Effort, title: Words, ...details: readonly Words[]): Advice => ({
  id,
  effort,
  title,
  details,
  cautions: [],
});

const elsewhere = (what: string): Advice =>
  redesign('other-account-or-region', 'organization', words`Put further ${what} into another Region or account`);

const idleApis = (what: string): Advice =>
  look(
    words`Delete ${what} that get no requests`,
    [
      words`${code('Count')} of an API over 90 days says which: look at it by ${code('ApiName')} in ${code('AWS/ApiGateway')}`,
    ],
    [
      words`REST APIs of one name share one metric: a name with requests may hide an idle API`,
      words`An API may be called once a year: ask its owner, and export it first`,
    ],
  );

const APIS_UNCHECKED = words`Which APIs get no requests was not looked at: a scan does not ask that for 90 days`;

const plans: ReadonlyMap<string, Counted> = new Map([
  [
    'regional-apis',
    {
      unused: null,
      advice: [
        idleApis('Regional REST APIs'),
        redesign(
          'merge-small-apis',
          'code',
          words`Merge small REST APIs of one owner into one, each below a resource of its own`,
          words`Watch the resources of that API, which have a quota too, and keep their paths by a base path mapping`,
        ),
        elsewhere('APIs'),
      ],
      unchecked: [APIS_UNCHECKED],
    },
  ],
  [
    'edge-apis',
    {
      unused: null,
      advice: [
        idleApis('edge-optimized REST APIs'),
        redesign(
          'change-to-regional',
          'infrastructure',
          words`Change APIs from edge-optimized to Regional, and deploy and test them again`,
          words`Their quota is another one, which is larger; put a CloudFront distribution of your own in front where callers are far away`,
        ),
        elsewhere('edge-optimized APIs'),
      ],
      unchecked: [APIS_UNCHECKED],
    },
  ],
  [
    'private-apis',
    {
      unused: null,
      advice: [
        idleApis('private REST APIs'),
        redesign(
          'merge-small-apis',
          'code',
          words`Merge private APIs that the same VPC endpoints call into one, each below a resource of its own`,
        ),
        redesign(
          'other-account-or-region',
          'organization',
          words`Create further private APIs in another account, and admit your VPC endpoints there`,
        ),
      ],
      unchecked: [APIS_UNCHECKED],
    },
  ],
  [
    'usage-plans',
    {
      unused: {
        what: ['usage plan', 'usage plans'],
        because: words`No API stage is in them, so their throttles and quotas hold for nothing`,
        keep: (id, region) => sh`aws apigateway get-usage-plan --usage-plan-id ${id} --region ${region}`,
        remove: (id, region) => sh`aws apigateway delete-usage-plan --usage-plan-id ${id} --region ${region}`,
        cautions: [
          words`API keys may still be in them, and would be in one plan less: which keys a plan has was not read`,
          words`If a template describes them, take them out there: their tags were not read`,
          words`A deployment may be about to add stages: ask the owner`,
        ],
        again: words`The script prints each of them before it deletes it: create them again from that, they get new ids`,
      },
      advice: [
        look(words`Delete usage plans without API keys`, [
          words`${code('aws apigateway get-usage-plan-keys')} of each plan says which keys it has; that permission is not among those of a scan`,
        ]),
        redesign(
          'merge-usage-plans',
          'configuration',
          words`Merge plans with the same throttle and quota: one plan may have many stages`,
          words`Move their API keys to the one that stays, then delete the others`,
        ),
      ],
      unchecked: [words`Which API keys the plans have was not read`],
    },
  ],
  [
    'api-keys',
    {
      unused: null,
      advice: [
        look(words`Delete API keys that are disabled, and those in no usage plan`, [
          words`The scan counts keys and keeps nothing else of them`,
        ]),
        redesign(
          'identify-users-otherwise',
          'code',
          words`Identify end users by a Cognito, JWT or Lambda authorizer, and keep API keys for applications`,
        ),
        elsewhere('APIs with many keys'),
      ],
      unchecked: [words`Which keys are disabled or in no plan was not read`],
    },
  ],
  [
    'usage-plan-method-throttles',
    {
      unused: null,
      advice: [
        look(words`Delete throttles in the plan for methods that the API no longer has`, [
          words`${code('aws apigateway get-usage-plan')} shows them under ${code('apiStages')}, ${code('throttle')}`,
        ]),
        redesign(
          'throttle-on-stage',
          'configuration',
          words`Set a throttle that is the same for all clients on the method of the stage instead of in the plan`,
        ),
      ],
      unchecked: [words`Whether the methods of the throttles still exist was not read`],
    },
  ],
  [
    'client-certificates',
    {
      unused: null,
      advice: [
        look(words`Delete client certificates that no stage names`, [
          words`Each stage of a REST API names its own in ${code('clientCertificateId')}`,
        ]),
        redesign(
          'share-certificates',
          'configuration',
          words`Use one certificate for several stages whose backends may trust the same one`,
        ),
      ],
      unchecked: [words`Which stages name which certificate was not read`],
    },
  ],
  [
    'custom-domain-names',
    {
      unused: null,
      advice: [
        look(
          words`Delete domain names that lead nowhere: without an API mapping and without a routing rule`,
          [
            words`${code('aws apigatewayv2 get-api-mappings')} and ${code('aws apigatewayv2 list-routing-rules')} of each domain say so`,
          ],
          [words`Look at its DNS record first: a name that still points there may be taken by somebody else`],
        ),
        redesign(
          'wildcard-domain',
          'infrastructure',
          words`Serve subdomains that lead to the same APIs from one wildcard domain name, such as ${code('*.example.com')}`,
        ),
        elsewhere('domain names'),
      ],
      unchecked: [
        words`Which domain names have no mapping was not read: the scan reads the mappings with several levels only`,
      ],
    },
  ],
  [
    'private-custom-domain-names',
    {
      unused: null,
      advice: [
        look(words`Delete private domain names that no API is mapped to`, [
          words`${code('aws apigateway get-base-path-mappings')} with the id of the domain says so`,
        ]),
        redesign(
          'share-domain',
          'configuration',
          words`Map several private APIs to one domain name, each below a base path of its own`,
        ),
      ],
      unchecked: [words`Which private domain names have no mapping was not read`],
    },
  ],
  [
    'domain-name-access-associations',
    {
      unused: null,
      advice: [
        look(words`Delete associations whose VPC endpoint is gone or no longer calls the domain name`, [
          words`${code('aws apigateway get-domain-name-access-associations')} names the endpoints, ${code('aws ec2 describe-vpc-endpoints')} those that are there`,
        ]),
        redesign(
          'share-domain',
          'configuration',
          words`Map several private APIs to one domain name: each VPC endpoint needs one association for all of them`,
        ),
      ],
      unchecked: [words`Which VPC endpoints still exist was not read`],
    },
  ],
  [
    'multi-level-api-mappings',
    {
      unused: null,
      advice: [
        look(words`Delete mappings with several levels to stages that get no requests`, [
          words`${code('aws apigatewayv2 get-api-mappings')} of the domain lists them`,
        ]),
        redesign(
          'single-level-keys',
          'infrastructure',
          words`Give mappings a key of one level, such as ${code('orders')}: those do not count`,
          words`The path that callers use changes with the key, unless something in front rewrites it`,
        ),
        redesign(
          'second-domain',
          'infrastructure',
          words`Take a second domain name, or routing rules if all its APIs are REST APIs`,
          words`Routing rules match at most one base path each, and 50 of them hold for a domain by default`,
        ),
      ],
      unchecked: [words`Which of the mappings get requests was not read`],
    },
  ],
  [
    'routing-rules',
    {
      unused: null,
      advice: [
        look(
          words`Delete rules that never decide: those behind a rule of an earlier priority that takes the same requests`,
          [words`${code('aws apigatewayv2 list-routing-rules')} shows them by priority`],
        ),
        redesign(
          'use-api-mappings',
          'configuration',
          words`Use API mappings where the path alone decides`,
          words`The mode ${code('ROUTING_RULE_THEN_API_MAPPING')} takes both; a mapping strips its key from the path, a rule only if it says so`,
        ),
      ],
      unchecked: [words`The conditions of the rules were not read`],
    },
  ],
  [
    'stage-variables',
    {
      unused: null,
      advice: [
        look(words`Delete variables that no integration, template or function reads from ${code('stageVariables')}`, [
          words`Search the code and the templates for their names: the scan counts names and keeps none`,
        ]),
        redesign(
          'move-values',
          'code',
          words`Move values that only functions read to their environment variables or to Parameter Store`,
        ),
        redesign('split-api', 'infrastructure', words`Move the routes that need many of them to an API of their own`),
      ],
      unchecked: [words`Who reads which variable was not looked at`],
    },
  ],
  [
    'stage-tags',
    {
      unused: null,
      advice: [
        look(words`Delete tags that no cost report, policy or script reads`, [
          words`The scan counts tags and keeps none`,
        ]),
        redesign(
          'join-tags',
          'configuration',
          words`Put values that belong together into one tag of at most 256 characters`,
        ),
      ],
      unchecked: [words`Who reads which tag was not looked at`],
    },
  ],
  [
    'lambda-code-storage',
    {
      unused: null,
      advice: [
        look(
          words`Delete function versions that no alias names, and layer versions that no function uses`,
          [
            words`${code('aws lambda list-versions-by-function')} and ${code('aws lambda list-aliases')} of the largest functions say which`,
          ],
          [
            words`A version may be named by its ARN elsewhere, such as in CloudFront, a state machine or an event source`,
          ],
        ),
        redesign(
          'publish-less',
          'configuration',
          words`Publish a version only where an alias needs it, and let deployments delete the one that it replaces`,
        ),
        redesign(
          'code-in-own-bucket',
          'infrastructure',
          words`Keep code in your own bucket by ${code('S3ObjectStorageMode')} ${code('REFERENCE')}: it does not count`,
        ),
      ],
      unchecked: [words`Which versions and layers take the space was not read`],
    },
  ],
  [
    'lambda-network-interfaces',
    {
      unused: null,
      advice: [
        look(words`Delete functions and published versions in this VPC that nobody invokes`, [
          words`Lambda frees their interfaces then, which takes some minutes`,
        ]),
        redesign(
          'share-subnets-and-groups',
          'configuration',
          words`Let functions share subnets and security groups: each pair of the two needs interfaces of its own`,
        ),
      ],
      unchecked: [
        words`Which functions use which pair of subnet and security group was not read`,
        words`Interfaces of other services in this VPC share the quota and were not counted`,
      ],
    },
  ],
] as const satisfies readonly (readonly [string, Counted])[]);

/** The ids of the quotas that `planCount` knows more of than their name; it plans for any other too. */
export const countQuotas: readonly string[] = [...plans.keys()];

/** One that AWS has added or that nobody described yet: its number is all that is known. */
export function countedAs(id: string, unit: string): Counted {
  const known = plans.get(id);
  if (known !== undefined) return known;
  const isRate = /per second/.test(unit);
  return {
    unused: null,
    advice: [
      look(
        isRate
          ? words`Find who makes the peak, and let them cache, batch or wait`
          : words`Delete what counts towards it and serves nothing`,
        [words`Service Quotas shows the quota with its metric: see there when the usage grew`],
      ),
      redesign(
        'other-account-or-region',
        'organization',
        words`Use another Region or account for a part of it: the quota holds for each of them`,
      ),
    ],
    unchecked: [words`What counts towards this quota is known by its name only: nothing of it was read`],
  };
}

/**
 * Which tool made a resource, by the tags that it leaves. Where none is found nobody knows: an API without tags may still be in
 * somebody's Terraform, which tags nothing by itself.
 */
import type { Owner } from '../../domain/details';

type Tags = Readonly<Record<string, string>> | undefined;

/**
 * On everything in a stack that takes tags; "propagation […] can vary by resource".
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html
 */
const STACK = 'aws:cloudformation:stack-name';
const LOGICAL_ID = 'aws:cloudformation:logical-id';

/**
 * SST v3 (through Pulumi) and v2 (through the CDK) both:
 * https://github.com/anomalyco/sst/blob/dev/pkg/project/provider/aws.go
 */
const SST_APP = 'sst:app';
const SST_STAGE = 'sst:stage';

/**
 * "AWS SAM automatically adds an httpapi:createdBy:SAM tag", to HTTP APIs only; the REST API that it makes by itself is known by
 * its logical id. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html,
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
const SAM = 'httpapi:createdBy';
const MADE_BY_SAM = new Set(['ServerlessRestApi', 'ServerlessHttpApi']);

/**
 * Serverless Framework tags its stack with the stage, and names it `service-stage` unless somebody names it otherwise:
 * https://github.com/serverless/serverless/blob/main/lib/plugins/aws/lib/get-create-change-set-params.js (v3; v4 is not checked)
 */
const SERVERLESS_STAGE = 'STAGE';

/**
 * The CDK tags little, but ends its logical ids with 8 digits of a hash: HASH_LEN in aws-cdk-lib/core/lib/private/uniqueid, and
 * https://docs.aws.amazon.com/cdk/v2/guide/identifiers.html
 */
const CDK_TAG = 'aws-cdk:';
const CDK_LOGICAL_ID = /[A-Za-z0-9][0-9A-F]{8}$/;

/** No tool's own doing, but what people write into `default_tags`. */
const BY_HAND = /^(managed|created|provisioned|deployed)[-_ ]?by$|^(provisioner|terraform|iac)$/i;
const TERRAFORM = /terraform|tofu/i;

/** The first that fits, from the outer tool to the inner: what SST and SAM deploy is a stack, too. */
export function ownerOf(tags: Tags): Owner | null {
  if (tags === undefined) return null;
  const tag = (name: string): string | undefined => (Object.hasOwn(tags, name) ? tags[name] : undefined);
  const stack = tag(STACK);
  const logicalId = tag(LOGICAL_ID) ?? '';
  const app = tag(SST_APP);
  if (app !== undefined) return { tool: 'sst', name: [app, tag(SST_STAGE) ?? []].flat().join('/') };
  if (tag(SAM) === 'SAM' || MADE_BY_SAM.has(logicalId)) return { tool: 'sam', name: stack ?? '' };
  if (stack !== undefined) {
    const stage = tag(SERVERLESS_STAGE);
    if (stage !== undefined && stack.endsWith(`-${stage}`)) return { tool: 'serverless', name: stack };
    const isCdk = CDK_LOGICAL_ID.test(logicalId) || Object.keys(tags).some((name) => name.startsWith(CDK_TAG));
    return { tool: isCdk ? 'cdk' : 'cloudformation', name: stack };
  }
  const isTerraform = Object.entries(tags).some(
    ([name, value]) => BY_HAND.test(name) && (TERRAFORM.test(value) || TERRAFORM.test(name)),
  );
  return isTerraform ? { tool: 'terraform', name: '' } : null;
}

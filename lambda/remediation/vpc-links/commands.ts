/**
 * The commands of the AWS CLI for VPC links. A new link's id is in `$link` from its creation on.
 *
 * - REST: `update-integration` keeps everything else of an integration, where `put-integration` would replace all of it. AWS lists
 *   `replace` for `/connectionId` and `/integrationTarget`: https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html;
 *   "IntegrationTarget is required for VpcLinkV2" (aws-controllers-k8s/community#2924), so both are in one request. Not tried here.
 * - AWS refuses to delete a link that is in use: "Vpc link … is referenced in … format of [RESTApiId:Method:Resource:Stage]" for V1
 *   (klothoplatform/klotho#202), "[Method:Resource]" for V2 (hashicorp/terraform-provider-aws#12195). Seen there, not documented.
 */
import { comment, sh } from '../shell';
import type { Link } from './model';
import type { Reference, ReferringApi } from './references';

export function remove({ id, version }: Link, region: string): string {
  return version === 'V1'
    ? sh`aws apigateway delete-vpc-link --vpc-link-id ${id} --region ${region}`
    : sh`aws apigatewayv2 delete-vpc-link --vpc-link-id ${id} --region ${region}`;
}

/** A link as it is, anew. A V2 link takes some minutes: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html */
export function create(link: Link, region: string): string[] {
  return link.version === 'V1' ? createV1(link, region) : createV2(link, region);
}

/** The same integration with another link (`null`: the one just made), and with another target where one is given. */
export function point({ api, at }: Reference, link: string | null, target: string | null, region: string): string {
  if (at.kind === 'integration') {
    const head = sh`aws apigatewayv2 update-integration --api-id ${api.id} --integration-id ${at.id} --connection-id `;
    return head + idOf(link) + sh` --region ${region}`;
  }
  const head = sh`aws apigateway update-integration --rest-api-id ${api.id} --resource-id ${at.resourceId} --http-method ${at.method} --patch-operations op=replace,path=/connectionId,value=`;
  const toTarget = target === null ? '' : sh` op=replace,path=/integrationTarget,value=${target}`;
  return head + idOf(link) + toTarget + sh` --region ${region}`;
}

/** Makes it live on the stages that serve a snapshot. */
export function deploy({ id, type, snapshots }: ReferringApi, region: string): string[] {
  return snapshots.map((stage) =>
    type === 'rest-api'
      ? sh`aws apigateway create-deployment --rest-api-id ${id} --stage-name ${stage} --region ${region}`
      : sh`aws apigatewayv2 create-deployment --api-id ${id} --stage-name ${stage} --region ${region}`,
  );
}

/** A stage can be put back on the deployment that it had: the quickest way back while the old link exists. */
export function noteDeployments({ id, snapshots }: ReferringApi, region: string): string[] {
  return [
    comment('Note which deployments these stages have: update-stage puts one back with'),
    comment('--patch-operations op=replace,path=/deploymentId,value=ID'),
    ...snapshots.map(
      (stage) =>
        sh`aws apigateway get-stage --rest-api-id ${id} --stage-name ${stage} --query deploymentId --region ${region}`,
    ),
  ];
}

function createV1({ name, targets }: Link, region: string): string[] {
  return [
    sh`link=$(aws apigateway create-vpc-link --name ${name}` +
      ` --target-arns${targets.map((arn) => sh` ${arn}`).join('')}` +
      sh` --query id --output text --region ${region})`,
    sh`until [ "$(aws apigateway get-vpc-link --vpc-link-id "$link" --query status --output text --region ${region})" = AVAILABLE ]; do sleep 15; done`,
  ];
}

function createV2({ name, subnets, securityGroups, vpc }: Link, region: string): string[] {
  const isKnown = subnets.length > 0;
  return [
    ...(isKnown
      ? []
      : [
          comment(
            `Fill in: one subnet of ${vpc ?? 'the VPC'} in each zone of the load balancers, and a security group`,
          ),
          comment('that the load balancers let in.'),
          `SUBNETS=''`,
          `SECURITY_GROUPS=''`,
        ]),
    sh`link=$(aws apigatewayv2 create-vpc-link --name ${name}` +
      ` --subnet-ids${isKnown ? subnets.map((id) => sh` ${id}`).join('') : ' ${SUBNETS:?}'}` +
      groups(securityGroups, isKnown) +
      sh` --query VpcLinkId --output text --region ${region})`,
    sh`until [ "$(aws apigatewayv2 get-vpc-link --vpc-link-id "$link" --query VpcLinkStatus --output text --region ${region})" = AVAILABLE ]; do sleep 15; done`,
  ];
}

function groups(securityGroups: readonly string[], isKnown: boolean): string {
  if (!isKnown) return ' --security-group-ids ${SECURITY_GROUPS:?}';
  return securityGroups.length === 0 ? '' : ` --security-group-ids${securityGroups.map((id) => sh` ${id}`).join('')}`;
}

function idOf(link: string | null): string {
  return link === null ? '"$link"' : sh`${link}`;
}

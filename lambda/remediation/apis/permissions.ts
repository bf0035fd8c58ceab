/** What lets an API invoke a function. */
import type { QuotaFacts } from '../facts';
import { sh } from '../shell';

/** Without its name and what it is for. */
export function addPermission(functionName: string, region: string): string {
  return sh`aws lambda add-permission --function-name ${functionName} --action lambda:InvokeFunction --principal apigateway.amazonaws.com --region ${region}`;
}

/** For a path and all below it, in every stage and with every method. */
export function addPermissionBelow(
  path: string,
  functionName: string,
  statementId: string,
  apiId: string,
  { partition, region, accountId }: QuotaFacts,
): string {
  const source = `arn:${partition}:execute-api:${region}:${accountId}:${below(path, apiId)}`;
  return addPermission(functionName, region) + sh` --statement-id ${statementId} --source-arn ${source}`;
}

/**
 * The end of a `SourceArn`: `a1b2c3/STAGE/METHOD/orders*`. In place of a parameter any text is let in, as CDK does for REST APIs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export function below(path: string, apiId: string): string {
  return `${apiId}/*/*${path.replaceAll(/\{[^{}]*\}/g, '*').replace(/\**$/, '*')}`;
}

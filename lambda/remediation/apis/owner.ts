/** What the tools that own an API make of it, and what to change in each. */
import type { ApiDetails, Owner } from '../../domain/details';
import { code, type Words, words } from '../../domain/words';

const names: Record<Owner['tool'], string> = {
  cloudformation: 'CloudFormation stack',
  sam: 'SAM stack',
  cdk: 'CDK stack',
  sst: 'SST app',
  serverless: 'Serverless Framework service',
  terraform: 'Terraform configuration',
};

export function ownerName({ tool, name }: Owner): Words {
  return name === '' ? words`${names[tool]}` : words`${names[tool]} ${code(name)}`;
}

export function ownedBy(owner: Owner): Words {
  return words`The API belongs to the ${ownerName(owner)}: change it there, since the next deployment would not know of a command`;
}

export function takenBack(owner: Owner): Words {
  return words`Take the change back in the ${ownerName(owner)} and deploy it`;
}

/** How to let several routes share one integration in the tool, so that duplicates do not come back. */
export function sharingIn(owner: Owner | null, protocol: ApiDetails['protocol']): readonly Words[] {
  if (owner === null) return [protocol === 'HTTP' ? words`${COME_BACK}. ${IN_OPENAPI}` : COME_BACK];
  return protocol === 'HTTP' ? ofHttpApi(owner) : [COME_BACK];
}

const COME_BACK = words`They come back if whatever deploys the API makes one integration for each route: let routes with the same target refer to one there`;
const IN_OPENAPI = words`In an OpenAPI document that is one entry under ${code('components/x-amazon-apigateway-integrations')} and a ${code('$ref')} to it in each operation`;

/** OpenAPI documents describe HTTP APIs, not WebSocket APIs. */
function ofHttpApi({ tool }: Owner): readonly Words[] {
  switch (tool) {
    case 'sam':
      return [
        words`SAM makes one integration for each event, also of one function (aws/serverless-application-model#2720)`,
        words`Describe the API in ${code('DefinitionBody')} as OpenAPI instead, with one entry for each function under ${code('components/x-amazon-apigateway-integrations')} and a ${code('$ref')} to it in each operation`,
      ];
    case 'cdk':
      return [
        words`CDK makes one integration for each ${code('HttpLambdaIntegration')} object: create one for each function and pass the same object to every ${code('addRoutes')} (aws/aws-cdk#17729)`,
        words`Then each route still adds a permission to its function, whose policy may have 20 KB: for one with some 30 routes or more, add one permission with a ${code('SourceArn')} that ends in ${code(':API_ID/*')} instead (aws/aws-cdk#19535)`,
      ];
    case 'sst':
      return [
        words`SST v3 makes one integration for each route, also of one handler (anomalyco/sst#6913): see there whether your version can share them, and until then leave several routes to one ${code('$default')} or ${code('{proxy+}')} route`,
      ];
    case 'serverless':
      return [
        words`The Serverless Framework makes one integration for each function: duplicates come from functions that are declared twice, or from ${code('resources')}`,
        words`It makes one HTTP API for each service (serverless/serverless#11573): a further API is a further service file`,
      ];
    case 'cloudformation':
      return [
        words`Let the ${code('Target')} of the routes refer to one ${code('AWS::ApiGatewayV2::Integration')}; in an OpenAPI body, let them refer to one entry under ${code('components/x-amazon-apigateway-integrations')}`,
      ];
    case 'terraform':
      return [
        words`Let the ${code('target')} of the routes refer to one ${code('aws_apigatewayv2_integration')}: create it for each function, not for each route`,
      ];
  }
}

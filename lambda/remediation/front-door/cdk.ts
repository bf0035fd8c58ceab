/** A distribution in front of the APIs, as CDK. Nothing of others stands in it but what `jsString` made. */
import { originOf } from './names';

/** @param behaviours lines of an object: a pattern, and where it goes */
export function behavioursStack(apis: number, behaviours: readonly string[]): string {
  return fileOf(
    apis,
    [],
    `    const apis: Record<keyof Hosts, cloudfront.IOrigin> = {
${namesOf(apis)
  .map((name) => `      '${name}': originOf('${name}'),\n`)
  .join('')}    };
    const to = (api: keyof Hosts): cloudfront.BehaviorOptions => ({ origin: apis[api], ...passThrough });
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      defaultBehavior: to('api-1'),
      // In this order: the first that matches counts.
      additionalBehaviors: {
${behaviours.map((line) => `        ${line}\n`).join('')}      },
    });
`,
  );
}

/** The function picks the origin. One that no behaviour names CDK would leave out, so it is added to the template. */
export function routerStack(apis: number): string {
  return fileOf(
    apis,
    ["import { join } from 'node:path';"],
    `    const router = new cloudfront.Function(this, 'Router', {
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      code: cloudfront.FunctionCode.fromFile({ filePath: join(__dirname, 'front-door.js') }),
    });
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      defaultBehavior: {
        origin: originOf('api-1'),
        ...passThrough,
        functionAssociations: [{ function: router, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
      },
    });
    const template = this.distribution.node.defaultChild as cloudfront.CfnDistribution;
    const others: readonly (keyof Hosts)[] = [${namesOf(apis)
      .slice(1)
      .map((name) => `'${name}'`)
      .join(', ')}];
    for (const [index, api] of others.entries()) {
      template.addPropertyOverride(\`DistributionConfig.Origins.\${index + 1}\`, {
        Id: api,
        DomainName: hosts[api],
        ...(originPath === undefined ? {} : { OriginPath: originPath }),
        CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
      });
    }
`,
  );
}

const namesOf = (apis: number): string[] => Array.from({ length: apis }, (_, group) => originOf(group));

function fileOf(apis: number, imports: readonly string[], body: string): string {
  return `// Proposed by Headroom, which deployed none of it.
${imports.map((line) => `${line}\n`).join('')}import { aws_cloudfront as cloudfront, aws_cloudfront_origins as origins } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** The host of each API, as in abc123.execute-api.eu-west-1.amazonaws.com. The first is today's API. */
export interface Hosts {
${namesOf(apis)
  .map((name) => `  readonly '${name}': string;\n`)
  .join('')}}

export interface FrontDoorProps {
  readonly hosts: Hosts;
  /** The stage, as in /prod; nothing for the stage $default. */
  readonly originPath?: string;
}

/** Nothing is cached, every method passes, and the API sees everything but the Host header, which must be its own. */
const passThrough = {
  allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
  cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
  originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
};

export class FrontDoor extends Construct {
  readonly distribution: cloudfront.Distribution;

  constructor(scope: Construct, id: string, { hosts, originPath }: FrontDoorProps) {
    super(scope, id);
    const originOf = (api: keyof Hosts): cloudfront.IOrigin =>
      new origins.HttpOrigin(hosts[api], { originId: api, originPath });
${body}  }
}
`;
}

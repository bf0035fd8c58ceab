import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { transformSync } from '@swc/core';
import { chooseFrontDoor, nothingKnown } from '../../../../lambda/remediation/front-door';
import { jsString } from '../../../../lambda/remediation/front-door/literals';
import type { Assignment } from '../../../../lambda/remediation/split';
import { assigned, hostileSegments } from './plans';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'front-door-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** A text that is no TypeScript throws. */
function asCommonJs(text: string): string {
  return transformSync(text, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  }).code;
}

/** The files of a front door, used as somebody would: the class in a stack of theirs. */
function synthesized(assignment: Assignment, originPath?: string): Template {
  const { artefacts } = chooseFrontDoor(assignment, nothingKnown);
  const texts = new Map(artefacts.map(({ name, text }) => [name, text]));
  writeFileSync(join(folder, 'front-door.js'), texts.get('front-door.js') ?? '');
  const code = asCommonJs(texts.get('front-door.ts') ?? '');
  const module = { exports: {} };
  const load: unknown = runInThisContext(`(function (module, exports, require, __dirname) { ${code}\n})`);
  if (typeof load === 'function') load(module, module.exports, (name: string): unknown => require(name), folder);
  const FrontDoor: unknown = Reflect.get(module.exports, 'FrontDoor');
  const stack = new Stack(new App(), 'Test');
  const hosts = Object.fromEntries(
    assignment.groups.map((_, group) => [`api-${group + 1}`, `host-${group + 1}.example`]),
  );
  if (typeof FrontDoor === 'function') Reflect.construct(FrontDoor, [stack, 'FrontDoor', { hosts, originPath }]);
  return Template.fromStack(stack);
}

function configOf(template: Template): Record<string, unknown> {
  const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
  return distribution?.['Properties'].DistributionConfig;
}

const everything = {
  AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
  // CachingDisabled and AllViewerExceptHostHeader:
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html and …-origin-request-policies.html
  CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
};
const origin = (group: number, more: object = {}) => ({
  Id: `api-${group}`,
  DomainName: `host-${group}.example`,
  CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
  ...more,
});

test('behaviours: in their order, everything passes, nothing is cached', () => {
  const split = assigned(
    ["GET /v1/it's → 0", 'GET /v1/b → 1', 'GET /"$~@&" → 2', 'GET / → 0'],
    ["/v1/it's → 0", '/"$~@&" → 2', '/v1 → 1'],
  );
  const config = configOf(synthesized(split, '/prod'));

  expect(config).toMatchObject({
    // Where they stand is CDK’s to say: in the order in which behaviours name them.
    Origins: [1, 3, 2].map((group) => origin(group, { OriginPath: '/prod' })),
    DefaultCacheBehavior: { TargetOriginId: 'api-1', ...everything },
    CacheBehaviors: [
      ["/v1/it's", 1],
      ["/v1/it's/*", 1],
      ['/"$~@&"', 3],
      ['/"$~@&"/*', 3],
      ['/v1', 2],
      ['/v1/*', 2],
    ].map(([pattern, group]) => ({ PathPattern: pattern, TargetOriginId: `api-${group}`, ...everything })),
  });
});

test('function: at viewer requests, with every origin in the distribution', () => {
  const split = assigned(
    ['GET /r/{o}/a → 1', 'GET /r/{o}/{x} → 2', 'GET /r/{o}/b/{y} → 0'],
    ['/r/{}/a → 1', '/r/{}/b → 0', '/r → 2'],
  );
  const template = synthesized(split);

  expect(configOf(template)).toMatchObject({
    Origins: [1, 2, 3].map((group) => origin(group)),
    DefaultCacheBehavior: {
      TargetOriginId: 'api-1',
      FunctionAssociations: [{ EventType: 'viewer-request' }],
      ...everything,
    },
  });
  template.hasResourceProperties('AWS::CloudFront::Function', {
    FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
    AutoPublish: true,
  });
});

test.each([...hostileSegments, '*/', '</script>'])('%j is one string of TypeScript', (text) => {
  const module = asCommonJs(`const a: string = ${jsString(text)};\nexport default a;`);
  const exported: unknown = runInThisContext(`((exports) => { ${module}\nreturn exports.default; })({})`);

  expect(exported).toBe(text);
});

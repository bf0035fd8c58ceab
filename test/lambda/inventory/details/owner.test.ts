import { ownerOf } from '../../../../lambda/inventory/details/owner';

const stack = (name: string, logicalId = 'OrdersApi') => ({
  'aws:cloudformation:stack-name': name,
  'aws:cloudformation:logical-id': logicalId,
});

test.each<[string, Record<string, string> | undefined, ReturnType<typeof ownerOf>]>([
  ['no tags', undefined, null],
  ['only tags of people', { team: 'orders', STAGE: 'prod', env: 'terraform' }, null],
  ['those of a stack', stack('orders'), { tool: 'cloudformation', name: 'orders' }],
  ['the tag of SAM', { ...stack('orders'), 'httpapi:createdBy': 'SAM' }, { tool: 'sam', name: 'orders' }],
  ['the tag of SAM alone', { 'httpapi:createdBy': 'SAM' }, { tool: 'sam', name: '' }],
  ['the tag of SAM with a value of people', { 'httpapi:createdBy': 'us' }, null],
  ['the REST API that SAM makes', stack('orders', 'ServerlessRestApi'), { tool: 'sam', name: 'orders' }],
  [
    'a stage that the stack is named after',
    { ...stack('orders-dev'), STAGE: 'dev' },
    { tool: 'serverless', name: 'orders-dev' },
  ],
  ['a stage of people', { ...stack('orders'), STAGE: 'dev' }, { tool: 'cloudformation', name: 'orders' }],
  ['a logical id of the CDK', stack('Orders', 'OrdersApi49610EDF'), { tool: 'cdk', name: 'Orders' }],
  ['a tag of the CDK', { ...stack('Orders'), 'aws-cdk:subnet-type': 'Private' }, { tool: 'cdk', name: 'Orders' }],
  ['those of SST', { 'sst:app': 'shop', 'sst:stage': 'prod' }, { tool: 'sst', name: 'shop/prod' }],
  [
    'those of SST v2, which deploys stacks',
    { ...stack('prod-shop', 'Api49610EDF'), 'sst:app': 'shop' },
    { tool: 'sst', name: 'shop' },
  ],
  ['a tag by hand', { ManagedBy: 'Terraform' }, { tool: 'terraform', name: '' }],
  ['a tag by hand that says it in its name', { terraform: 'true' }, { tool: 'terraform', name: '' }],
  ['a tag by hand of something else', { 'managed-by': 'platform' }, null],
])('with %s the owner is known by them', (_, tags, owner) => {
  expect(ownerOf(tags)).toEqual(owner);
});

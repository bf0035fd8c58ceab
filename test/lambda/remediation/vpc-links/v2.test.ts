import type { Owner } from '../../../../lambda/domain/details';
import { planVpcLinks, type VpcLinkFacts } from '../../../../lambda/remediation/vpc-links';
import { briefly, commandsOf, httpApi, nothing, quotas, read, restApi, subnet, texts, the, v2 } from './described';

const goal = { target: 0.7 };
const stack: Owner = { tool: 'cdk', name: 'OrdersStack' };

/** 9 of 10 links in three VPCs, all of them used, each with a security group of its own. */
const links = [
  v2('one-1', ['one-a', 'one-b'], ['sg-1']),
  v2('one-2', ['one-a', 'one-b'], ['sg-2']),
  v2('one-3', ['one-a', 'one-b'], ['sg-3']),
  v2('two-1', ['two-a', 'two-b'], ['sg-1']),
  v2('two-2', ['two-a', 'two-b'], ['sg-2']),
  v2('two-3', ['two-a', 'two-b'], ['sg-3']),
  v2('three-1', ['three-a'], ['sg-1']),
  v2('three-2', ['three-a'], ['sg-2']),
  v2('three-3', ['three-a'], ['sg-3']),
];
const everyLink = httpApi('api', Object.fromEntries(links.map(({ id }) => [`i-${id}`, id])));
const full: VpcLinkFacts = {
  ...nothing,
  quota: { ...quotas.v2, usage: 9 },
  v2: read(links),
  subnets: read(['one-a', 'one-b', 'two-a', 'two-b', 'three-a'].map(subnet)),
  apis: [everyLink],
};

/** The same Region with other links in place of some. */
function withLinks(changed: Readonly<Record<string, Partial<(typeof links)[number]>>>): VpcLinkFacts {
  const all = links.map((link) => ({ ...link, ...changed[link.id] }));
  const ids = new Set(all.flatMap(({ subnets }) => subnets));
  return { ...full, v2: read(all), subnets: read([...ids].map(subnet)) };
}

test('links that no integration of any API uses are deleted, and can be made again', () => {
  const api = httpApi('api', Object.fromEntries(links.slice(2).map(({ id }) => [`i-${id}`, id])));
  const plan = planVpcLinks({ ...full, apis: [api] }, goal);
  const step = the('delete-unused-vpc-links', plan);

  expect(briefly(plan.steps)).toEqual(['delete-unused-vpc-links: 9/10 → 7/10']);
  expect(plan.after).toEqual({ usage: 7, limit: 10 });
  expect(texts([step.title, ...step.details, step.undo ?? []])).toEqual([
    'Delete 2 VPC links that no integration of any API uses',
    'name-of-one-1 (one-1) and name-of-one-2 (one-2)',
    'undo-delete-unused-links.sh creates the links again, under new ids',
  ]);
  expect(commandsOf(step, 'delete-unused-links.sh')).toEqual([
    'aws apigatewayv2 delete-vpc-link --vpc-link-id one-1 --region eu-west-1',
    'aws apigatewayv2 delete-vpc-link --vpc-link-id one-2 --region eu-west-1',
  ]);
  expect(commandsOf(step, 'undo-delete-unused-links.sh').slice(0, 2)).toEqual([
    'link=$(aws apigatewayv2 create-vpc-link --name name-of-one-1 --subnet-ids one-a one-b --security-group-ids sg-1 --query VpcLinkId --output text --region eu-west-1)',
    'until [ "$(aws apigatewayv2 get-vpc-link --vpc-link-id "$link" --query VpcLinkStatus --output text --region eu-west-1)" = AVAILABLE ]; do sleep 15; done',
  ]);
});

test('what a stack owns is removed in the stack, not by a command', () => {
  const api = httpApi('api', Object.fromEntries(links.slice(1).map(({ id }) => [`i-${id}`, id])));
  const step = the(
    'delete-unused-vpc-links',
    planVpcLinks({ ...withLinks({ 'one-1': { owner: stack } }), apis: [api] }, goal),
  );

  expect(texts(step.details)).toEqual([
    'name-of-one-1 (one-1)',
    'In the CDK app of the stack OrdersStack, remove the VPC link name-of-one-1 (one-1); then deploy it',
  ]);
  expect(texts([step.undo ?? []])).toEqual(['Take the change back where it was made, and deploy it']);
  expect(step.artefacts).toEqual([]);
});

test('a link that failed goes without an undo; with integrations it is a decision', () => {
  const plan = planVpcLinks(
    {
      ...withLinks({ 'one-1': { status: 'FAILED' }, 'one-2': { status: 'FAILED' } }),
      apis: [httpApi('api', Object.fromEntries(links.slice(1).map(({ id }) => [`i-${id}`, id])))],
    },
    goal,
  );
  const [step] = plan.steps;
  const [option] = plan.options;

  expect(texts([step?.title ?? [], ...(step?.details ?? []), option?.title ?? [], ...(option?.details ?? [])])).toEqual(
    [
      'Delete 1 VPC link that AWS could not bring up',
      'FAILED: name-of-one-1 (one-1); the statusMessage says why',
      'Delete name-of-one-2 (one-2), which AWS could not bring up (FAILED), once 1 integration uses another link or is deleted',
      'Its statusMessage says why it failed',
      'Used by name-of-api (api): i-one-2: AWS is known to refuse to delete a link before that is changed',
    ],
  );
  expect([step?.undo, option?.undo]).toEqual([null, null]);
});

test('an inactive link that is used is a decision; one that nobody uses is deleted', () => {
  const plan = planVpcLinks(
    {
      ...withLinks({ 'one-1': { status: 'INACTIVE' }, 'two-1': { status: 'INACTIVE' } }),
      apis: [httpApi('api', Object.fromEntries(links.slice(1).map(({ id }) => [`i-${id}`, id])))],
    },
    goal,
  );
  const [step] = plan.steps;
  const [option] = plan.options;

  expect(texts([step?.title ?? [], ...(step?.details ?? []), option?.title ?? [], ...(option?.details ?? [])])).toEqual(
    [
      'Delete 1 VPC link that no integration of any API uses',
      'name-of-one-1 (one-1)',
      'No traffic for 60 days (INACTIVE): name-of-one-1 (one-1)',
      'Delete name-of-two-1 (two-1) and 1 integration that uses it: no traffic for 60 days (INACTIVE)',
      'Used by name-of-api (api): i-two-1: AWS is known to refuse to delete a link before that is changed',
      'If any of this is still needed, leave it: AWS brings the link back on the next requests, which fail for some minutes until it is up',
    ],
  );
  expect(option?.counts).toEqual({ before: { usage: 8, limit: 10 }, after: { usage: 7, limit: 10 }, atMost: true });
});

test('a link that is still being made, or deleted, is left alone and named', () => {
  const api = httpApi('api', Object.fromEntries(links.slice(2).map(({ id }) => [`i-${id}`, id])));
  const plan = planVpcLinks(
    { ...withLinks({ 'one-1': { status: 'PENDING' }, 'one-2': { status: 'DELETING' } }), apis: [api] },
    goal,
  );

  expect(briefly(plan.steps)).toEqual(['request-increase: 9/10 → 9/15']);
  expect(texts(plan.unchecked)).toEqual([
    'What becomes of 1 link that AWS has as PENDING: name-of-one-1 (one-1)',
    'What becomes of 1 link that AWS has as DELETING: name-of-one-2 (one-2)',
  ]);
});

describe('links of one VPC', () => {
  const shared = withLinks({
    'one-1': { subnets: ['one-a', 'one-b', 'one-c'], securityGroups: ['sg-1', 'sg-2'] },
    'two-1': { subnets: ['two-a2', 'two-b'] },
    'two-2': { securityGroups: ['sg-1'] },
  });

  test('those that another covers in zones and security groups go, VPC by VPC', () => {
    const plan = planVpcLinks(shared, goal);
    const step = the('consolidate-vpc-links', plan);

    expect(briefly(plan.steps)).toEqual(['consolidate-vpc-links: 9/10 → 8/10', 'consolidate-vpc-links: 8/10 → 7/10']);
    expect(texts([step.title, ...step.details])).toEqual([
      'Let 2 VPC links in vpc-one do the work of 3, pointing 1 integration elsewhere',
      'name-of-one-1 (one-1) stands in every zone and carries every security group of name-of-one-2 (one-2)',
    ]);
    expect(texts(step.cautions)).toEqual([
      'Rules of security groups and network ACLs were not read: a rule at a target that allows the subnets or the group of a deleted link has to allow those of the link that takes over',
    ]);
    expect(commandsOf(step, 'share-links-vpc-one.sh')).toEqual([
      '# name-of-api (api): 1 integration',
      'aws apigatewayv2 update-integration --api-id api --integration-id i-one-2 --connection-id one-1 --region eu-west-1',
      '',
      '# When all of these APIs answer as before (AWS is known to refuse to delete a link in use):',
      'aws apigatewayv2 delete-vpc-link --vpc-link-id one-2 --region eu-west-1',
    ]);
    expect(commandsOf(step, 'undo-share-links-vpc-one.sh').slice(2)).toEqual([
      'aws apigatewayv2 update-integration --api-id api --integration-id i-one-2 --connection-id "$link" --region eu-west-1',
    ]);
    expect(texts(plan.summary)).toEqual([
      'VPC links (V2) (eu-west-1): 9 of 10 (90 %) VPC links; this limit can be raised in Service Quotas.',
      'First let 2 VPC links in vpc-one do the work of 3, pointing 1 integration elsewhere: that leaves 8 of 10 (80 %).',
      'Then let 2 VPC links in vpc-two do the work of 3, pointing 1 integration elsewhere: that leaves 7 of 10 (70 %).',
    ]);
  });

  test('stages that serve a snapshot are deployed, of HTTP and of REST APIs', () => {
    const step = the(
      'consolidate-vpc-links',
      planVpcLinks(
        {
          ...shared,
          apis: [
            httpApi('api', { i1: 'one-2' }, { autoDeploy: false }),
            restApi('rest', { 'GET /pets': ['one-2', 'pets'] }, { stages: ['dev', 'prod'] }),
            httpApi('rest-of-all', Object.fromEntries(links.map(({ id }) => [id, id === 'one-2' ? 'one-1' : id]))),
          ],
        },
        { target: 0.1 },
      ),
    );

    expect(commandsOf(step, 'share-links-vpc-one.sh')).toEqual([
      '# name-of-api (api): 1 integration',
      'aws apigatewayv2 update-integration --api-id api --integration-id i1 --connection-id one-1 --region eu-west-1',
      "aws apigatewayv2 create-deployment --api-id api --stage-name '$default' --region eu-west-1",
      '',
      '# name-of-rest (rest): 1 integration',
      '# Note which deployments these stages have: update-stage puts one back with',
      '# --patch-operations op=replace,path=/deploymentId,value=ID',
      'aws apigateway get-stage --rest-api-id rest --stage-name dev --query deploymentId --region eu-west-1',
      'aws apigateway get-stage --rest-api-id rest --stage-name prod --query deploymentId --region eu-west-1',
      'aws apigateway update-integration --rest-api-id rest --resource-id rest-r0 --http-method GET --patch-operations op=replace,path=/connectionId,value=one-1 --region eu-west-1',
      'aws apigateway create-deployment --rest-api-id rest --stage-name dev --region eu-west-1',
      'aws apigateway create-deployment --rest-api-id rest --stage-name prod --region eu-west-1',
      '',
      '# When all of these APIs answer as before (AWS is known to refuse to delete a link in use):',
      'aws apigatewayv2 delete-vpc-link --vpc-link-id one-2 --region eu-west-1',
    ]);
    expect(texts(step.cautions).at(-1)).toBe(
      'A deployment takes everything live that was changed since the last one, in name-of-api (api) and name-of-rest (rest): look at what that is first',
    );
  });

  test('an API that a stack owns is changed in the stack, before the link is deleted', () => {
    const step = the(
      'consolidate-vpc-links',
      planVpcLinks(
        { ...shared, apis: [httpApi('api', { i1: 'one-2', i2: 'one-1' }, { owner: stack })] },
        { target: 0.1 },
      ),
    );

    expect(texts(step.details.slice(1))).toEqual([
      'In the CDK app of the stack OrdersStack, let 1 integration of name-of-api (api) use the link name-of-one-1 (one-1); then deploy it',
    ]);
    expect(commandsOf(step, 'share-links-vpc-one.sh')).toEqual([
      '# name-of-api (api): 1 integration, changed and deployed where OrdersStack is',
      '',
      '# When all of these APIs answer as before (AWS is known to refuse to delete a link in use):',
      'aws apigatewayv2 delete-vpc-link --vpc-link-id one-2 --region eu-west-1',
    ]);
  });

  test('a survivor that a stack owns is named: others depend on it from then on', () => {
    const owned = withLinks({
      'one-1': { securityGroups: ['sg-1', 'sg-2'], owner: { tool: 'serverless', name: 'orders' } },
    });

    expect(texts(the('consolidate-vpc-links', planVpcLinks(owned, goal)).cautions).at(-1)).toBe(
      'name-of-one-1 (one-1) belongs to serverless.yml of the service orders: whoever removes it there takes it from all that then share it',
    );

    const together = withLinks({
      'one-1': { securityGroups: ['sg-1', 'sg-2'], owner: stack },
      'one-2': { owner: stack },
    });
    expect(texts(the('consolidate-vpc-links', planVpcLinks(together, goal)).cautions)).toHaveLength(1);
  });

  test('where none covers another, a new link for all is an option that names its slot and its access', () => {
    const plan = planVpcLinks(full, goal);
    const option = the('one-vpc-link-per-vpc', plan);

    expect(briefly(plan.steps)).toEqual(['request-increase: 9/10 → 9/15']);
    expect(briefly(plan.options)).toEqual([
      'one-vpc-link-per-vpc: 9/10 → 7/10',
      'one-vpc-link-per-vpc: 9/10 → 7/10',
      'one-vpc-link-per-vpc: 9/10 → 7/10',
      'pattern-1-one-v2-link-per-vpc: 9/10 → 3/10',
    ]);
    expect(texts([option.title, ...option.details, ...option.cautions.slice(0, 2)])).toEqual([
      'Create one VPC link in vpc-one in place of 3, pointing 3 integrations at it',
      'In place of name-of-one-1 (one-1), name-of-one-2 (one-2) and name-of-one-3 (one-3)',
      'It gets 2 subnets in 2 zones and 3 security groups: a link cannot be changed once it is there',
      'The new link needs a slot beside the old ones until those are deleted: 1 of 10 is free',
      'Everything behind the new link has the network access of all of them together',
    ]);
    expect(commandsOf(option, 'unite-links-vpc-one.sh').slice(0, 5)).toEqual([
      'link=$(aws apigatewayv2 create-vpc-link --name shared-vpc-one --subnet-ids one-a one-b --security-group-ids sg-1 sg-2 sg-3 --query VpcLinkId --output text --region eu-west-1)',
      'until [ "$(aws apigatewayv2 get-vpc-link --vpc-link-id "$link" --query VpcLinkStatus --output text --region eu-west-1)" = AVAILABLE ]; do sleep 15; done',
      '',
      '# name-of-api (api): 3 integrations',
      'aws apigatewayv2 update-integration --api-id api --integration-id i-one-1 --connection-id "$link" --region eu-west-1',
    ]);
  });

  test('without a free slot the new link waits for room', () => {
    const all = read([...links, v2('four-1', ['one-a'], ['sg-4'])]);
    const plan = planVpcLinks({ ...full, v2: all, apis: [everyLink, httpApi('api2', { i: 'four-1' })] }, goal);

    expect(texts(the('one-vpc-link-per-vpc', plan).cautions)[0]).toBe(
      'No slot is free for the new link (10 of 10): make room or have the quota raised first',
    );
  });

  test('a new link for all has one subnet in each zone where all of them would be too many', () => {
    const many = ['one-a', 'one-a2', 'one-a3', 'one-a4', 'one-a5', 'one-b', 'one-b2', 'one-b3'];
    const facts = withLinks({
      'one-1': { subnets: many, securityGroups: ['sg-1', 'sg-2', 'sg-3'] },
      'one-2': { subnets: ['one-c', 'one-c2', 'one-c3'], securityGroups: ['sg-4', 'sg-5', 'sg-6'] },
    });
    const option = the('one-vpc-link-per-vpc', planVpcLinks(facts, goal));

    expect(commandsOf(option, 'unite-links-vpc-one.sh')[0]).toContain(
      '--subnet-ids one-a one-b one-c --security-group-ids',
    );
    expect(texts(option.cautions)[1]).toBe(
      '6 security groups are more than the 5 that a network interface takes by default: merge their rules into fewer first',
    );
  });
});

test('every link is shown with where it stands, what is behind it and how many use it', () => {
  const facts = {
    ...withLinks({ 'three-3': { subnets: ['three-x'], status: 'INACTIVE' } }),
    apis: [httpApi('api', { a: 'one-1', b: 'one-1' })],
  };

  expect(planVpcLinks({ ...facts, v2: read(links.slice(0, 1)) }, goal).why).toEqual([
    {
      title: 'VPC links (V2)',
      columns: [
        { name: 'Link', align: 'left' },
        { name: 'Status', align: 'left' },
        { name: 'VPC', align: 'left' },
        { name: 'Targets', align: 'left' },
        { name: 'Used by integrations', align: 'right' },
      ],
      rows: [['name-of-one-1 (one-1)', 'AVAILABLE', 'vpc-one', 'alb-of-a, alb-of-b', 2]],
    },
  ]);
});

test('AWS is asked for more with the account’s own numbers', () => {
  const step = the('request-increase', planVpcLinks(full, goal));

  expect(texts(step.details)).toContain(
    'Say why: “We use 9 of 10 VPC links (V2) in eu-west-1, in 3 VPCs, for 9 integrations of 1 API”',
  );
  expect(texts(step.cautions)).toContain(
    'If time is short, ask before the other steps: the request changes nothing that runs',
  );
});

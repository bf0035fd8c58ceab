import { planVpcLinks, type VpcLinkFacts } from '../../../../lambda/remediation/vpc-links';
import {
  alb,
  briefly,
  commandsOf,
  denied,
  httpApi,
  nlb,
  nothing,
  passesOn,
  quotas,
  read,
  restApi,
  subnet,
  texts,
  the,
  v1,
  v2,
} from './described';

const goal = { target: 0.1 };

/** Of three V2 links one is used by nobody and one could take over another; of three V1 links two are the same. */
const facts: VpcLinkFacts = {
  ...nothing,
  v1: read([v1('v1-a', 'nlb-1'), v1('v1-b', 'nlb-1'), v1('v1-c', 'nlb-2')]),
  v2: read([
    v2('v2-a', ['one-a', 'one-b'], ['sg-1']),
    v2('v2-b', ['one-a'], ['sg-1']),
    v2('v2-c', ['two-a'], ['sg-1']),
  ]),
  subnets: read(['one-a', 'one-b', 'two-a'].map(subnet)),
  apis: [
    httpApi('http', { i1: 'v2-a', i2: 'v2-b' }),
    restApi('rest', { 'GET /a': ['v1-a', 'nlb-1'], 'GET /b': ['v1-b', 'nlb-1'] }),
  ],
  loadBalancers: read([nlb('nlb-1', 'vpc-one'), nlb('nlb-2', 'vpc-two'), alb('alb-1', 'vpc-one')]),
  targetGroups: read([passesOn('nlb-1', 'alb-1')]),
  others: [
    { id: 'vpc-links-v1', resourceId: null, usage: 3, limit: 20 },
    { id: 'vpc-links-v2', resourceId: null, usage: 3, limit: 10 },
  ],
};
const forV1 = { ...facts, quota: { ...quotas.v1, usage: 3 } };

test('everything known, both plans delete, merge and move', () => {
  expect(briefly(planVpcLinks(facts, goal).steps).slice(0, 2)).toEqual([
    'delete-unused-vpc-links: 3/10 → 2/10',
    'consolidate-vpc-links: 2/10 → 1/10',
  ]);
  expect(briefly(planVpcLinks(forV1, { target: 0.05 }).steps)).toEqual([
    'delete-unused-vpc-links: 3/20 → 2/20',
    'merge-duplicate-vpc-links: 2/20 → 1/20',
  ]);
  expect(planVpcLinks(facts, goal).unchecked).toEqual([]);
});

describe.each([
  {
    why: 'an integration that names its link by a stage variable',
    api: restApi('dark', { 'GET /dark': ['${stageVariables.link}', 'x'] }),
    unchecked:
      'Which link a stage variable names: their values are never read, and one of them may name any link: name-of-dark (dark): GET /dark: ${stageVariables.link}',
    caution:
      'Look there before anything is deleted: 1 integration names its link by a stage variable (name-of-dark (dark): GET /dark: ${stageVariables.link}), so what else uses a link is not known',
  },
  {
    why: 'an API that could not be read',
    api: { id: 'dark', name: 'dark api', type: 'http-api', details: denied } as const,
    unchecked:
      'Whether a link is unused: 1 API could not be read, and may use any link: dark api (dark): not authorized to perform this operation',
    caution:
      'Look there before anything is deleted: 1 API could not be read (dark api (dark)), so what else uses a link is not known',
  },
])('$why', ({ api, unchecked, caution }) => {
  const dark = [...facts.apis, api];

  test('nothing is deleted because nobody seems to use it', () => {
    const plans = [planVpcLinks({ ...facts, apis: dark }, goal), planVpcLinks({ ...forV1, apis: dark }, goal)];

    for (const plan of plans) {
      expect(plan.steps.map(({ remedy }) => remedy)).toEqual(['request-increase']);
      expect(() => the('delete-unused-vpc-links', plan)).toThrow('no delete-unused');
      expect(texts(plan.unchecked)).toEqual([unchecked]);
    }
  });

  test('merging is an option that says where to look, and its deletions are not ready to run', () => {
    const option = the('consolidate-vpc-links', planVpcLinks({ ...facts, apis: dark }, goal));

    expect(texts(option.cautions)[0]).toBe(caution);
    expect(option.counts?.atMost).toBe(true);
    expect(commandsOf(option, 'share-links-vpc-one.sh').slice(-2)).toEqual([
      '# When all of these APIs answer as before (AWS is known to refuse to delete a link in use), and after a look at what could not be read:',
      '# aws apigatewayv2 delete-vpc-link --vpc-link-id v2-b --region eu-west-1',
    ]);
  });

  test('how many use a link is the least that it can be', () => {
    const [table] = planVpcLinks({ ...facts, apis: dark }, goal).why;

    expect(table?.rows.map((row) => row.at(-1))).toEqual(['at least 1', 'at least 1', 'at least 0']);
  });
});

test('a whole list of APIs that could not be read is named without an id', () => {
  const all = { id: '', name: 'all REST APIs', type: 'rest-api', details: denied } as const;

  expect(texts(planVpcLinks({ ...facts, apis: [...facts.apis, all] }, goal).unchecked)).toEqual([
    'Whether a link is unused: 1 API could not be read, and may use any link: all REST APIs: not authorized to perform this operation',
  ]);
});

test('an API that is gone refers to nothing', () => {
  const gone = { id: 'gone', name: 'gone', type: 'http-api', details: { status: 'gone' } } as const;

  expect(planVpcLinks({ ...facts, apis: [...facts.apis, gone] }, goal)).toEqual(planVpcLinks(facts, goal));
});

test('without subnets no V2 links are merged, and the plan says so', () => {
  const plan = planVpcLinks({ ...facts, subnets: denied }, goal);

  expect(plan.steps.map(({ remedy }) => remedy)).toEqual(['delete-unused-vpc-links', 'request-increase']);
  expect(plan.options).toEqual([]);
  expect(texts(plan.unchecked)).toEqual([
    'In which VPC and zones a V2 link stands, so no links are merged: not authorized to perform this operation',
  ]);
});

test('a link whose subnets AWS did not all return is merged with nothing, and named', () => {
  const plan = planVpcLinks({ ...facts, subnets: read(['one-a', 'two-a'].map(subnet)) }, goal);

  expect(plan.steps.map(({ remedy }) => remedy)).toEqual(['delete-unused-vpc-links', 'request-increase']);
  expect(texts(plan.unchecked)).toEqual([
    'In which VPC and zones name-of-v2-a (v2-a) stands, so it is merged with nothing: AWS did not return all of its subnets',
  ]);
});

test('without the links themselves the number is the scan’s, and only an increase is left', () => {
  const plan = planVpcLinks({ ...facts, quota: { ...quotas.v2, usage: 9 }, v2: denied }, { target: 0.7 });

  expect(plan.before).toEqual({ usage: 9, limit: 10 });
  expect(briefly(plan.steps)).toEqual(['request-increase: 9/10 → 9/15']);
  expect([plan.options, plan.why]).toEqual([[], []]);
  expect(texts(plan.unchecked)).toEqual([
    'The VPC links (V2) themselves, so nothing is proposed for them: not authorized to perform this operation',
  ]);
});

test('without V2 links nobody knows which VPC has one: the move is an option', () => {
  const single = { ...forV1, v1: read([v1('v1-a', 'nlb-1')]), v2: denied };
  const plan = planVpcLinks(single, { target: 0.01 });
  const option = the('rest-apis-straight-to-alb', { ...plan, steps: [] });

  expect(option.elsewhere).toEqual([{ quota: 'vpc-links-v2', of: null, before: 3, after: 4, limit: 10 }]);
  expect(texts(option.cautions)).toContain(
    'Whether vpc-one has a V2 link already is not known: V2 links or their subnets could not be read',
  );
  expect(texts(plan.unchecked)).toEqual([
    'Which VPCs have a V2 link already: not authorized to perform this operation',
  ]);
});

test('without load balancers nothing is moved to V2, and the plan says so', () => {
  const plan = planVpcLinks({ ...forV1, loadBalancers: denied, targetGroups: denied }, { target: 0.01 });

  expect(() => the('rest-apis-straight-to-alb', plan)).toThrow('no rest-apis');
  expect(texts(plan.unchecked)).toEqual([
    'Which VPC a V1 link leads to, so nothing is moved to V2: not authorized to perform this operation',
    'Whether an Application Load Balancer stands behind a Network Load Balancer, so nothing is moved to V2: not authorized to perform this operation',
  ]);
});

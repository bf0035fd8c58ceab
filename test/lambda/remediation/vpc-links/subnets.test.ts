import { planVpcLinks, type VpcLinkFacts } from '../../../../lambda/remediation/vpc-links';
import { briefly, commandsOf, denied, httpApi, nothing, quotas, read, subnet, texts, the, v2 } from './described';

const goal = { target: 0.7 };
const subnets = ['one-a', 'one-a2', 'one-a3', 'one-a4', 'one-b', 'one-b2', 'one-b3', 'one-c', 'one-c2', 'one-c3'];
const full: VpcLinkFacts = {
  ...nothing,
  quota: quotas.subnets,
  v2: read([v2('link-a', subnets, ['sg-1'], { name: 'a' })]),
  subnets: read(subnets.map(subnet)),
  apis: [httpApi('api', { i1: 'link-a' })],
  others: [{ id: 'vpc-links-v2', resourceId: null, usage: 1, limit: 10 }],
};

test('a link at its most subnets breaks nothing and may stay; one with a subnet in each zone is an option', () => {
  const plan = planVpcLinks(full, goal);
  const option = the('one-subnet-per-zone', plan);

  expect(texts(plan.summary)).toEqual([
    'Subnets per VPC link (V2) (a, eu-west-1): 10 of 10 (100 %) subnets; this limit can be raised in Service Quotas.',
    'Nothing breaks, not even at 10 of 10: the subnets of a VPC link never change, and only making a link with more of them fails.',
    'It has 10 subnets in 3 zones, and one in each zone is enough for any number of targets.',
  ]);
  expect(briefly(plan.steps)).toEqual(['leave-vpc-link-as-it-is']);
  expect(briefly(plan.options)).toEqual(['one-subnet-per-zone: 10/10 → 3/10', 'request-increase: 10/10 → 10/15']);
  expect(plan.after).toEqual({ usage: 10, limit: 10 });
  expect(commandsOf(option, 'one-subnet-per-zone-link-a.sh')[0]).toBe(
    'link=$(aws apigatewayv2 create-vpc-link --name a-one-per-zone --subnet-ids one-a one-b one-c --security-group-ids sg-1 --query VpcLinkId --output text --region eu-west-1)',
  );
  expect(texts(option.cautions)[0]).toBe(
    'The new link needs a slot beside the old ones until those are deleted: 9 of 10 are free',
  );
});

test('where every subnet is in a zone of its own, only an increase is left', () => {
  const spread = ['one-a', 'one-b', 'one-c', 'one-d', 'one-e', 'one-f', 'one-g', 'one-h', 'one-i', 'one-j'];
  const plan = planVpcLinks(
    { ...full, v2: read([v2('link-a', spread, ['sg-1'])]), subnets: read(spread.map(subnet)) },
    goal,
  );

  expect(briefly(plan.steps)).toEqual(['leave-vpc-link-as-it-is', 'request-increase: 10/10 → 10/15']);
  expect(plan.options).toEqual([]);
});

test('without the subnets’ zones nothing is proposed that depends on them', () => {
  const plan = planVpcLinks({ ...full, subnets: denied }, goal);

  expect(briefly([...plan.steps, ...plan.options])).toEqual([
    'leave-vpc-link-as-it-is',
    'request-increase: 10/10 → 10/15',
  ]);
  expect(plan.steps).toHaveLength(1);
  expect(plan.why[0]?.rows[0]).toEqual(['one-a', 'not known', 'not known']);
  expect(texts(plan.unchecked)).toHaveLength(1);
});

test('a link that is no longer listed keeps the scan’s number', () => {
  const plan = planVpcLinks({ ...full, v2: read([]) }, goal);

  expect([plan.before, plan.why]).toEqual([{ usage: 10, limit: 10 }, []]);
  expect(briefly(plan.steps)).toEqual(['leave-vpc-link-as-it-is']);
});

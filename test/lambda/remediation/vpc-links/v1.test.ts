import { planVpcLinks, type VpcLinkFacts } from '../../../../lambda/remediation/vpc-links';
import {
  alb,
  arn,
  briefly,
  commandsOf,
  httpApi,
  listener,
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

const goal = { target: 0.7 };

/** 18 of 20 links, each to an NLB of its own: six in each of three VPCs. Each NLB passes on to the ALB of its VPC. */
const names = ['one', 'two', 'three'].flatMap((vpc) => [1, 2, 3, 4, 5, 6].map((number) => `${vpc}-${number}`));
const vpcOf = (name: string): string => `vpc-${name.split('-')[0]}`;
const links = names.map((name) => v1(name, `nlb-${name}`));
const rest = restApi(
  'rest',
  Object.fromEntries(names.map((name) => [`GET /${name}`, [name, `nlb-${name}/x`] as const])),
);
const full: VpcLinkFacts = {
  ...nothing,
  quota: { ...quotas.v1, usage: 18 },
  v1: read(links),
  apis: [rest],
  loadBalancers: read([
    ...names.map((name) => nlb(`nlb-${name}`, vpcOf(name))),
    ...['one', 'two', 'three'].map((vpc) => alb(`alb-${vpc}`, `vpc-${vpc}`)),
  ]),
  targetGroups: read(names.map((name) => passesOn(`nlb-${name}`, `alb-${name.split('-')[0]}`))),
  others: [{ id: 'vpc-links-v2', resourceId: null, usage: 0, limit: 10 }],
};

test('links to the same load balancer become one: the one that most integrations use', () => {
  const again = [v1('again-1', 'nlb-one-1'), v1('again-2', 'nlb-one-1')];
  const plan = planVpcLinks(
    {
      ...full,
      v1: read([...links, ...again]),
      apis: [
        rest,
        restApi('more', { 'GET /a': ['again-1', 'nlb-one-1'], 'GET /b': ['again-1', 'nlb-one-1'] }),
        restApi('last', { 'ANY /c': ['again-2', 'nlb-one-1'] }),
      ],
    },
    { target: 0.9 },
  );
  const step = the('merge-duplicate-vpc-links', plan);

  expect(briefly(plan.steps)).toEqual(['merge-duplicate-vpc-links: 20/20 → 18/20']);
  expect(texts([step.title, ...step.details])).toEqual([
    'Merge 2 duplicate VPC links into the one to the same Network Load Balancer, pointing 2 integrations elsewhere',
    'name-of-again-1 (again-1) stays (2 integrations) instead of name-of-again-2 (again-2) and name-of-one-1 (one-1)',
  ]);
  expect(commandsOf(step, 'merge-duplicate-links.sh')).toEqual([
    '# name-of-last (last): 1 integration',
    '# Note which deployments these stages have: update-stage puts one back with',
    '# --patch-operations op=replace,path=/deploymentId,value=ID',
    'aws apigateway get-stage --rest-api-id last --stage-name prod --query deploymentId --region eu-west-1',
    'aws apigateway update-integration --rest-api-id last --resource-id last-r0 --http-method ANY --patch-operations op=replace,path=/connectionId,value=again-1 --region eu-west-1',
    'aws apigateway create-deployment --rest-api-id last --stage-name prod --region eu-west-1',
    '',
    '# name-of-rest (rest): 1 integration',
    '# Note which deployments these stages have: update-stage puts one back with',
    '# --patch-operations op=replace,path=/deploymentId,value=ID',
    'aws apigateway get-stage --rest-api-id rest --stage-name prod --query deploymentId --region eu-west-1',
    'aws apigateway update-integration --rest-api-id rest --resource-id rest-r0 --http-method GET --patch-operations op=replace,path=/connectionId,value=again-1 --region eu-west-1',
    'aws apigateway create-deployment --rest-api-id rest --stage-name prod --region eu-west-1',
    '',
    '# When all of these APIs answer as before (AWS is known to refuse to delete a link in use):',
    'aws apigateway delete-vpc-link --vpc-link-id again-2 --region eu-west-1',
    'aws apigateway delete-vpc-link --vpc-link-id one-1 --region eu-west-1',
  ]);
  expect(commandsOf(step, 'undo-merge-duplicate-links.sh').slice(0, 3)).toEqual([
    `link=$(aws apigateway create-vpc-link --name name-of-again-2 --target-arns ${arn('net', 'nlb-one-1')} --query id --output text --region eu-west-1)`,
    'until [ "$(aws apigateway get-vpc-link --vpc-link-id "$link" --query status --output text --region eu-west-1)" = AVAILABLE ]; do sleep 15; done',
    'aws apigateway update-integration --rest-api-id last --resource-id last-r0 --http-method ANY --patch-operations op=replace,path=/connectionId,value="$link" --region eu-west-1',
  ]);
});

describe('REST APIs behind a Network and an Application Load Balancer', () => {
  test('go straight to the second by a V2 link for each VPC, as many VPCs as the target needs', () => {
    const plan = planVpcLinks(full, goal);
    const step = the('rest-apis-straight-to-alb', plan);

    expect(briefly(plan.steps)).toEqual(['rest-apis-straight-to-alb: 18/20 → 12/20']);
    expect(step.elsewhere).toEqual([{ quota: 'vpc-links-v2', of: null, before: 0, after: 1, limit: 10 }]);
    expect(briefly(plan.options).slice(0, 2)).toEqual([
      'rest-apis-straight-to-alb: 12/20 → 6/20',
      'rest-apis-straight-to-alb: 12/20 → 6/20',
    ]);
    expect(texts([step.title, ...step.details.slice(0, 2)])).toEqual([
      'Send 6 REST methods in vpc-one through one new V2 link straight to 1 Application Load Balancer, in place of 6 V1 links',
      'If this takes too long, ask for a limit of 30 first: AWS raises VPC links (V1) on request',
      'name-of-one-1 (one-1): through nlb-one-1 to alb-one, 1 method',
    ]);
    const commands = commandsOf(step, 'move-to-v2-vpc-one.sh');
    expect(commands.slice(0, 7)).toEqual([
      '# Fill in: one subnet of vpc-one in each zone of the load balancers, and a security group',
      '# that the load balancers let in.',
      "SUBNETS=''",
      "SECURITY_GROUPS=''",
      'link=$(aws apigatewayv2 create-vpc-link --name shared-vpc-one --subnet-ids ${SUBNETS:?} --security-group-ids ${SECURITY_GROUPS:?} --query VpcLinkId --output text --region eu-west-1)',
      'until [ "$(aws apigatewayv2 get-vpc-link --vpc-link-id "$link" --query VpcLinkStatus --output text --region eu-west-1)" = AVAILABLE ]; do sleep 15; done',
      '',
    ]);
    expect(commands[11]).toBe(
      `aws apigateway update-integration --rest-api-id rest --resource-id rest-r0 --http-method GET --patch-operations op=replace,path=/connectionId,value="$link" op=replace,path=/integrationTarget,value=${arn('app', 'alb-one')} --region eu-west-1`,
    );
    expect(commands.at(-6)).toBe('aws apigateway delete-vpc-link --vpc-link-id one-1 --region eu-west-1');
    expect(texts([step.undo ?? []])).toEqual([
      'Until the V1 links are deleted, put each stage back on the deployment noted before; after that, undo-move-to-v2-vpc-one.sh creates them again, and what AWS does with the target that the integrations then still name was not tried',
    ]);
  });

  test('the VPC that has a V2 link already comes first and needs no new one', () => {
    const plan = planVpcLinks(
      {
        ...full,
        v2: read([v2('have', ['two-a'], ['sg-1'])]),
        subnets: read([subnet('two-a')]),
        others: [{ id: 'vpc-links-v2', resourceId: null, usage: 1, limit: 10 }],
      },
      goal,
    );
    const step = the('rest-apis-straight-to-alb', plan);

    expect(texts([step.title])[0]).toMatch(
      /^Send 6 REST methods in vpc-two through the V2 link name-of-have \(have\) straight/,
    );
    expect(step.elsewhere).toEqual([]);
    expect(commandsOf(step, 'move-to-v2-vpc-two.sh')[4]).toContain('op=replace,path=/connectionId,value=have op=');
  });

  test('V2 links that are nearly full are named; past their limit the move is no step', () => {
    const v2Links = (count: number) => ({
      v2: read([...Array(count).keys()].map((index) => v2(`v2-${index}`, ['four-a'], ['sg-1']))),
      subnets: read([subnet('four-a')]),
      others: [{ id: 'vpc-links-v2', resourceId: null, usage: count, limit: 10 }],
    });
    const nearly = planVpcLinks({ ...full, ...v2Links(9) }, { target: 0.5 });
    const quite = planVpcLinks({ ...full, ...v2Links(10) }, { target: 0.5 });

    expect(briefly(nearly.steps)).toEqual([
      'rest-apis-straight-to-alb: 18/20 → 12/20',
      'request-increase: 12/20 → 12/25',
    ]);
    expect(texts(the('rest-apis-straight-to-alb', nearly).cautions)[0]).toBe(
      'It brings V2 links to 10 of 10, above the same target: the plan for V2 links says how to make room there first',
    );
    expect(briefly(quite.steps)).toEqual(['request-increase: 18/20 → 18/40']);
    expect(texts(the('rest-apis-straight-to-alb', quite).cautions).at(-1)).toBe(
      'It would bring vpc-links-v2 to 11 of 10: first make room there',
    );
  });

  test('of a load balancer with several behind it, the listener for the port says which', () => {
    const both = [passesOn('nlb-one-1', 'alb-one'), passesOn('nlb-one-1', 'alb-other')] as const;
    const facts: VpcLinkFacts = {
      ...full,
      v1: read(links.slice(0, 1)),
      apis: [
        restApi('rest', {
          'GET /a': ['one-1', 'nlb-one-1:8080/a'],
          'GET /b': ['one-1', 'nlb-one-1/b'],
        }),
      ],
      targetGroups: read(both),
      loadBalancers: read([nlb('nlb-one-1', 'vpc-one'), alb('alb-one', 'vpc-one'), alb('alb-other', 'vpc-one')]),
    };
    const listeners = read([listener('nlb-one-1', 80, both[0]), listener('nlb-one-1', 8080, both[1])]);
    const step = the('rest-apis-straight-to-alb', planVpcLinks({ ...facts, listeners }, { target: 0.01 }));

    expect(commandsOf(step, 'move-to-v2-vpc-one.sh').filter((line) => line.includes('integrationTarget'))).toEqual([
      expect.stringContaining(
        `rest-r0 --http-method GET --patch-operations op=replace,path=/connectionId,value="$link" op=replace,path=/integrationTarget,value=${arn('app', 'alb-other')}`,
      ),
      expect.stringContaining(
        `rest-r1 --http-method GET --patch-operations op=replace,path=/connectionId,value="$link" op=replace,path=/integrationTarget,value=${arn('app', 'alb-one')}`,
      ),
    ]);
    const unread = planVpcLinks(facts, { target: 0.01 });
    expect(() => the('rest-apis-straight-to-alb', unread)).toThrow('no rest-apis');
    expect(texts(unread.unchecked)).toEqual([
      'Which Application Load Balancer each port leads to behind nlb-one-1, so the V1 links to them are not moved to V2: their listeners were not read',
    ]);
  });

  test('a VPC that V2 has no room for does not keep another from being a step', () => {
    const facts: VpcLinkFacts = {
      ...full,
      v2: read([...Array(9).keys()].map((index) => v2(`v2-${index}`, ['four-a'], ['sg-1']))),
      subnets: read([subnet('four-a')]),
      others: [{ id: 'vpc-links-v2', resourceId: null, usage: 9, limit: 9 }],
    };

    expect(planVpcLinks(facts, goal).options.filter(({ remedy }) => remedy === 'rest-apis-straight-to-alb')).toEqual(
      ['one', 'three', 'two'].map((vpc) =>
        expect.objectContaining({
          title: expect.arrayContaining([{ code: `vpc-${vpc}` }]),
          counts: { before: { usage: 18, limit: 20 }, after: { usage: 12, limit: 20 }, atMost: false },
          cautions: expect.arrayContaining([['It would bring vpc-links-v2 to 10 of 9: first make room there']]),
        }),
      ),
    );
  });

  test('a load balancer in another VPC is no reason to move', () => {
    const elsewhere: VpcLinkFacts = {
      ...full,
      loadBalancers: read([
        ...names.map((name) => nlb(`nlb-${name}`, vpcOf(name))),
        ...['one', 'two', 'three'].map((vpc) => alb(`alb-${vpc}`, 'vpc-other')),
      ]),
    };

    expect(() => the('rest-apis-straight-to-alb', planVpcLinks(elsewhere, goal))).toThrow('no rest-apis');
  });

  test('a link that a WebSocket API uses too stays', () => {
    const socket = httpApi('socket', { i: 'one-1' }, { type: 'websocket-api' });
    const facts = { ...full, v1: read(links.slice(0, 1)), apis: [rest, socket] };

    expect(() => the('rest-apis-straight-to-alb', planVpcLinks(facts, { target: 0.01 }))).toThrow('no rest-apis');
  });
});

test('the four ways of AWS’s article are options, each with what it needs and frees here', () => {
  const plan = planVpcLinks({ ...full, targetGroups: read([]) }, goal);

  expect(briefly(plan.options)).toEqual([
    'pattern-1-one-v2-link-per-vpc: 18/20 → 0/20',
    'pattern-2-one-v1-link-per-nlb: 18/20 → 18/20',
    'pattern-3-one-nlb-many-listeners: 18/20 → 3/20',
    'pattern-4-nlb-before-albs: 18/20 → 3/20',
  ]);
  expect(plan.options.map(({ details }) => texts(details)[0])).toEqual([
    'Needs 3 new V2 links for 3 VPCs; frees 18 V1 links of REST APIs',
    'No two links lead to the same load balancer: this frees nothing, and every new load balancer needs one more link',
    'Needs one Network Load Balancer with up to 5 listeners more, for 3 VPCs, and the URI of each integration names the port; frees 15 V1 links',
    'Needs one Network Load Balancer in each of 3 VPCs and one hop more for every request; frees 15 V1 links',
  ]);
  expect(the('pattern-1-one-v2-link-per-vpc', plan).elsewhere).toEqual([
    { quota: 'vpc-links-v2', of: null, before: 0, after: 3, limit: 10 },
  ]);
});

test('a name is one word in a command, whatever it says', () => {
  const evil = `x'; touch /tmp/owned; '$(id)\n`;
  const plan = planVpcLinks(
    { ...full, v1: read([...links, v1('spare', 'nlb-one-1', { name: evil })]), apis: [] },
    goal,
  );
  const step = the('delete-unused-vpc-links', plan);

  expect(commandsOf(step, 'undo-delete-unused-links.sh').at(-2)).toBe(
    `link=$(aws apigateway create-vpc-link --name 'x'\\''; touch /tmp/owned; '\\''$(id)?' --target-arns ${arn('net', 'nlb-one-1')} --query id --output text --region eu-west-1)`,
  );
});

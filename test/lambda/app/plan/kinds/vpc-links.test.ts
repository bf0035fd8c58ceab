import type { RegionInput } from '../../../../../sandbox';
import { clock } from '../../../../support/account';
import { textOfWords } from '../../../../../lambda/domain/words';
import { HOME, planIn, planned } from '../planned';

const names = Array.from({ length: 8 }, (_, index) => `two-${index + 1}`);
const through = (vpcLink: string) => ({ id: 'through', type: 'HTTP_PROXY' as const, method: 'ANY', vpcLink });

/** Eight V2 links; one HTTP and one REST API use two of them, and one of each type uses none. */
const region = {
  vpcLinks: { v2: names.map((name) => ({ name })) },
  httpApis: [
    {
      name: 'behind',
      id: 'behind0001',
      integrations: [through('two-1')],
      stages: [{ name: 'old', autoDeploy: false }],
    },
    { name: 'plain', id: 'plain00001', routes: { count: 3 } },
  ],
  restApis: [
    {
      name: 'inside',
      id: 'inside0001',
      methods: [{ path: '/a', method: 'GET', type: 'HTTP_PROXY' as const, vpcLink: 'two-2', uri: 'http://a' }],
    },
    { name: 'free', id: 'free000001', resources: 4 },
  ],
} satisfies RegionInput;
const quota = 'vpc-links-v2';

test('only what says who uses a link is asked for: stages only of APIs that do', async () => {
  const result = await planned(region, { quota });

  const asked = result.calls.map(({ operation, resource }) => `${operation} ${resource?.split('::').at(-1)}`);
  expect(asked.filter((one) => /restapis|apis\b/.test(one)).toSorted()).toEqual([
    'GetApis /apis',
    'GetIntegrations /apis/behind0001/integrations',
    'GetIntegrations /apis/plain00001/integrations',
    'GetResources /restapis/free000001/resources',
    'GetResources /restapis/inside0001/resources',
    'GetRestApis /restapis',
    'GetStages /apis/behind0001/stages',
    'GetStages /restapis/inside0001/stages',
  ]);
  const [first] = planIn(result).steps;
  expect(first?.counts).toMatchObject({ before: { usage: 8 }, after: { usage: 2 } });
  expect(first?.cautions.map(textOfWords)).toContain(
    'Stages of 4 APIs may serve a deployed snapshot that still uses a link which the API no longer names: AWS is known to refuse to delete such a link, and to say which stage to deploy first',
  );
});

test('an API made since the scan listed them uses its link all the same', async () => {
  const late = { name: 'late', id: 'late000001', integrations: [through('two-8')] };
  const { outcome } = await planned(region, {
    quota,
    before: (sandbox) => sandbox.change(HOME, { ...region, httpApis: [...region.httpApis, late] }),
  });

  const text = JSON.stringify(outcome);
  expect(text).toContain('"usage":3');
  expect(text).not.toMatch(/Delete [^"]*two-8/);
});

test.each(['GetApis', 'GetRestApis', 'GetIntegrations', 'GetResources'])(
  'without %s no link is deleted as unused, and the plan says what is missing',
  async (operation) => {
    const plan = planIn(
      await planned(region, { quota, before: (sandbox) => sandbox.fault({ operation, kind: 'denied' }) }),
    );

    expect(plan.steps.map(({ remedy }) => remedy)).not.toContain('delete-unused-vpc-links');
    expect(plan.unchecked.map(textOfWords).join('\n')).toContain(`AccessDeniedException on apigateway`);
    expect(plan.unchecked.map(textOfWords).join('\n')).toContain(operation);
  },
);

test('where it would take too long to read the APIs none is read, and the plan says how long', async () => {
  const { outcome, calls } = await planned(region, { quota, context: { controlPlaneShare: 0.001 } });

  expect(calls.map(({ operation }) => operation).filter((one) => /Integrations|Resources/.test(one))).toEqual([]);
  // Two REST APIs at 2.5 a second, one thousandth of that: not the four calls at 10 a second.
  expect(JSON.stringify(outcome)).toContain(
    'all REST APIs: by choice: to read all of them would take 800 s with this scan.controlPlaneShare, and 120 s is what one plan may take; with scan.controlPlaneShare: 100% it would take 1 s',
  );
});

test('the plan is as old as the oldest of what it was made of', async () => {
  const from = clock.now().toISOString();
  const plan = planIn(await planned(region, { quota, change: (one) => ({ ...one, measuredAt: '9999' }) }));

  expect(plan.readAt >= from && plan.readAt <= clock.now().toISOString()).toBe(true);
});

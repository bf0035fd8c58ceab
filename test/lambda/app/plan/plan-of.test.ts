import { planOf } from '../../../../lambda/app/plan/plan-of';
import { scanThen } from '../../../../lambda/app/scan';
import type { DetailSource } from '../../../../lambda/domain/detail-source';
import { textOfWords } from '../../../../lambda/domain/words';
import { catalogue } from '../../../../lambda/quotas';
import { account, clock, settingsOf } from '../../../support/account';
import { HOME, planIn, planned } from './planned';

const region = {
  httpApis: [{ name: 'orders', id: 'a1b2c3d4e5', routes: { count: 240 }, orphans: 9 }],
  restApis: [{ name: 'partners', id: 'p1p2p3p4p5', resources: 250 }],
  webSocketApis: [{ name: 'live', id: 'w1w2w3w4w5', actions: 20 }],
  vpcLinks: { v1: [{ name: 'old' }], v2: [{ name: 'new' }] },
  usagePlans: [{ name: 'empty', rate: 10, burst: 20 }],
  lambda: { functions: [{ name: 'f', concurrent: { typical: 3, peak: 9 } }], claimed: { typical: 3, peak: 9 } },
};

test('an API that changed between its count and its details makes a plan that says so', async () => {
  const plan = planIn(
    await planned(region, { quota: 'http-api-integrations', change: (one) => ({ ...one, usage: 260 }) }),
  );

  expect(textOfWords(plan.stale ?? [])).toBe(
    'The API changed while it was read: 260 integrations were counted, 249 are there now. Compute the plan again.',
  );
});

test('there is no plan where the scan had no time left for what it needs', async () => {
  const waiting = { status: 'waiting', reason: 'the scan had no time left for apigatewayv2:GetRoutes' } as const;
  const later = async () => await Promise.resolve(waiting);
  const source: DetailSource = {
    region: HOME,
    apis: later,
    api: later,
    integrations: later,
    stages: later,
    restApis: later,
    restApi: later,
    resources: later,
    restStages: later,
    domains: later,
    mappedApis: later,
    vpcLinks: later,
    subnets: later,
    loadBalancers: later,
    listeners: later,
    targetGroups: later,
    functions: later,
    eventSources: later,
    callers: later,
    concurrencyPeak: later,
    requestPeak: later,
  };

  const { outcome } = await planned(region, { quota: 'http-api-integrations', context: { detailsOf: () => source } });

  expect(outcome).toEqual(waiting);
});

const measuredThere = catalogue.filter(({ id }) => !['api-keys'].includes(id)).map(({ id }) => id);

test('every quota that is measured has a plan, whatever its kind, and its steps follow from one another', async () => {
  await account({ account: { accountId: '123456789012', regions: { [HOME]: region } } });
  const plans = await clock.run(
    scanThen({ clock, settings: settingsOf() }, async ({ result, detailsOf }) => {
      if (result.status !== 'scanned') throw new Error(result.status);
      const { snapshot, partition, reads } = result;
      const { accountId, measurements } = snapshot;
      const now = clock.now();
      const context = {
        accountId,
        partition,
        measurements,
        reads,
        detailsOf,
        signalsOf: null,
        target: 70,
        controlPlaneShare: 1,
        now,
      };
      const measured = measurements.filter(({ status }) => status === 'measured');
      return await Promise.all(
        measured.map(async (one) => (one.status === 'measured' ? await planOf(one, context) : null)),
      );
    }),
  );

  const known = plans.flatMap((one) => (one?.status === 'planned' ? [one.plan] : []));
  expect(known).toHaveLength(plans.length);
  expect(new Set(known.map(({ quota }) => quota).filter((id) => measuredThere.includes(id))).size).toBeGreaterThan(25);
  for (const { quota, before, after, steps, summary } of known) {
    const counts = steps.flatMap((step) => (step.counts === null ? [] : [step.counts]));
    let last = before;
    for (const { before: from, after: to } of counts) {
      expect([quota, from]).toEqual([quota, last]);
      last = to;
    }
    expect([quota, last]).toEqual([quota, after]);
    expect([quota, summary.length <= 3 && summary.length > 0]).toEqual([quota, true]);
  }
});

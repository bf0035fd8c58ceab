import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import { ONE_ACCOUNT } from '../../../lambda/domain/schedule';
import { budgets } from '../../../lambda/domain/reads';
import { createInventory } from '../../../lambda/inventory';
import { catalogue } from '../../../lambda/quotas';
import { type Call, mostCallsIn } from '../../../sandbox/call-log';
import { account, clock } from '../../support/account';

const REGION = 'eu-west-1';
const APIS = 4;

/** It never aborts. Every call listens to it; Node would take more than ten for a leak. */
function signal(): AbortSignal {
  const { signal: never } = new AbortController();
  setMaxListeners(0, never);
  return never;
}

/** Both phases of a scan of one Region: what is counted, and what the plans of all its APIs need. */
async function callsOf(share: number, sideBySide: boolean): Promise<readonly Call[]> {
  const { calls } = await account({
    account: {
      accountId: '123456789012',
      regions: {
        [REGION]: {
          httpApis: [{ name: 'http', copies: APIS, routes: { count: 3 } }],
          restApis: [{ name: 'rest', copies: APIS, resources: 2 }],
          lambda: { functions: [{ name: 'f', copies: 5 }] },
        },
      },
    },
    pages: { v2: 2 },
  });
  const never = signal();
  const inventory = createInventory({ clock, closing: never, over: never, controlPlaneShare: share });
  const counting = async () => {
    const { reads } = await inventory.region(REGION, {
      quotas: catalogue,
      conditions: [],
      discover: () => [],
      state: undefined,
      declined: {},
      pace: ONE_ACCOUNT,
      callsAScan: () => 1000,
      progress: { planned: () => {}, done: () => {} },
    });
    return reads;
  };
  const planning = async () => {
    const source = inventory.details(REGION);
    const ids = (service: string) =>
      new Set(calls.flatMap((call) => (call.service === service ? (idIn(call) ?? []) : [])));
    await Promise.all([
      ...[...ids('apigatewayv2')].map((id) => source.api(id)),
      ...[...ids('apigateway')].map((id) => source.restApi(id)),
      source.vpcLinks('V1'),
      source.vpcLinks('V2'),
      source.functions(),
    ]);
  };
  try {
    await clock.run(counting());
    await clock.run(Promise.all([planning(), ...(sideBySide ? [counting()] : [])]));
  } finally {
    inventory.close();
  }
  return calls;
}

function idIn({ target }: Call): string | undefined {
  return /\/(?:rest)?apis\/(\w+)\//.exec(target)?.[1];
}

test.each([
  ['side by side', true],
  ['one after the other', false],
])('in any window of w seconds both phases, %s, start at most share × rate × w + 1 calls', async (_, sideBySide) => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 10, max: 100 }), async (percent) => {
      const calls = await callsOf(percent / 100, sideBySide);
      const spent = {
        'control-plane': calls.filter(({ service }) => service.startsWith('apigateway')),
        'get-resources': calls.filter(({ operation }) => operation === 'GetResources'),
        'lambda-control-plane': calls.filter(({ service }) => service === 'lambda'),
      };
      expect(spent['get-resources'].length).toBeGreaterThanOrEqual(2 * APIS);
      expect(calls.filter(({ operation }) => operation === 'GetIntegrations').length).toBeGreaterThanOrEqual(4 * APIS);
      for (const name of ['control-plane', 'get-resources', 'lambda-control-plane'] as const) {
        for (const seconds of [0.5, 1, 5, 20, 60]) {
          const allowed = (percent / 100) * budgets[name].perSecond * seconds + 1;
          expect(mostCallsIn(seconds * 1000, spent[name])).toBeLessThanOrEqual(allowed + 1e-9);
        }
      }
    }),
    { seed: 20_261_124, numRuns: 3 },
  );
});

test('the details of a Region come from one source, however often it is asked for', async () => {
  await account({ account: { accountId: '123456789012', regions: { [REGION]: {} } } });
  const never = signal();
  const inventory = createInventory({ clock, closing: never, over: never, controlPlaneShare: 1 });

  expect(inventory.details(REGION)).toBe(inventory.details(REGION));
  expect(inventory.details(REGION)).not.toBe(inventory.details('us-east-1'));
  expect(inventory.details(REGION).region).toBe(REGION);

  inventory.close();
});

import { textOfWords } from '../../../../../lambda/domain/words';
import { type Outcome, planIn, planned } from '../planned';

const steady = (value: number) => ({ typical: value, peak: value, every: 1 });
const method = (path: string, timeoutMs?: number) => ({
  path,
  method: 'POST',
  type: 'HTTP_PROXY' as const,
  uri: 'https://reports.example.com',
  ...(timeoutMs === undefined ? {} : { timeoutMs }),
});
const region = {
  restApis: [
    {
      name: 'reports',
      id: 'reports001',
      traffic: steady(900),
      methods: [method('/slow', 30_000), method('/at', 29_000)],
    },
    { name: 'admin', id: 'admin00001', traffic: steady(2), methods: [method('/slower', 60_000)] },
  ],
  httpApis: [
    { name: 'web', id: 'web0000001', traffic: steady(30) },
    { name: 'app', id: 'app0000001', traffic: steady(20) },
  ],
};
const quota = 'api-gateway-throttle-rate';

const about29s = (outcome: Outcome): string[] => {
  const { steps, options, unchecked } = planIn(outcome);
  const all = [...unchecked, ...[...steps, ...options].flatMap(({ cautions }) => cautions)];
  return all.map(textOfWords).filter((text) => text.includes('29 s'));
};

test('the methods of the busiest REST APIs are looked at for timeouts that are in the way of a higher rate', async () => {
  const outcome = await planned(region, { quota, change: (one) => ({ ...one, usage: 9000, limit: 10_000 }) });

  expect(about29s(outcome)).toEqual([
    'Whether a REST integration may take longer than 29 s was looked at only where most requests come in, not in 1 REST API: if so, AWS may refuse a higher rate',
    expect.stringContaining('reports POST /slow (30 s) may take longer than 29 s'),
  ]);
  expect(outcome.calls.filter(({ operation }) => operation === 'GetResources')).toHaveLength(1);
});

test('where none of them could be read, nobody has looked', async () => {
  const outcome = await planned(region, {
    quota,
    before: (sandbox) => sandbox.fault({ operation: 'GetResources', kind: 'denied' }),
  });

  expect(about29s(outcome)).toEqual([
    'Whether a REST integration may take longer than 29 s was not looked at: if so, AWS may refuse a higher rate',
  ]);
});

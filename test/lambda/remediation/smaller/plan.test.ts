import type { PlanStep } from '../../../../lambda/domain/plan';
import { textOfWords } from '../../../../lambda/domain/words';
import { catalogue } from '../../../../lambda/quotas';
import { apiQuotas, restApiQuotas } from '../../../../lambda/remediation/apis';
import { concurrencyQuotas } from '../../../../lambda/remediation/concurrency';
import type { QuotaFacts } from '../../../../lambda/remediation/facts';
import type { PlanParts } from '../../../../lambda/remediation/pipeline';
import { type CountFacts, countQuotas, planCount } from '../../../../lambda/remediation/smaller';
import { throttleQuotas } from '../../../../lambda/remediation/throttles';

const at = '2026-11-24T18:00:00.000Z';

function quota(id: string, given: Partial<QuotaFacts> = {}): QuotaFacts {
  return {
    id,
    name: 'Usage plans',
    unit: 'usage plans',
    service: 'apigateway',
    quotaCode: 'L-E8693075',
    adjustable: 'yes',
    region: 'eu-west-1',
    accountId: '123456789012',
    partition: 'aws',
    resource: null,
    usage: 270,
    limit: 300,
    increaseRequest: null,
    ...given,
  };
}

const plan = (given: QuotaFacts, unused: CountFacts['unused'] = null): PlanParts =>
  planCount({ quota: given, unused }, { target: 0.7 });
const text = (step: PlanStep): string[] => [step.title, ...step.details, ...step.cautions].map(textOfWords);

test('every quota of the catalogue has exactly one kind of plan', () => {
  const kinds = [apiQuotas, restApiQuotas, concurrencyQuotas, throttleQuotas, countQuotas];
  const kindsOf = (id: string): number =>
    kinds.filter((some) => some.includes(id)).length + (id.startsWith('vpc-link') ? 1 : 0);

  expect(catalogue.map(({ id }) => [id, kindsOf(id)])).toEqual(catalogue.map(({ id }) => [id, 1]));
});

test.each(countQuotas)('%s begins with a look, names what nobody saw, and counts nothing of its advice', (id) => {
  const parts = plan(quota(id, { adjustable: 'no', quotaCode: null }));

  expect(parts.steps[0]?.remedy).toBe('look-for-unused');
  expect(parts.steps.map(({ counts }) => counts)).toEqual(parts.steps.map(() => null));
  expect(parts.after).toEqual(parts.before);
  expect(parts.unchecked.length).toBeGreaterThan(0);
});

test.each(countQuotas)('an increase of %s is asked for only where AWS grants one', (id) => {
  const known = catalogue.find((one) => one.id === id);
  if (known === undefined) throw new Error(id);
  const { adjustable, quotaCode } = known;
  const parts = plan(quota(id, { adjustable, quotaCode }));

  const request = parts.steps.find(({ remedy }) => remedy === 'request-increase');
  expect(request?.counts === null).toBe(adjustable === 'no');
});

test('usage plans without a stage go first, and what is left is asked for', () => {
  const unused = [
    { id: 'p1', name: "o'ld" },
    { id: 'p2', name: '__proto__' },
  ];
  const parts = plan(quota('usage-plans'), { status: 'read', value: unused, at });

  expect(parts.steps.map(({ remedy, counts }) => [remedy, counts?.after])).toEqual([
    ['delete-unused', { usage: 268, limit: 300 }],
    ['look-for-unused', undefined],
    ['request-increase', { usage: 268, limit: 400 }],
  ]);
  const [first] = parts.steps;
  expect(first === undefined ? [] : text(first).slice(0, 2)).toEqual([
    "Delete 2 usage plans that serve nothing: o'ld and __proto__",
    'No API stage is in them, so their throttles and quotas hold for nothing',
  ]);
  expect(first?.artefacts[0]?.text.split('\n').filter((line) => line.startsWith('aws '))).toEqual([
    'aws apigateway get-usage-plan --usage-plan-id p1 --region eu-west-1',
    'aws apigateway delete-usage-plan --usage-plan-id p1 --region eu-west-1',
    'aws apigateway get-usage-plan --usage-plan-id p2 --region eu-west-1',
    'aws apigateway delete-usage-plan --usage-plan-id p2 --region eu-west-1',
  ]);
});

test('what could not be read is no step', () => {
  const parts = plan(quota('usage-plans'), { status: 'failed', kind: 'denied', reason: 'AccessDenied' });

  expect(parts.steps.map(({ remedy }) => remedy)).toEqual(['look-for-unused', 'request-increase']);
  expect(parts.unchecked.map(textOfWords)).toEqual([
    'Which API keys the plans have was not read',
    'Which usage plans serve nothing was not read: AccessDenied',
  ]);
});

test('a quota that AWS does not raise says so in its summary', () => {
  const parts = plan(
    quota('regional-apis', { name: 'Regional APIs', unit: 'APIs', adjustable: 'no', usage: 560, limit: 600 }),
  );

  expect(parts.summary.map(textOfWords)).toEqual([
    'Regional APIs (eu-west-1): 560 of 600 (93 %) APIs; AWS does not raise this limit.',
    'Nothing can be counted beforehand; the first advice is “Delete Regional REST APIs that get no requests”.',
  ]);
});

test('a quota that only Service Quotas knows gets what its name and number allow', () => {
  const parts = plan(
    quota('sq-lambda-L-1234', {
      name: 'Lambda quota L-1234',
      unit: '',
      service: 'lambda',
      quotaCode: 'L-1234',
      usage: 9,
      limit: 10,
    }),
  );

  expect(parts.summary.map(textOfWords)).toEqual([
    'Lambda quota L-1234 (eu-west-1): 9 of 10 (90 %); this limit can be raised in Service Quotas.',
    'First request 15 for Lambda quota L-1234 in Service Quotas: then it is 9 of 15 (60 %).',
  ]);
  expect(parts.unchecked.map(textOfWords)).toEqual([
    'What counts towards this quota is known by its name only: nothing of it was read',
  ]);
});

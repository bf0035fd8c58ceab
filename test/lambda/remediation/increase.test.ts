import fc from 'fast-check';
import { textOfWords, words } from '../../../lambda/domain/words';
import type { QuotaFacts } from '../../../lambda/remediation/facts';
import { enough, increase, type IncreaseProps } from '../../../lambda/remediation/increase';
import { reaches, simulate } from '../../../lambda/remediation/pipeline';

const goal = { target: 0.7 };

const quota: QuotaFacts = {
  id: 'rest-api-resources',
  name: 'Resources per REST API',
  unit: 'resources',
  service: 'apigateway',
  quotaCode: 'L-01C8A9E0',
  adjustable: 'yes',
  region: 'eu-west-1',
  accountId: '123456789012',
  partition: 'aws',
  resource: null,
  usage: 290,
  limit: 300,
  increaseRequest: null,
};

interface Model {
  readonly usage: number;
  readonly limit: number;
}

function ask(
  facts: Partial<QuotaFacts> = {},
  more: Partial<IncreaseProps<Model>> = {},
  model = { usage: 290, limit: 300 },
) {
  const remedy = increase<Model>({
    quota: { ...quota, ...facts },
    count: (one) => one,
    withLimit: (one, limit) => ({ ...one, limit }),
    justification: ({ usage }) => `We have ${usage} resources.`,
    ...more,
  });
  const { steps, options } = simulate({ model, count: (one) => one, others: () => [], remedies: [remedy] }, goal);
  return [...steps, ...options];
}

test('an increase is asked for in Service Quotas, with its reason and as a command', () => {
  expect(ask()).toEqual([
    {
      remedy: 'request-increase',
      effort: 'minutes',
      title: words`Request ${450} for ${{ code: 'Resources per REST API' }} in Service Quotas`,
      details: [
        words`Console: ${{ code: 'https://eu-west-1.console.aws.amazon.com/servicequotas/home/services/apigateway/quotas/L-01C8A9E0' }}`,
        words`Say why: “${{ code: 'We have 290 resources.' }}”`,
      ],
      counts: { before: { usage: 290, limit: 300 }, after: { usage: 290, limit: 450 }, atMost: false },
      elsewhere: [],
      cautions: [words`AWS decides, and may take days: until then the limit is 300`],
      undo: null,
      artefacts: [
        {
          name: 'request-increase.sh',
          language: 'sh',
          title: 'The request as a command',
          text: expect.stringContaining(
            '\n# Resources per REST API in eu-west-1: to 450\naws service-quotas request-service-quota-increase --service-code apigateway --quota-code L-01C8A9E0 --desired-value 450 --region eu-west-1\n',
          ),
        },
      ],
    },
  ]);
});

test('it may be for one resource, of more effort, and with cautions of its own', () => {
  const [step] = ask({}, { contextId: "arn:aws:x'y", effort: 'code', cautions: [words`Mind the burst`] });

  expect(step?.effort).toBe('code');
  expect(step?.cautions.map(textOfWords)).toEqual([expect.any(String), 'Mind the burst']);
  expect(step?.artefacts[0]?.text).toContain(String.raw`--region eu-west-1 --context-id 'arn:aws:x'\''y'`);
});

test('in another partition no page of the console is named', () => {
  expect(ask({ partition: 'aws-cn', region: 'cn-north-1' })[0]?.details.map(textOfWords)).toEqual([
    'Say why: “We have 290 resources.”',
  ]);
});

test.each([['support', 'L-01C8A9E0'] as const, ['yes', null] as const])(
  'where Service Quotas cannot do it, AWS Support is asked: %s, code %s',
  (adjustable, quotaCode) => {
    expect(ask({ adjustable, quotaCode })).toMatchObject([
      {
        title: [
          'Ask AWS Support to raise ',
          { code: 'Resources per REST API' },
          expect.stringContaining('Service Quotas does not'),
        ],
        counts: { after: { usage: 290, limit: 450 } },
        artefacts: [],
      },
    ]);
  },
);

test('what AWS does not raise is not asked for, and what is asked for already is waited for', () => {
  const advice = { details: [], counts: null, cautions: [], undo: null, artefacts: [], elsewhere: [] };

  expect(ask({ adjustable: 'no', increaseRequest: 'PENDING' })).toMatchObject([
    { ...advice, title: words`Do not ask for an increase: AWS does not raise ${{ code: 'Resources per REST API' }}` },
  ]);
  expect(ask({ increaseRequest: 'CASE_OPENED' })).toMatchObject([
    {
      ...advice,
      title: words`Wait for the increase of ${{ code: 'Resources per REST API' }} that is already requested (${{ code: 'CASE_OPENED' }})`,
    },
  ]);
});

test('nothing is asked for where the limit is enough', () => {
  expect(ask({}, {}, { usage: 210, limit: 300 })).toEqual([]);
});

test.each([
  [7, 10],
  [21, 30],
  [35, 50],
  [36, 100],
  [290, 450],
  [700, 1000],
  [701, 1500],
  [0, 0],
])('for %d the smallest round limit is %d', (usage, limit) => {
  expect(enough({ usage, limit: 0 }, goal)).toBe(limit);
});

test('whatever is used and aimed at, the new limit reaches it, and a step less would not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 100 }), (usage, percent) => {
      const target = percent / 100;
      const limit = enough({ usage, limit: 0 }, { target });
      const exact = (usage * 100) / percent;
      const step = exact <= 50 ? 5 : exact <= 1000 ? 50 : 500;

      expect(limit % step).toBe(0);
      expect(reaches({ usage, limit }, { target })).toBe(true);
      expect(reaches({ usage, limit: limit - step }, { target })).toBe(false);
    }),
    { seed: 6, numRuns: 2000 },
  );
});

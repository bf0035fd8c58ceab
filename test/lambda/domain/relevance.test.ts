import type { Read } from '../../../lambda/domain/read';
import { relevance, relevantIds } from '../../../lambda/domain/relevance';
import type { DomainName, LambdaAccount } from '../../../lambda/domain/resources';

const at = '2026-11-20T12:00:00.000Z';
const lambda = (change: Partial<LambdaAccount>): Read<LambdaAccount> => ({
  status: 'read',
  value: { concurrency: 1000, unreservedConcurrency: 1000, functionCount: 3, storage: 1, storageLimit: 9, ...change },
  at,
});
const failed: Read<never> = { status: 'failed', kind: 'denied', reason: 'AccessDenied on lambda:GetAccountSettings' };

test.each<['lambda-functions' | 'lambda-network-interfaces', string, Partial<LambdaAccount>, unknown]>([
  ['lambda-functions', 'something is reserved', { unreservedConcurrency: 900 }, undefined],
  ['lambda-functions', 'nothing is reserved', {}, { status: 'read', value: [], at }],
  ['lambda-network-interfaces', 'there are functions', {}, undefined],
  ['lambda-network-interfaces', 'there are none', { functionCount: 0 }, { status: 'read', value: {}, at }],
])('what stands for %s when %s', (name, _, change, expected) => {
  expect(relevance[name]?.without({ 'lambda-account': lambda(change) })).toEqual(expected);
});

test('while nobody knows whether there is anything to see, it is unknown for the same reason', () => {
  const lists = { 'lambda-account': failed };

  expect(relevance['lambda-functions']?.without(lists)).toEqual(failed);
  expect(relevance['lambda-network-interfaces']?.without(lists)).toEqual(failed);
});

test('mappings are read of Regional public domains, rules of those that use them, everything else of all', () => {
  const domain = (id: string, change: Partial<DomainName>): DomainName => ({
    id,
    name: id,
    private: false,
    regional: false,
    routingRules: false,
    ...change,
  });
  const domains = [
    domain('edge', {}),
    domain('regional', { regional: true }),
    domain('private', { private: true, regional: true }),
    domain('ruled', { private: true, routingRules: true }),
  ];

  expect(relevantIds('api-mappings', domains)).toEqual(['regional']);
  expect(relevantIds('routing-rules', domains)).toEqual(['ruled']);
  expect(relevantIds('stages', [{ id: 'a', name: 'a', protocol: null }])).toEqual(['a']);
});

import { Findings, type FindingSource, isMuting } from '../../../lambda/domain/finding';
import { COVERAGE, type IncidentPlace } from '../../../lambda/domain/fingerprint';
import type { Measured, Measurement } from '../../../lambda/domain/measurement';
import type { Snapshot } from '../../../lambda/domain/snapshot';
import { parsedSettings } from '../../support/account';

const REGION = 'us-east-1';
const NOW = '2026-11-20T12:00:00.000Z';
const QUOTA = 'http-api-integrations';
const resource = { type: 'http-api', id: 'a1', name: 'orders' } as const;
const measured: Measured = {
  status: 'measured',
  quota: QUOTA,
  accountId: '123456789012',
  region: REGION,
  resource,
  usage: 250,
  limit: 300,
  limitSource: 'catalogue',
  utilization: 83.3,
  severity: 'warning',
  adjustable: 'no',
  increaseRequest: null,
  notes: [],
  measuredAt: NOW,
};
const blind: Measurement = { ...measured, status: 'unmeasured', cause: 'failed', reason: 'InternalFailure' };

function findings(
  measurements: readonly Measurement[],
  more: Omit<Partial<FindingSource>, 'snapshot'> & { snapshot?: Partial<Snapshot> } = {},
) {
  const { snapshot, ...rest } = more;
  return new Findings({
    coverage: { percent: 100, seen: 1, wanted: 1, unmeasured: 0, refused: [], blind: [] },
    hidden: {},
    settings: parsedSettings(),
    at: NOW,
    wavers: () => false,
    ownKinds: ['settings-invalid'],
    ...rest,
    snapshot: {
      schemaVersion: 1,
      accountId: '123456789012',
      startedAt: NOW,
      finishedAt: NOW,
      regions: [{ region: REGION, status: 'scanned' }],
      measurements,
      observations: [],
      calls: { total: 0, throttled: 0, byOperation: {} },
      ...snapshot,
    },
  });
}

const place: IncidentPlace = { accountId: '123456789012', region: REGION, subject: { kind: 'quota', id: QUOTA } };
const observed: IncidentPlace = { ...place, subject: { kind: 'observation', id: 'vpc-link-inactive' } };
const partial = { regions: [{ region: REGION, status: 'partial' as const }] };

test('all resources of a quota in a Region are one finding, found once', () => {
  const other = {
    ...measured,
    resource: { ...resource, id: 'b2' },
    usage: 299,
    utilization: 99.7,
    severity: 'critical' as const,
  };
  const [found, ...more] = [...findings([measured, other]).open().values()];

  expect(more).toEqual([]);
  expect([...(found?.members.keys() ?? [])]).toEqual(['b2', 'a1']);
  expect(found?.members.get('a1')).toMatchObject({ reached: 'warning', held: 'warning', fresh: true, percent: 83.3 });
});

test('what is fine is no finding, and still seen', () => {
  const fine = { ...measured, usage: 10, utilization: 3.3, severity: 'ok' as const };

  expect(findings([fine]).open().size).toBe(0);
  expect(findings([fine]).at(place).sightOf('a1')).toMatchObject({ status: 'seen', member: { held: 'ok' } });
});

test('a value of an earlier scan is not fresh', () => {
  const carried = { ...measured, measuredAt: '2026-11-20T11:45:00.000Z' };

  expect(findings([carried]).at(place).members.get('a1')?.fresh).toBe(false);
});

describe('a member that is not measured', () => {
  test.each<[string, readonly Measurement[], Parameters<typeof findings>[1], string]>([
    ['is gone when the list was read without it', [], {}, 'gone'],
    ['is unseen when its own reading failed', [blind], {}, 'unseen'],
    ['is unseen when the list could not be read', [{ ...blind, resource: null }], {}, 'unseen'],
    ['is unseen while it waits', [{ ...measured, status: 'waiting', reason: 'budget' }], {}, 'unseen'],
    [
      'is gone when another resource could not be read',
      [{ ...blind, resource: { ...resource, id: 'b2' } }],
      {},
      'gone',
    ],
    ['is unseen when nobody can look for the quota', [], { hidden: { [REGION]: [QUOTA] } }, 'unseen'],
    ['is gone in a Region that was read in part, but for something else', [], { snapshot: partial }, 'gone'],
    [
      'is gone in a Region that was read in part, where the list of the quota was read',
      [{ ...measured, resource: { ...resource, id: 'b2' } }],
      { snapshot: partial },
      'gone',
    ],
    [
      'is unseen in a Region that refuses everything',
      [],
      { snapshot: { regions: [{ region: REGION, status: 'denied' }] } },
      'unseen',
    ],
    ['is gone, not watched, in a Region that is not scanned any more', [], { snapshot: { regions: [] } }, 'gone'],
    ['is gone, not watched, when somebody chose not to read it', [{ ...blind, cause: 'declined' }], {}, 'gone'],
  ])('%s', (name, measurements, more, expected) => {
    const found = findings(measurements, more).at(place);

    expect(found.sightOf('a1').status).toBe(expected);
    expect(found.watched).toBe(!name.includes('not watched'));
  });

  test('a stage cannot be seen when its API cannot', () => {
    const found = findings([blind]).at(place);

    expect(found.sightOf('a1/prod').status).toBe('unseen');
    expect(found.sightOf('b2/prod').status).toBe('gone');
  });
});

describe('an observation', () => {
  const observation = {
    kind: 'vpc-link-inactive',
    region: REGION,
    resource,
    severity: 'warning' as const,
    text: 'idle',
  };

  test('is a finding with its text', () => {
    const [found] = [
      ...findings([], { snapshot: { observations: [observation] } })
        .open()
        .values(),
    ];

    expect(found?.subject).toEqual({ kind: 'observation', id: 'vpc-link-inactive' });
    expect(found?.members.get('a1')).toMatchObject({ text: 'idle', usage: null, reached: 'warning' });
  });

  test('that is not made any more is over only where all that it needs was read', () => {
    expect(findings([]).at(observed).sightOf('a1').status).toBe('gone');
    expect(findings([], { snapshot: partial }).at(observed).sightOf('a1').status).toBe('gone');
    const hidden = { [REGION]: ['vpc-link-inactive'] };
    expect(findings([], { hidden }).at(observed).sightOf('a1').status).toBe('unseen');
  });

  test('that the monitor makes of itself is over when it says so, whatever could be read', () => {
    const own = { ...observed, subject: { kind: 'observation' as const, id: 'settings-invalid' } };

    expect(findings([], { snapshot: partial }).at(own).sightOf('').status).toBe('gone');
  });
});

test('a Region that cannot be seen is a finding that takes two scans', () => {
  const region = {
    region: REGION,
    status: 'denied' as const,
    wanted: 40,
    seen: 3,
    quotas: [QUOTA],
    reason: 'AccessDenied',
  };
  const coverage = { percent: 90, seen: 9, wanted: 10, unmeasured: 37, refused: [], blind: [region] };
  const found = findings([], { coverage }).at({ ...place, subject: COVERAGE });

  expect(found).toMatchObject({ needsConfirmation: true, watched: true });
  expect(found.members.get('')).toMatchObject({ usage: 3, limit: 40, text: 'AccessDenied', reached: 'warning' });
  expect(findings([], { coverage }).open().size).toBe(1);
});

test('of all mutes that mean a resource the longest counts, and each ends', () => {
  const settings = parsedSettings(`
mutes:
  - { match: { resource: orders }, until: 2026-11-25, reason: short }
  - { match: { quota: ${QUOTA} }, until: 2026-12-01, reason: long }
  - { match: { region: eu-west-1 }, until: 2027-12-01, reason: elsewhere }
  - { match: { quota: ${QUOTA} }, until: 2026-11-19, reason: over }`);

  expect(findings([], { settings }).at(place).muteOf(resource)).toEqual({ until: '2026-12-01', reason: 'long' });
  expect(isMuting({ until: '2026-11-20' }, '2026-11-20T23:59:59.000Z')).toBe(true);
  expect(isMuting({ until: '2026-11-20' }, '2026-11-21T00:00:00.000Z')).toBe(false);
  expect(isMuting({ until: NOW }, NOW)).toBe(false);
});

test('an observation is muted by its kind, and no quota by it', () => {
  const settings = parsedSettings(
    'mutes: [{ match: { observation: vpc-link-inactive }, until: 2026-11-25, reason: known }]',
  );

  expect(findings([], { settings }).at(observed).muteOf(resource)).toMatchObject({ reason: 'known' });
  expect(findings([], { settings }).at(place).muteOf(resource)).toBeNull();
});

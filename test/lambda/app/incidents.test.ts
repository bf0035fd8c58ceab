/** The whole scan, against an account that changes: what becomes of its incidents, and what the bus and the queue get. */
import { monitor } from '../../../lambda/app/monitor';
import { allPending } from '../../../lambda/stores/pending';
import type { FaultDescription, RegionInput } from '../../../sandbox';
import { clock } from '../../support/account';
import { ACCOUNT, type Deployed, deployed, HOME, runFor } from '../../support/deployed';
import { CHANNEL, Town } from '../../support/telling';
import { startSlack } from '../../../sandbox/slack';

const US = 'us-east-1';
const YAML = `slack: { channel: ${CHANNEL} }`;

async function scan({ parts }: Deployed): Promise<void> {
  await clock.run(monitor(parts, runFor(clock.now())));
  await quarterPasses();
}

/** A scan that ends with an error, after everything that could be done was done. */
async function failedScan({ parts }: Deployed, failure: RegExp): Promise<void> {
  await expect(clock.run(monitor(parts, runFor(clock.now())))).rejects.toThrow(failure);
  await quarterPasses();
}

async function quarterPasses(): Promise<void> {
  for (let minute = 0; minute < 15; minute += 1) await clock.run(clock.sleep(60_000));
}

const changes = ({ sandbox }: Deployed) =>
  sandbox.events.map(({ detail: { region, subject, transition, seq, because } }) => ({
    region,
    subject,
    transition,
    seq,
    because,
  }));
const integrations = { kind: 'quota', id: 'http-api-integrations' };
const api = (orphans: number): RegionInput => ({
  httpApis: [{ name: 'orders', routes: { count: 10 }, orphans }],
});

test('what fills up, gets worse and is mended is three events in order, and a nudge whenever there is something to tell', async () => {
  const one = await deployed({ [HOME]: {}, [US]: api(235) });
  await one.put('config/headroom.yaml', YAML);
  const slack = await startSlack({ clock });
  const town = new Town(one, slack, YAML);

  await scan(one);
  expect(await town.nudged()).toEqual([CHANNEL]);
  one.sandbox.change(US, api(280));
  await scan(one);
  one.sandbox.change(US, api(10));
  await scan(one);
  await scan(one);
  await slack.close();

  expect(changes(one).filter(({ region }) => region === US)).toEqual([
    { region: US, subject: integrations, transition: 'first-breach', seq: 1, because: null },
    { region: US, subject: integrations, transition: 'escalated', seq: 2, because: null },
    { region: US, subject: integrations, transition: 'recovered', seq: 3, because: 'usage-fell' },
  ]);
  expect(one.sandbox.events[0]).toMatchObject({ source: 'headroom', detailType: 'Headroom Incident State Change' });
});

describe('in the middle of an incident nothing recovers', () => {
  test.each<[string, Omit<FaultDescription, 'region'>]>([
    ['when its Region refuses everything', { kind: 'denied' }],
    ['when its Region is throttled', { kind: 'throttled' }],
    ['when its Region is cut off', { kind: 'cut' }],
    ['when its Region answers rubbish', { kind: 'garbage' }],
    ['when its own list cannot be read', { service: 'apigatewayv2', operation: 'GetIntegrations', kind: 'error' }],
    [
      'when the second page of its list is cut off',
      { service: 'apigatewayv2', operation: 'GetIntegrations', kind: 'cut', after: 1 },
    ],
  ])('%s', async (_, fault) => {
    const one = await deployed({ [HOME]: {}, [US]: api(280) }, { pages: { v2: 200 } });
    await one.put('config/headroom.yaml', YAML);
    await scan(one);
    one.sandbox.fault({ region: US, ...fault });

    for (let scans = 0; scans < 4; scans += 1) await scan(one);

    const ofQuota = changes(one).filter(
      ({ region, subject }) => region === US && JSON.stringify(subject).includes('integrations'),
    );
    expect(ofQuota.map(({ transition }) => transition)).toEqual(['first-breach']);
    // And that nobody can look is an incident of its own.
    expect(changes(one)).toContainEqual(
      expect.objectContaining({
        region: US,
        subject: { kind: 'coverage', id: 'coverage' },
        transition: 'first-breach',
      }),
    );
  });

  test('when what the scan remembers is damaged and its Region cannot be read', async () => {
    const one = await deployed({ [HOME]: {}, [US]: api(280) });
    await one.put('config/headroom.yaml', YAML);
    await scan(one);
    await one.put(`state/${ACCOUNT}.json.gz`, 'rubbish');
    one.sandbox.fault({ region: US, kind: 'denied' });

    await scan(one);
    await scan(one);

    expect(changes(one).filter(({ transition }) => transition === 'recovered')).toEqual([]);
  });
});

describe('a Region that is never read whole', () => {
  const denied: FaultDescription = { region: US, service: 'apigateway', operation: 'GetUsagePlans', kind: 'denied' };
  const failed: RegionInput = { vpcLinks: { v1: [{ name: 'broken', status: 'FAILED' }] } };

  test('still sees that a resource is deleted, and that an observation is over', async () => {
    const one = await deployed({ [HOME]: {}, [US]: { ...api(280), ...failed } });
    one.sandbox.fault(denied);
    await scan(one);
    one.sandbox.change(US, {});

    for (let scans = 0; scans < 28; scans += 1) await scan(one);

    const over = changes(one).filter(({ transition }) => transition === 'recovered');
    expect(over.map(({ subject, because }) => `${JSON.stringify(subject)} ${String(because)}`).toSorted()).toEqual([
      '{"kind":"observation","id":"vpc-link-failed"} cleared',
      '{"kind":"quota","id":"http-api-integrations"} deleted',
    ]);
  });

  test('takes nothing for over that it could not read for want of time', async () => {
    const one = await deployed({ [HOME]: {}, [US]: failed });
    await scan(one);
    await one.put(`state/${ACCOUNT}.json.gz`, 'rubbish');
    one.sandbox.fault({ region: US, service: 'apigateway', operation: 'GetVpcLinks', kind: 'throttled' });

    for (let scans = 0; scans < 3; scans += 1) await scan(one);

    expect(changes(one).filter(({ transition }) => transition === 'recovered')).toEqual([]);
  });
});

describe('the event bus', () => {
  test('that does not answer gets everything later, in order and with the same ids', async () => {
    const one = await deployed({ [HOME]: {}, [US]: api(235) });
    await one.put('config/headroom.yaml', YAML);
    one.sandbox.fault({ service: 'eventbridge', kind: 'error' });
    await failedScan(one, /1 events \(InternalException/);
    one.sandbox.change(US, api(280));
    await failedScan(one, /1 events \(InternalException/);
    expect(one.sandbox.events).toEqual([]);
    expect(one.lines).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('they wait for the next scan') }),
    );

    one.sandbox.clearFaults();
    await scan(one);

    expect(
      changes(one)
        .filter(({ region }) => region === US)
        .map(({ seq }) => seq),
    ).toEqual([1, 2]);
  });

  test('that refuses one event gets it before the one that follows it', async () => {
    const one = await deployed({ [HOME]: {}, [US]: api(235) });
    await one.put('config/headroom.yaml', YAML);
    one.sandbox.fault({ service: 'eventbridge', kind: 'entry-failed' });
    await failedScan(one, /event \w+\/1 \(InternalFailure/);
    one.sandbox.clearFaults();
    one.sandbox.fault({ service: 'eventbridge', kind: 'entry-failed', times: 1 });
    one.sandbox.change(US, api(280));
    await failedScan(one, /event \w+\/1 \(InternalFailure/);
    await scan(one);

    expect(
      changes(one)
        .filter(({ region }) => region === US)
        .map(({ seq }) => seq),
    ).toEqual([1, 2]);
  });

  test('is told also when Slack is not wanted, and nothing waits then', async () => {
    const one = await deployed({ [HOME]: {}, [US]: api(280) });
    await one.put('config/headroom.yaml', '');

    await scan(one);

    expect(changes(one)).toContainEqual(expect.objectContaining({ transition: 'first-breach' }));
    expect((await allPending(one.parts.table)).channels).toEqual([]);
  });

  test('whose answer was lost gets the same event again, with the same id', async () => {
    const one = await deployed({ [HOME]: {}, [US]: api(280) });
    await one.put('config/headroom.yaml', YAML);
    one.sandbox.fault({ service: 'eventbridge', kind: 'cut', times: 3 });
    await failedScan(one, /1 events \(.*aborted/);
    await scan(one);

    const ids = one.sandbox.events.filter(({ detail }) => detail['region'] === US).map(({ detail }) => detail['id']);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
  });
});

test('a table that refuses one write keeps the rest, and the next scan makes up for it', async () => {
  const one = await deployed({
    [HOME]: {},
    [US]: { ...api(280), vpcLinks: { v2: Array.from({ length: 9 }, (_, index) => ({ name: `l${index}` })) } },
  });
  await one.put('config/headroom.yaml', YAML);
  one.sandbox.fault({ service: 'dynamodb', operation: 'UpdateItem', kind: 'denied', after: 4, times: 1 });

  await failedScan(one, /AccessDeniedException.*dynamodb:UpdateItem/);
  await scan(one);

  const opened = changes(one).filter(({ transition, region }) => transition === 'first-breach' && region === US);
  expect(opened.map(({ subject }) => JSON.stringify(subject)).toSorted()).toEqual([
    '{"kind":"quota","id":"http-api-integrations"}',
    '{"kind":"quota","id":"vpc-links-v2"}',
  ]);
});

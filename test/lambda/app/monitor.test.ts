import { GetMetricDataCommand, CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { gzipSync } from 'node:zlib';
import { monitor } from '../../../lambda/app/monitor';
import { clock } from '../../support/account';
import { ACCOUNT, type Deployed, deployed, HOME, runFor } from '../../support/deployed';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const orders = { httpApis: [{ name: 'orders', id: 'a1b2c3d4e5', routes: { count: 250 } }] };

/** Nothing is full, so nothing but the lease is written to the table. */
const calm = { httpApis: [{ name: 'orders', routes: { count: 10 } }] };

/** Minute by minute: over a long jump the clock waits to see whether anybody is still doing something. */
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) await clock.run(clock.sleep(MINUTE));
}

/** Runs a scan, and comes back when the next one is due. */
async function scanNow({ parts }: Deployed, at = clock.now()) {
  const result = await clock.run(monitor(parts, runFor(at)));
  await pass(15);
  return result;
}

async function highest(name: string, dimensions: Readonly<Record<string, string>> = {}): Promise<number | undefined> {
  const client = new CloudWatchClient({ region: HOME });
  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(clock.now().getTime() - 2 * QUARTER),
      EndTime: new Date(clock.now().getTime() + QUARTER),
      MetricDataQueries: [
        {
          Id: 'one',
          MetricStat: {
            Metric: {
              Namespace: 'Headroom',
              MetricName: name,
              Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            },
            Period: 60,
            Stat: 'Maximum',
          },
        },
      ],
    }),
  );
  client.destroy();
  return MetricDataResults?.[0]?.Values?.[0];
}

const utilization = {
  Account: ACCOUNT,
  Region: HOME,
  Service: 'apigateway',
  Quota: 'http-api-integrations',
  Resource: 'orders (a1b2c3d4e5)',
};

describe('a scan', () => {
  test('is told to CloudWatch, logged line by line, and kept as snapshot and state', async () => {
    const one = await deployed({ [HOME]: orders });

    const result = await scanNow(one);

    expect(result.status).toBe('scanned');
    expect(await highest('ScanCompleted')).toBe(1);
    expect(await highest('Coverage')).toBe(100);
    expect(await highest('Utilization', utilization)).toBe(83.3);
    expect(await highest('MaxUtilization', { Service: 'apigateway' })).toBe(83.3);
    expect(await highest('OpenIncidents', { Severity: 'warning' })).toBe(2);
    expect(await highest('OldestPendingNotification')).toBe(0);
    expect(one.lines).toContainEqual(
      expect.objectContaining({
        message: 'measurement',
        quota: 'http-api-integrations',
        usage: 250,
        utilization: 83.3,
      }),
    );
    expect(one.lines).toContainEqual(expect.objectContaining({ message: 'scan completed', coverage: 100 }));
    expect(await one.get(`snapshots/${ACCOUNT}.json.gz`)).toMatchObject({ schemaVersion: 1, accountId: ACCOUNT });
    expect(await one.get(`state/${ACCOUNT}.json.gz`)).toMatchObject({ schemaVersion: 1, accountId: ACCOUNT });
  });

  test('reads less than the one before, because it remembers', async () => {
    const one = await deployed({ [HOME]: orders });
    await scanNow(one);
    const cold = one.sandbox.calls.filter(({ service }) => service.startsWith('apigateway')).length;

    await scanNow(one);

    const both = one.sandbox.calls.filter(({ service }) => service.startsWith('apigateway')).length;
    expect(both - cold).toBeLessThan(cold / 2);
  });

  test('that cannot tell CloudWatch keeps its snapshot and its state, and says that it failed', async () => {
    const one = await deployed({ [HOME]: orders });
    one.sandbox.fault({ service: 'cloudwatch', operation: 'PutMetricData', kind: 'denied' });

    await expect(scanNow(one)).rejects.toThrow(/metrics could not be published.*cloudwatch:PutMetricData/);

    expect(await one.get(`snapshots/${ACCOUNT}.json.gz`)).toMatchObject({ accountId: ACCOUNT });
    expect(await one.get(`state/${ACCOUNT}.json.gz`)).toMatchObject({ accountId: ACCOUNT });
    expect(one.lines.filter(({ message }) => message === 'measurement').length).toBeGreaterThan(10);
  });

  test('that cannot keep anything still tells CloudWatch', async () => {
    const one = await deployed({ [HOME]: orders });
    one.sandbox.fault({ service: 's3', operation: 'PutObject', kind: 'error' });

    await expect(scanNow(one)).rejects.toThrow(/snapshot could not be stored.*state could not be stored/);

    expect(await highest('ScanCompleted')).toBe(1);
  });

  test('that can read nothing is an error, and its coverage is 0', async () => {
    const one = await deployed({ [HOME]: orders });
    for (const service of ['apigateway', 'apigatewayv2', 'lambda', 'servicequotas', 'ec2']) {
      one.sandbox.fault({ service, kind: 'denied' });
    }
    one.sandbox.fault({ service: 'cloudwatch', operation: 'GetMetricData', kind: 'denied', times: 3 });

    await expect(scanNow(one)).rejects.toThrow('nothing could be read: not one Region answered');

    one.sandbox.reset();
    expect(await highest('Coverage')).toBe(0);
  });

  test('that cannot read what waits to be told tells all the rest', async () => {
    const one = await deployed({ [HOME]: orders });
    one.sandbox.fault({ service: 'dynamodb', operation: 'Scan', kind: 'denied' });

    await expect(scanNow(one)).rejects.toThrow(/what waits to be told could not be read/);

    expect(await highest('ScanCompleted')).toBe(1);
    expect(await highest('OldestPendingNotification')).toBeUndefined();
  });

  test('publishes the same metrics twice without changing what is read of them', async () => {
    const one = await deployed({ [HOME]: orders });
    const at = clock.now();
    await clock.run(monitor(one.parts, runFor(at)));
    const before = await highest('ApiCalls');

    await one.parts.metrics.publish([{ metric: 'apiCalls', dimensions: {}, value: before ?? 0 }], at);

    expect(await highest('ApiCalls')).toBe(before);
    expect(before).toBeGreaterThan(10);
    await pass(15);
  });
});

describe('scans are kept apart', () => {
  test('the same scan twice is one scan', async () => {
    const one = await deployed({ [HOME]: orders });
    const at = clock.now();
    await scanNow(one, at);
    const before = one.sandbox.calls.length;

    const again = await clock.run(monitor(one.parts, runFor(at)));

    expect(again).toEqual({ status: 'skipped', reason: `the one for ${at.toISOString()} has begun already` });
    expect(one.sandbox.calls.slice(before).map(({ service }) => service)).toEqual(['dynamodb', 'dynamodb']);
  });

  test('of two that begin at the same moment one runs', async () => {
    const one = await deployed({ [HOME]: orders });
    const at = clock.now();

    const results = await clock.run(Promise.all([monitor(one.parts, runFor(at)), monitor(one.parts, runFor(at))]));
    await pass(15);

    expect(results.map(({ status }) => status).toSorted()).toEqual(['scanned', 'skipped']);
  });

  test('an older one does not run after a newer one', async () => {
    const one = await deployed({ [HOME]: orders });
    const at = clock.now();
    await scanNow(one, at);

    const older = await clock.run(monitor(one.parts, runFor(new Date(at.getTime() - QUARTER))));

    expect(older).toEqual({ status: 'skipped', reason: `a newer one, for ${at.toISOString()}, has begun already` });
  });

  test('a lease whose answer was lost is still our own', async () => {
    const one = await deployed({ [HOME]: orders });
    one.sandbox.fault({ service: 'dynamodb', operation: 'UpdateItem', kind: 'cut', times: 1 });

    expect((await scanNow(one)).status).toBe('scanned');
  });

  test('a lease that cannot be given back does not spoil a good scan', async () => {
    const one = await deployed({ [HOME]: calm });
    await one.put('config/headroom.yaml', '');
    one.sandbox.fault({ service: 'dynamodb', operation: 'UpdateItem', kind: 'denied', after: 1 });

    expect((await scanNow(one)).status).toBe('scanned');

    expect(one.lines).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('runs out by itself') }),
    );
  });

  test('a time that has not come is refused: it would keep out every scan until then', async () => {
    const one = await deployed({ [HOME]: orders });
    const later = new Date(clock.now().getTime() + 24 * 60 * MINUTE);

    await expect(clock.run(monitor(one.parts, runFor(later)))).rejects.toThrow(/expected a time that has come/);

    expect((await scanNow(one)).status).toBe('scanned');
  });

  test('the next one waits for one that is still running, and not for ever for one that crashed', async () => {
    const one = await deployed({ [HOME]: calm });
    await one.put('config/headroom.yaml', '');
    const at = clock.now();
    one.sandbox.fault({ service: 'dynamodb', operation: 'UpdateItem', kind: 'error', after: 1, times: 3 });
    await clock.run(monitor(one.parts, runFor(at))).catch(() => {});

    const next = await clock.run(monitor(one.parts, runFor(new Date(at.getTime() + 60_000))));
    await pass(15);
    const later = await scanNow(one);

    expect(next).toMatchObject({ status: 'skipped', reason: expect.stringContaining('is still running') });
    expect(later.status).toBe('scanned');
  });
});

describe('the settings in the bucket', () => {
  test('take effect at the next scan', async () => {
    const one = await deployed({ [HOME]: orders });
    await one.put('config/headroom.yaml', 'thresholds: { default: { warning: 50%, critical: 60% } }');

    await scanNow(one);

    expect(await highest('OpenIncidents', { Severity: 'critical' })).toBe(2);
    expect(one.lines).not.toContainEqual(expect.objectContaining({ kind: 'settings-invalid' }));
  });

  test('a bad edit leaves the last good ones, and is said', async () => {
    const one = await deployed({ [HOME]: orders });
    await one.put('config/headroom.yaml', 'thresholds: { default: { warning: 50%, critical: 60% } }');
    await scanNow(one);
    await one.put('config/headroom.yaml', 'tresholds: {}');

    await scanNow(one);

    expect(await highest('OpenIncidents', { Severity: 'critical' })).toBe(2);
    expect(one.lines).toContainEqual(
      expect.objectContaining({
        message: 'observation',
        kind: 'settings-invalid',
        region: HOME,
        text: expect.stringMatching(
          /^config\/headroom\.yaml: line 1, tresholds: found an unknown key.*last good settings hold on$/,
        ),
      }),
    );
  });

  test('whose copy cannot be stored are used all the same', async () => {
    const one = await deployed({ [HOME]: orders });
    await one.put('config/headroom.yaml', 'thresholds: { default: { warning: 50%, critical: 60% } }');
    one.sandbox.fault({ service: 's3', operation: 'PutObject', kind: 'denied', times: 1 });

    await scanNow(one);

    expect(await highest('OpenIncidents', { Severity: 'critical' })).toBe(2);
    expect(one.lines).toContainEqual(
      expect.objectContaining({ level: 'ERROR', message: expect.stringContaining('last good settings') }),
    );
  });

  test('without any, every setting is its default, and that is said', async () => {
    const one = await deployed({ [HOME]: orders });

    await scanNow(one);

    expect(one.lines).toContainEqual(
      expect.objectContaining({
        kind: 'settings-invalid',
        text: expect.stringContaining('every setting is its default'),
      }),
    );
  });

  test('that cannot be read stop the scan: nobody guesses them', async () => {
    const one = await deployed({ [HOME]: orders });
    one.sandbox.fault({ service: 's3', operation: 'GetObject', kind: 'denied' });

    await expect(scanNow(one)).rejects.toThrow(/AccessDenied|not authorized/);

    expect(one.sandbox.calls.some(({ service }) => service === 'apigateway')).toBe(false);
  });
});

describe('what was remembered', () => {
  test('by a newer release is refused, and stays as it is', async () => {
    const one = await deployed({ [HOME]: orders });
    const newer = { schemaVersion: 2, accountId: ACCOUNT, regions: {} };
    await one.put(`state/${ACCOUNT}.json.gz`, gzipSync(JSON.stringify(newer)));

    await expect(scanNow(one)).rejects.toThrow(/found schemaVersion 2, expected schemaVersion 1/);

    expect(await one.get(`state/${ACCOUNT}.json.gz`)).toEqual(newer);
  });

  test('by release 0.1.0 is read by this one', async () => {
    const one = await deployed({ [HOME]: orders });
    await scanNow(one);
    const state = await one.get(`state/${ACCOUNT}.json.gz`);
    const old = JSON.stringify(state, (key, value: unknown) => (key === 'seen' ? undefined : value));
    await one.put(`state/${ACCOUNT}.json.gz`, gzipSync(old));
    const before = one.sandbox.calls.filter(({ operation }) => operation === 'GetRoutes').length;

    expect((await scanNow(one)).status).toBe('scanned');

    expect(old).not.toContain('seen');
    // Hot, so it is read again; what is not hot would be too if nothing were remembered.
    expect(one.sandbox.calls.filter(({ operation }) => operation === 'GetStages').length).toBe(before);
  });

  test('in a damaged form is read anew, and that is said', async () => {
    const one = await deployed({ [HOME]: orders });
    await one.put(`state/${ACCOUNT}.json.gz`, 'not gzip');

    expect((await scanNow(one)).status).toBe('scanned');

    expect(one.lines).toContainEqual(
      expect.objectContaining({ level: 'WARN', message: expect.stringContaining('everything is read anew') }),
    );
    expect(await one.get(`state/${ACCOUNT}.json.gz`)).toMatchObject({ schemaVersion: 1 });
  });
});

describe('what AWS refuses', () => {
  const two = { [HOME]: orders, 'me-south-1': { faults: [{ kind: 'denied' as const }] } };

  test('from the first scan on is named once with the line that leaves it out, and does not lower the coverage', async () => {
    const one = await deployed(two);

    await scanNow(one);

    expect(await highest('Coverage')).toBe(100);
    expect(one.lines.filter(({ kind }) => kind === 'region-refused')).toEqual([
      expect.objectContaining({
        region: 'me-south-1',
        text: expect.stringContaining('regions: { exclude: [me-south-1] }'),
      }),
    ]);
  });

  test('later lowers the coverage at the next scan, and resolves nothing', async () => {
    const one = await deployed({
      [HOME]: {},
      'us-east-1': { httpApis: [{ name: 'orders', routes: { count: 290 } }] },
    });
    await scanNow(one);
    expect(await highest('MaxUtilization', { Service: 'apigateway' })).toBe(96.7);
    one.sandbox.fault({ region: 'us-east-1', kind: 'denied' });

    for (let scans = 0; scans < 3; scans += 1) {
      await pass(20);
      await scanNow(one);
      one.lines.length = 0;
    }

    one.sandbox.reset();
    expect(await highest('Coverage')).toBeLessThan(70);
    expect(await highest('MaxUtilization', { Service: 'apigateway' })).toBe(96.7);
    expect(await highest('OpenIncidents', { Severity: 'critical' })).toBe(2);
    // What was refused is asked again after an hour.
    await pass(60);
    await scanNow(one);
    expect(one.lines.some(({ kind }) => kind === 'region-refused')).toBe(false);
    expect(await highest('Coverage')).toBe(100);
  });

  test('in one operation only does not make a lost Region of it', async () => {
    const one = await deployed({ [HOME]: orders, 'us-east-1': orders });
    await scanNow(one);
    one.sandbox.fault({ region: 'us-east-1', service: 'apigateway', operation: 'GetUsagePlans', kind: 'error' });
    await pass(6 * 60);

    const coverage: (number | undefined)[] = [];
    for (let scans = 0; scans < 4; scans += 1) {
      await scanNow(one);
      coverage.push(await highest('Coverage'));
    }

    expect(Math.min(...coverage.map((percent) => percent ?? 0))).toBeGreaterThan(95);
    expect(one.lines.filter(({ message, status }) => message === 'region' && status === 'failed')).toEqual([]);
  });

  test('in a whole Region stays told at every scan, also when nothing of it is due', async () => {
    const one = await deployed({ [HOME]: orders, 'us-east-1': orders });
    await scanNow(one);
    one.sandbox.fault({ region: 'us-east-1', kind: 'denied' });

    const coverage: (number | undefined)[] = [];
    for (let scans = 0; scans < 8; scans += 1) {
      await scanNow(one);
      coverage.push(await highest('Coverage'));
    }

    expect(Math.max(...coverage.map((percent) => percent ?? 100))).toBeLessThan(60);
  });
});

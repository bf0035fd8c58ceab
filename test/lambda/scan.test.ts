import { handler } from '../../lambda/scan';
import { systemClock } from '../../lambda/system-clock';
import { ACCOUNT, BUCKET, type Deployed, deployed, HOME, QUEUE, TABLE } from '../support/deployed';

const logged: string[] = [];

beforeEach(() => {
  logged.length = 0;
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => logged.push(String(text)) > 0);
  Object.assign(process.env, {
    HEADROOM_ACCOUNT: ACCOUNT,
    HEADROOM_BUCKET: BUCKET,
    HEADROOM_TABLE: TABLE,
    HEADROOM_EVENT_BUS: 'default',
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const name of Object.keys(process.env)) if (name.startsWith('HEADROOM_')) delete process.env[name];
});

/** In real time, and so with the whole of the call budget. */
async function orders(): Promise<Deployed> {
  const regions = { [HOME]: { httpApis: [{ name: 'orders', routes: { count: 250 } }] } };
  const one = await deployed(regions, { clock: systemClock });
  await one.put('config/headroom.yaml', 'scan: { controlPlaneShare: 100% }');
  process.env['HEADROOM_QUEUE_URL'] = `${one.sandbox.endpoint}/${ACCOUNT}/${QUEUE}`;
  return one;
}

test('what the schedule sends is scanned once, and every measurement is one line of JSON', async () => {
  await orders();
  const event = { scheduledAt: '2026-11-21T12:00:00Z' };

  const summary = await handler(event);
  const again = await handler(event);

  const lines = logged.map((line): unknown => JSON.parse(line));
  const measurements = logged.filter((line) => line.includes('"message":"measurement"'));
  expect(summary).toEqual({
    status: 'scanned',
    accountId: ACCOUNT,
    coverage: 100,
    measured: measurements.length - 1,
    // The API keys, which nobody asked for.
    notMeasured: 1,
    regions: { [HOME]: 'scanned' },
  });
  expect(again).toMatchObject({ status: 'skipped' });
  expect(logged.every((line) => line.endsWith('}\n') && line.split('\n').length === 2)).toBe(true);
  expect(lines).toContainEqual(
    expect.objectContaining({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      level: 'INFO',
      message: 'measurement',
      quota: 'http-api-integrations',
      usage: 250,
      limit: 300,
    }),
  );
});

test('without a time, as somebody starts it by hand, it is for now', async () => {
  await orders();

  await expect(handler({})).resolves.toMatchObject({ status: 'scanned' });
});

test.each([{ scheduledAt: 'yesterday' }, { scheduledAt: 5 }])(
  '%j is refused before anything is asked',
  async (event) => {
    const { sandbox } = await orders();
    sandbox.reset();

    await expect(handler(event)).rejects.toThrow(/scheduledAt/);

    expect(sandbox.calls).toEqual([]);
  },
);

test('in an organization a scan of one account is refused: its function may not tell, and the state machine does', async () => {
  await orders();
  process.env['HEADROOM_EXTERNAL_ID'] = '2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d';

  await expect(handler({})).rejects.toThrow('an organization is scanned by its state machine');
});

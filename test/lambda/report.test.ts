import { handler } from '../../lambda/report';
import { systemClock } from '../../lambda/system-clock';
import { ACCOUNT, BUCKET, deployed, HOME, QUEUE, TABLE } from '../support/deployed';

afterEach(() => {
  jest.restoreAllMocks();
  for (const name of Object.keys(process.env)) if (name.startsWith('HEADROOM_')) delete process.env[name];
});

async function started() {
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
  const one = await deployed({ [HOME]: {} }, { clock: systemClock });
  await one.put('config/headroom.yaml', '');
  Object.assign(process.env, {
    HEADROOM_ACCOUNT: ACCOUNT,
    HEADROOM_BUCKET: BUCKET,
    HEADROOM_TABLE: TABLE,
    HEADROOM_QUEUE_URL: `${one.sandbox.endpoint}/${ACCOUNT}/${QUEUE}`,
  });
  return one;
}

test('the schedule gets the report of the month before its own time, and by hand any month', async () => {
  const one = await started();

  expect(await handler({ scheduledAt: '2026-11-01T08:00:00Z' })).toEqual({ month: '2026-10', revision: 1, quotas: 0 });
  expect(await handler({ month: '2026-07' })).toEqual({ month: '2026-07', revision: 1, quotas: 0 });
  expect(await one.get('reports/2026-07/report.json')).toMatchObject({ month: '2026-07' });
});

test('what is no month is refused before anything is read', async () => {
  const one = await started();

  await expect(handler({ month: '2026-13' })).rejects.toThrow('expected a month such as 2026-10');
  expect(one.sandbox.calls.filter(({ service, operation }) => service === 's3' && operation === 'GetObject')).toEqual(
    [],
  );
});

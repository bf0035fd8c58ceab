import { handler } from '../../lambda/scan';
import { systemClock } from '../../lambda/system-clock';
import { account } from '../support/account';

test('the function scans the account through the same code, and logs every measurement as one line', async () => {
  await account({
    account: {
      accountId: '123456789012',
      regions: { 'eu-west-1': { httpApis: [{ name: 'orders', routes: { count: 250 } }] } },
    },
    clock: systemClock,
  });
  const lines: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });

  const summary = await handler();
  write.mockRestore();

  const measurements = lines.filter((line) => line.includes('"message":"measurement"'));
  expect(lines.filter((line) => line.includes('"message":"region"'))).toHaveLength(1);
  expect(summary).toEqual({
    accountId: '123456789012',
    measured: measurements.length - 1,
    // The API keys, which nobody asked for.
    notMeasured: 1,
    regions: { 'eu-west-1': 'scanned' },
  });
  expect(lines.map((line): unknown => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ message: 'measurement', quota: 'http-api-integrations', usage: 250, limit: 300 }),
  );
});

test('settings that cannot be read stop the function before it asks anything', async () => {
  const sandbox = await account({ account: { accountId: '123456789012', regions: { 'eu-west-1': {} } } });
  process.env['HEADROOM_CONFIG'] = 'nowhere.yaml';

  await expect(handler()).rejects.toThrow('nowhere.yaml: cannot be read');
  delete process.env['HEADROOM_CONFIG'];

  expect(sandbox.calls).toEqual([]);
});

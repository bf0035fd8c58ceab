import { gzipSync } from 'node:zlib';
import { makeReport } from '../../../lambda/app/report';
import { emptyMonth } from '../../../lambda/domain/history';
import type { Call } from '../../../sandbox';
import { clock } from '../../support/account';
import { ACCOUNT, deployed, HOME } from '../../support/deployed';
import { templateOf } from '../../support/stack';
import { grantedTo, missingIn, onLogsOf, unusedIn, wideIn } from './granted';

const granted = grantedTo('ReportRole', templateOf());

describe('the permissions of the report', () => {
  let calls: readonly Call[] = [];
  beforeAll(async () => {
    const one = await deployed({ [HOME]: {} }, { policy: granted.document });
    await one.put('config/headroom.yaml', 'slack: { channel: C0123456789 }');
    await one.put(`history/${ACCOUNT}/2026-10.json.gz`, gzipSync(JSON.stringify(emptyMonth(ACCOUNT, '2026-10'))));
    const before = one.sandbox.calls.length;
    await clock.run(makeReport(one.parts, { at: new Date('2026-11-01T08:00:00Z'), month: null }));
    calls = one.sandbox.calls.slice(before);
  });

  test('none is missing: no call is refused', () => {
    expect(missingIn(granted, calls)).toEqual([]);
    expect(calls.filter(({ status }) => status === 403)).toEqual([]);
  });

  test('none is unused', () => {
    expect(unusedIn(granted, calls)).toEqual([]);
    expect(onLogsOf(granted)).toEqual(['logs:CreateLogStream on ReportLogs', 'logs:PutLogEvents on ReportLogs']);
  });

  test('nothing is granted under a wildcard or for everything there is', () => {
    expect(wideIn(granted)).toEqual([]);
  });
});

test('only with an organization it may read the list of its accounts', () => {
  const yaml = 'organization: { id: o-a1b2c3d4e5, units: [r-ab12] }';
  const mayRead = (template: ReturnType<typeof templateOf>): boolean =>
    JSON.stringify(grantedTo('ReportRole', template).document).includes('/organization/directory.json.gz');

  expect([templateOf(), templateOf({ yaml })].map(mayRead)).toEqual([false, true]);
});

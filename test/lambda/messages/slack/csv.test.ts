import fc from 'fast-check';
import { membersCsv } from '../../../../lambda/messages/slack';
import { blind, critical, group, member, over } from './samples';
import { parseCsv } from '../../../support/csv';

test('the list has a head and a row for each member', () => {
  const [head, ...rows] = parseCsv(
    membersCsv([
      { incident: critical, members: [member] },
      { incident: group(3), members: group(3).worst },
    ]),
  );

  expect(head?.join(' ')).toBe(
    'state level account region kind subject resource_type resource_id resource_name usage limit percent text measured_at readable_now incident',
  );
  expect(rows).toHaveLength(4);
  expect(rows[0]?.join('|')).toBe(
    `critical|critical|123456789012|us-east-1|quota|http-api-integrations|http-api|a1b2c3d4e5|content-prod|287|300|95.7||2026-11-20T12:00:00.000Z|yes|${critical.fingerprint}`,
  );
});

test('what is over has a row with what it was, and why it ended', () => {
  const [, row] = parseCsv(membersCsv([{ incident: over, members: [] }]));

  expect(row?.join('|')).toBe(
    `over||123456789012|us-east-1|quota|http-api-integrations|http-api|a1b2c3d4e5|content-prod|287|600|47.8|limit-raised|||${over.fingerprint}`,
  );
});

test('what is not readable now says so, and what counts nothing has no percentage', () => {
  const [first = member] = blind.worst;
  const [, row] = parseCsv(membersCsv([{ incident: blind, members: [{ ...first, usage: null, isFrozen: true }] }]));

  expect(row?.[11]).toBe('');
  expect(row?.[14]).toBe('no');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
  'a name that a spreadsheet would compute is text: %j',
  (name) => {
    const [, row] = parseCsv(
      membersCsv([{ incident: critical, members: [{ ...member, resource: { type: 'function', id: 'f', name } }] }]),
    );

    expect(row?.[8]).toMatch(/^['�]/);
  },
);

test('whatever is in a name, the file has its rows and columns, and no formula', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('=', '+', '-', '@', '\t', '"', ',', '\r', '\n', ';', '\ud800'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
  });
  fc.assert(
    fc.property(text, text, text, (name, id, reason) => {
      const resource = { type: 'route', id, name } as const;
      const rows = parseCsv(
        membersCsv([{ incident: critical, members: [{ ...member, resource, text: reason }, member] }]),
      );
      expect(rows.map(({ length }) => length)).toEqual([16, 16, 16]);
      expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    }),
  );
});

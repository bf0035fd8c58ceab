import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { fingerprintOf } from '../../lambda/domain/fingerprint';
import { EVENT_SOURCE, EVENT_TYPE, type IncidentEvent } from '../../lambda/domain/incident-event';
import { storedEvent } from '../../lambda/stores/incident-schema';

const page = readFileSync(join(resolve(__dirname, '../..'), 'docs/events.md'), 'utf8');
const [example, pattern, , schema] = [...page.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, text = '']): unknown =>
  JSON.parse(text),
);

const Envelope = z.looseObject({ source: z.string(), 'detail-type': z.string(), detail: z.unknown() });
const Pattern = z.strictObject({
  source: z.array(z.string()),
  'detail-type': z.array(z.string()),
  detail: z.record(z.string(), z.array(z.string())),
});

test('the example is an event, whole and with nothing beside it', () => {
  const envelope = Envelope.parse(example);
  const detail: IncidentEvent = storedEvent.parse(envelope.detail);

  expect(detail).toEqual(envelope.detail);
  expect([envelope.source, envelope['detail-type']]).toEqual([EVENT_SOURCE, EVENT_TYPE]);
  expect(detail.fingerprint).toBe(fingerprintOf(detail));
  expect(detail.id).toBe(`${detail.fingerprint}/${detail.seq}`);
});

test('the rule matches the example', () => {
  const envelope = Envelope.parse(example);
  const wanted = Pattern.parse(pattern);
  const detail = z.record(z.string(), z.unknown()).parse(envelope.detail);

  expect(wanted.source).toEqual([envelope.source]);
  expect(wanted['detail-type']).toEqual([envelope['detail-type']]);
  for (const [name, values] of Object.entries(wanted.detail)) expect(values).toContain(detail[name]);
});

test('the schema is the one by which events are kept', () => {
  expect(schema).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(storedEvent, { io: 'input' }))));
});

test('every member of an event is explained, or its name says it', () => {
  const plain = ['version', 'transition', 'state', 'previousState', 'subject'];
  const { detail } = Envelope.parse(example);
  const members = Object.keys(z.record(z.string(), z.unknown()).parse(detail));
  const table = page.slice(page.indexOf('| member'), page.indexOf('## Rules'));

  expect(members.filter((name) => !plain.includes(name) && !table.includes(`\`${name}\``))).toEqual([]);
});

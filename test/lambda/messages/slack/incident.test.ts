import type { Incident } from '../../../../lambda/domain/incident';
import type { Outlook } from '../../../../lambda/domain/outlook';
import type { SubjectText } from '../../../../lambda/domain/message';
import type { Cause } from '../../../../lambda/domain/recovery';
import type { Resource } from '../../../../lambda/domain/resources';
import { code, words } from '../../../../lambda/domain/words';
import { incidentMessage } from '../../../../lambda/messages/slack';
import {
  at,
  blind,
  critical,
  group,
  inactiveLink,
  integrations,
  member,
  muted,
  note,
  over,
  planned,
  readOf,
  sent,
  telling,
} from './samples';

const shown = (incident: Incident, more: Partial<typeof telling> = {}) =>
  incidentMessage(incident, { ...telling, ...more }, { isNew: false });
const read = (incident: Incident, more: Partial<typeof telling> = {}) => readOf(shown(incident, more));
const saying = (text: Partial<SubjectText>) => ({ textOf: () => ({ ...integrations, ...text }) });

test('an open incident says what is how full, where, what breaks, whether it can be raised, and what to do', () => {
  expect(shown(critical)).toEqual({
    kind: 'incident',
    text: 'Critical: Integrations per HTTP API at 95.7 % (287 of 300) in 123456789012, us-east-1: content-prod.',
    variants: [
      [
        { type: 'header', text: { type: 'plain_text', text: '🔴 Integrations per HTTP API at 95.7 %', emoji: true } },
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: '█████████▋  *287 of 300* · `content-prod (a1b2c3d4e5)` · 123456789012 · us-east-1',
            verbatim: true,
          },
        },
        {
          type: 'section',
          fields: [
            {
              type: 'mrkdwn',
              text: '*What breaks at 100 %*\nA deployment that adds an integration fails',
              verbatim: true,
            },
            { type: 'mrkdwn', text: '*Can it be raised?*\nNo, AWS does not raise this', verbatim: true },
          ],
        },
        expect.objectContaining({ type: 'rich_text' }),
        {
          type: 'section',
          text: {
            type: 'mrkdwn',
            text: [
              '<https://us-east-1.console.aws.amazon.com/apigateway/main/api-detail?api=a1b2c3d4e5&amp;region=us-east-1|Open the API>',
              '<https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/Headroom-eu-west-1|Dashboard>',
              '<https://example.com/docs/runbook.md#a-quota-is-nearly-full|Runbook>',
            ].join('  ·  '),
            verbatim: true,
          },
        },
        {
          type: 'context',
          elements: [
            {
              type: 'mrkdwn',
              text: [
                '🟠 <!date^1795166100^{date_short_pretty} {time}|20 Nov 09:15 UTC> → 🔴 <!date^1795176000^{date_short_pretty} {time}|20 Nov 12:00 UTC>',
                `\`${critical.fingerprint.slice(0, 8)}\``,
                'react 👀 to acknowledge, 🔕 to mute for 7 days',
              ].join(' · '),
              verbatim: true,
            },
          ],
        },
      ],
    ],
    metadata: {
      event_type: 'headroom_incident',
      event_payload: {
        fingerprint: critical.fingerprint,
        episode: 1,
        seq: 2,
        version: 4,
        state: 'critical',
        account: '123456789012',
        region: 'us-east-1',
        kind: 'quota',
        subject: 'http-api-integrations',
      },
    },
  });
});

test('an incident with a plan says what the plan says, its first steps, and where all of it stands', () => {
  const { variants } = shown(planned);
  const plain = (text: string) => ({ type: 'text', text });
  const asCode = (text: string) => ({ type: 'text', text, style: { code: true } });

  expect(variants[0]?.slice(3, 6)).toEqual([
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            asCode('content-prod'),
            plain(' has 287 of 300 integrations; AWS does not raise this limit.'),
            plain(' '),
            plain('First delete 9 integrations that no route uses: that leaves 278 of 300 (93 %).'),
            plain(' '),
            plain('Then move 68 routes below '),
            asCode('/files'),
            plain(' and '),
            asCode('/folders'),
            plain(' to a new API: the fullest then has 210 of 300 (70 %).'),
          ],
        },
      ],
    },
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: [{ type: 'text', text: 'Do this next', style: { bold: true } }] },
        {
          type: 'rich_text_list',
          style: 'ordered',
          elements: [
            {
              type: 'rich_text_section',
              elements: [plain('Delete 9 integrations that no route uses: 287 → 278')],
            },
            {
              type: 'rich_text_section',
              elements: [
                plain('Split it into 2 APIs: move 68 routes below '),
                asCode('/files'),
                plain(' and '),
                asCode('/folders'),
                plain(' to 1 new one: 278 → 210'),
              ],
            },
          ],
        },
      ],
    },
    {
      type: 'context',
      elements: [
        {
          type: 'mrkdwn',
          text: [
            `Plan: <https://eu-west-1.console.aws.amazon.com/s3/object/headroom-bucket?region=eu-west-1&amp;prefix=plans%2F${critical.fingerprint}.md|open the whole plan>, computed <!date^1795176000^{date_short_pretty} {time}|20 Nov 12:00 UTC>`,
            '2 more steps and options in it; proposed, never executed',
          ].join(' · '),
          verbatim: true,
        },
      ],
    },
  ]);
});

test('a plan without steps, and nothing more in it, is still linked; without a console its place is named', () => {
  const one = { ...planned, plan: { ...note, steps: [], more: 0 } };

  expect(read(one)).not.toContain('Do this next');
  expect(read(one)).toContain('20 Nov 12:00 UTC>; proposed, never executed');
  expect(read(one, { homeRegion: 'nowhere' })).toContain(
    `Plan: \`s3://headroom-bucket/plans/${critical.fingerprint}.md\`, computed`,
  );
});

test('where there is no step that is sure, what somebody has to decide is shown as such', () => {
  const one = { ...planned, plan: { ...note, steps: [], choices: note.steps } };

  expect(read(one)).not.toContain('Do this next');
  expect(read(one)).toContain(
    'Each of these needs a decision\nDelete 9 integrations that no route uses: 287 → 278\nSplit it',
  );
});

test('a long plan is cut, and says so; a name that is empty is called that', () => {
  const long = words`Delete ${code('')} and ${code('x'.repeat(200))}, ${'and what else there is '.repeat(100)}`;
  const one = shown({ ...planned, plan: { ...note, summary: [long], steps: [long, long, long] } });
  const parts = [
    'Delete ',
    '(no name)',
    ' and ',
    `${'x'.repeat(79)}…`,
    expect.stringMatching(/^, and what else there is .* what else…$/),
  ];

  const lines = readOf(one).split('\n');
  const summary = lines.indexOf('Delete ');
  const first = lines.indexOf('Do this next') + 1;

  expect(lines.slice(summary, first - 1)).toEqual(parts);
  expect(lines.slice(first, first + 15)).toEqual([...parts, ...parts, ...parts]);
  expect(readOf(one).length).toBeLessThan(5000);
  expect(sent(one)).toHaveLength(8);
});

test('at most three steps are numbered, and what is code in them stands in code', () => {
  const { variants } = shown(critical, saying({ remedy: ['Name `a`.', 'b', 'c', 'd'] }));

  expect(variants[0]?.[3]).toEqual({
    type: 'rich_text',
    elements: [
      { type: 'rich_text_section', elements: [{ type: 'text', text: 'Do this next', style: { bold: true } }] },
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Name ' },
              { type: 'text', text: 'a', style: { code: true } },
              { type: 'text', text: '.' },
            ],
          },
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'b' }] },
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'c' }] },
        ],
      },
    ],
  });
});

test.each([
  ['yes', 'Yes, in Service Quotas'],
  ['support', 'Only through AWS Support'],
  ['no', 'No, AWS does not raise this'],
  ['own', 'It is your own setting'],
] as const)('whether the limit can be raised: %s', (raise, answer) => {
  expect(read(critical, saying({ raise }))).toContain(`*Can it be raised?*\n${answer}`);
});

test('what has no limit asks no such question', () => {
  expect(read(critical, saying({ raise: null, breaks: null }))).not.toContain('?*');
});

test('the page of the quota is linked only where an increase can be requested there', () => {
  const page = 'https://us-east-1.console.aws.amazon.com/servicequotas/home/services/apigateway/quotas/L-01C8A9E0';

  expect(read(critical, saying({ raise: 'yes', quotaCode: 'L-01C8A9E0' }))).toContain(`<${page}|Request an increase>`);
  expect(read(critical, saying({ raise: 'support', quotaCode: 'L-01C8A9E0' }))).not.toContain('servicequotas');
  expect(read(critical, saying({ raise: 'yes', quotaCode: null }))).not.toContain('servicequotas');
});

test('an open request for an increase is named with its time', () => {
  const increase = { text: 'CASE_OPENED: 600 requested', since: at('10:00') };

  expect(read({ ...critical, increase })).toContain(
    '*Increase request*\n`CASE_OPENED: 600 requested` since <!date^1795168800^',
  );
});

test('a runbook without an address is named, not linked', () => {
  expect(read(critical, { runbook: 'docs/runbook.md' })).toContain(
    'Runbook: `docs/runbook.md`, “A quota is nearly full”',
  );
});

test.each([
  ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
  ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
  ['eusc-de-east-1', 'https://eusc-de-east-1.console.amazonaws-eusc.eu/'],
  ['ap-southeast-5', 'https://ap-southeast-5.console.aws.amazon.com/'],
])('the console of %s is that of its partition', (region, host) => {
  const links = read({ ...critical, region }, { homeRegion: region });

  expect(links.match(/https:\/\/[^/]*console[^/]*\//g)).toEqual([host, host]);
});

test.each<[Resource['type'], string]>([
  ['rest-api', 'apigateway/main/apis/a%2Fb/resources?api=a%2Fb&amp;region=us-east-1|Open the API>'],
  ['websocket-api', 'apigateway/main/api-detail?api=a%2Fb&amp;region=us-east-1|Open the API>'],
  ['stage', 'apigateway/main/apis?region=us-east-1|Open the APIs>'],
  ['route', 'apigateway/main/apis?region=us-east-1|Open the APIs>'],
  ['domain-name', 'apigateway/main/publish/domain-names?domain=x.example&amp;region=us-east-1|Open the domain name>'],
  ['usage-plan', 'apigateway/main/usage-plans?region=us-east-1|Open the usage plans>'],
  ['vpc-link', 'apigateway/main/vpc-links/list?region=us-east-1|Open the VPC links>'],
  ['vpc', 'vpcconsole/home?region=us-east-1#VpcDetails:VpcId=a%2Fb|Open the VPC>'],
  ['function', 'lambda/home?region=us-east-1#/functions/a%2Fb|Open the function>'],
])('the console of a %s is linked', (type, link) => {
  const resource = { type, id: 'a/b', name: 'x.example' };

  expect(read({ ...critical, worst: [{ ...member, resource }] })).toContain(link);
});

test('what is counted for a Region links the service', () => {
  const link = 'apigateway/main/apis?region=us-east-1|Open API Gateway>';

  expect(read({ ...critical, worst: [{ ...member, resource: null }] })).toContain(link);
});

test('a value that is older than the last change says when it was measured', () => {
  expect(read({ ...critical, worst: [{ ...member, measuredAt: at('13:00') }] })).toContain(
    'measured <!date^1795179600^',
  );
});

test('a group says how many, and shows the worst ten as a table; without tables, as a list', () => {
  const message = shown(group(600));

  expect(message.text).toBe(
    'Critical: Resources per REST API at up to 100 % on 600 APIs in 123456789012, us-east-1; the worst is orders-v0.',
  );
  expect(readOf(message)).toContain('🔴 600 APIs: Resources per REST API at up to 100 %');
  expect(readOf(message)).toContain('*600 APIs past the threshold, 2 of them critical* · 123456789012 · us-east-1');
  const table = message.variants[0]?.find(({ type }) => type === 'data_table');
  expect(table).toMatchObject({ caption: 'The worst 10 of 600', rows: { length: 11 } });
  expect(table).toHaveProperty('rows.1', [
    { type: 'raw_text', text: 'orders-v0 (id0)' },
    { type: 'raw_number', value: 100, text: '100' },
    { type: 'raw_number', value: 300, text: '300' },
    { type: 'raw_number', value: 300, text: '300' },
    { type: 'raw_text', text: 'critical' },
  ]);
  expect(message.variants).toHaveLength(2);
  expect(readOf(message, 1)).toContain(
    'orders-v9 (id9)\n: 97 % (291 of 300), critical\nand 590 more: the list is in the thread',
  );
  expect(readOf(message, 1)).not.toContain('orders-v10');
});

test('a group of ten or fewer is all there, and no list follows', () => {
  const message = shown(group(3));

  expect(readOf(message)).toContain('All 3');
  expect(readOf(message)).not.toContain('more');
});

test('what cannot be looked at is marked, and it is said what that means', () => {
  const small = group(3);
  const [first = member, ...others] = small.worst;
  const frozen = { since: at('10:30'), members: 1 };
  const text = read({ ...small, frozen, worst: [{ ...first, isFrozen: true }, ...others] });

  expect(text).toContain('orders-v0 (id0) · not readable now, last value');
  expect(text).toMatch(/\*1 of 3 frozen\* since <[^>]*>: neither raised nor cleared while nobody can look\./);
  expect(read({ ...critical, frozen })).toContain('*Frozen* since');
});

test('of a member of which only the id is known no number is shown', () => {
  const unknown = {
    ...member,
    resource: { type: 'rest-api', id: 'id0', name: '' } as const,
    usage: null,
    limit: null,
    percent: 0,
  };

  expect(readOf(shown({ ...group(2), worst: [unknown, member] }), 1)).toContain('(no name) id0\n: not known, critical');
});

test('a Region that cannot be seen says how much is missing and why, and that nothing there is cleared', () => {
  const text = read(blind);

  expect(shown(blind).text).toBe(
    'Warning: Headroom cannot see all of eu-west-1: 28 of 340 measurements seen in 123456789012, eu-west-1.',
  );
  expect(text).toContain(
    '⚠️ Headroom cannot see all of eu-west-1\n*28 of 340 measurements seen* · 123456789012 · eu-west-1',
  );
  expect(text).toContain('\nAccessDenied: no\nWhat cannot be read there is *frozen*');
  expect(text).toContain('#a-region-is-blind|Runbook>');
});

test('an observation says what it is of which resource', () => {
  const text = read(inactiveLink);

  expect(text).toContain(
    '⚠️ VPC link is inactive\n`legacy (v1)` · 123456789012 · us-east-1\nThis VPC link is INACTIVE',
  );
  expect(text).toContain('#something-is-worth-a-look|Runbook>');
});

test('of several observations what is the same is said once, and what differs for each', () => {
  const [one = member] = inactiveLink.worst;
  const two = { ...one, resource: { type: 'vpc-link', id: 'v2', name: 'blue' } as const };

  expect(read({ ...inactiveLink, total: 2, worst: [one, two] })).toContain(
    'This VPC link is INACTIVE\nlegacy (v1)\nblue (v2)',
  );
  expect(read({ ...inactiveLink, total: 2, worst: [one, { ...two, text: 'other' }] })).toContain(
    'legacy (v1)\n: this VPC link is INACTIVE\nblue (v2)\n: other',
  );
});

test('what is muted says until when and why, and not what to do', () => {
  const message = shown(muted);

  expect(message.kind).toBe('muted');
  expect(readOf(message)).toContain('🔕 Muted: Integrations per HTTP API\n');
  expect(readOf(message)).toContain(
    'Nothing more is said of it until the end of 31 Dec 2026 (UTC).\nthe migration ends in December',
  );
  expect(readOf(message)).not.toContain('Do this next');
});

test.each<[Cause, string]>([
  ['usage-fell', 'Usage fell from 287 to 200 (95.7 % → 33.3 %).'],
  ['limit-raised', 'The limit was raised from 300 to 600 (95.7 % → 33.3 %).'],
  ['threshold-changed', 'It is at 200 of 600 as before; the threshold was changed.'],
  ['forecast-changed', 'It is at 200 of 600, and for three days nothing says any more that it fills up soon.'],
  ['deleted', 'It was deleted.'],
  ['not-watched', 'It is not watched any more: the settings leave it out, or the Region is switched off.'],
  ['cleared', 'It is not so any more.'],
  ['read-again', 'Everything there can be read again, and its incidents go on.'],
])('what is over says why: %s', (because, why) => {
  const text = read({ ...over, recovery: { because, to: { usage: 200, limit: 600, percent: 33.3 } } });

  expect(text).toContain(`\`content-prod (a1b2c3d4e5)\` · 123456789012 · us-east-1\n${why}\n`);
});

/** 9 Dec 2026, seen on 20 Nov. */
const fillsUp: Outlook = {
  day: '2026-11-20',
  isWarning: true,
  forecast: {
    status: 'fills-up',
    perDay: 1.5,
    slowest: 1.1,
    fastest: 2.4,
    day: '2026-12-09',
    earliest: '2026-12-02',
    latest: '2026-12-20',
    points: 40,
  },
};

test('what only a forecast speaks of says when it is full, first of all', () => {
  const early = { ...member, level: 'warning', usage: 219, percent: 73, outlook: fillsUp, isForeseen: true } as const;
  const message = shown({ ...critical, state: 'warning', critical: 0, worst: [early] });

  expect(message.text).toBe(
    'Warning: Integrations per HTTP API at 73 % (219 of 300), full about 9 Dec 2026 in 123456789012, us-east-1: content-prod.',
  );
  expect(readOf(message)).toContain('🟠 Integrations per HTTP API at 73 %, full about 9 Dec 2026\n');
  expect(readOf(message)).toContain('*When is it full?*\nabout 9 Dec 2026 (2–20 Dec), growing by 1.5 a day');
});

test('what is past a threshold says when it is full among its facts', () => {
  const message = shown({ ...critical, worst: [{ ...member, outlook: fillsUp }] });

  expect(message.text).not.toContain('full about');
  expect(readOf(message)).toContain('*When is it full?*\nabout 9 Dec 2026 (2–20 Dec), growing by 1.5 a day');
});

test('of several the one that fills up first is named', () => {
  const second = {
    ...member,
    resource: { type: 'http-api', id: 'b2', name: 'orders-prod' } as const,
    outlook: fillsUp,
  };
  const text = read({ ...critical, total: 2, critical: 2, worst: [member, second] });

  expect(text).toContain('*When is it full?*\n`orders-prod (b2)`: about 9 Dec 2026 (2–20 Dec), growing by 1.5 a day');
});

test.each([
  ['too-few-days', null, 'no forecast: 12 of 28 days of history'],
  ['not-growing', null, 'no forecast: not growing'],
  ['too-far-ahead', 0.04, 'no forecast: grows, but is not full within 90 days (growing by less than 0.1 a day)'],
] as const)('no forecast is an answer, with its reason: %s', (reason, perDay, said) => {
  const outlook = {
    day: '2026-11-20',
    isWarning: false,
    forecast: { status: 'none', reason, points: 12, perDay },
  } as const;

  expect(read({ ...critical, worst: [{ ...member, outlook }] })).toContain(`*When is it full?*\n${said}`);
});

test('nobody is told that what is full has no forecast', () => {
  const forecast = { status: 'none', reason: 'full', points: 40, perDay: null } as const;

  const text = read({
    ...critical,
    worst: [{ ...member, outlook: { day: '2026-11-20', isWarning: false, forecast } }],
  });
  expect(text).not.toContain('*When is it full?*');
});

test('what is over says how long it was open and how high it got', () => {
  const message = shown(over);

  expect(message.kind).toBe('recovered');
  expect(message.text).toBe(
    'Recovered: Integrations per HTTP API in 123456789012, us-east-1: content-prod. The limit was raised from 300 to 600 (95.7 % → 47.8 %).',
  );
  expect(readOf(message)).toContain('✅ Recovered: Integrations per HTTP API at 47.8 %\n████▊░░░░░  *287 of 600* · ');
  expect(readOf(message)).toContain('peak 95.7 % · open for 26 h');
});

test('who is to be called is called by a new message only, and by none that is good news', () => {
  const route = { channel: 'C0123456789', mention: '@here' };
  const posted = (incident: Incident) => readOf(incidentMessage({ ...incident, route }, telling, { isNew: true }));

  expect(posted(critical)).toContain('<!here> · 🟠');
  expect(read({ ...critical, route })).not.toContain('<!here>');
  expect(posted(over)).not.toContain('<!here>');
  expect(posted(muted)).not.toContain('<!here>');
});

test.each([
  ['@channel', '<!channel>'],
  ['U0123456789', '<@U0123456789>'],
  ['W0123456789', '<@W0123456789>'],
  ['S0123456789', '<!subteam^S0123456789>'],
])('%s is called as %s', (mention, token) => {
  const route = { channel: 'C0123456789', mention };

  expect(readOf(incidentMessage({ ...critical, route }, telling, { isNew: true }))).toContain(`${token} · `);
});

test('what Slack did not take for long says that it is late', () => {
  expect(read(critical, { waitingSince: at('04:00') })).toContain('told late: waiting since <!date^1795147200^');
});

test('a long story keeps its beginning and its end', () => {
  const timeline = Array.from({ length: 9 }, (_, index) => ({ at: at(`0${index}:00`), state: 'warning' as const }));
  const line =
    read({ ...critical, timeline })
      .split('\n')
      .at(-1) ?? '';

  expect(line.match(/\|20 Nov 0\d:00|…/g)).toEqual([
    '|20 Nov 00:00',
    '…',
    '|20 Nov 06:00',
    '|20 Nov 07:00',
    '|20 Nov 08:00',
  ]);
});

/** In which order a split goes live, and which routes each API has: without a moment in which a request finds no API. */
import { plural } from '../../domain/format';
import type { Artefact } from '../../domain/plan';
import type { Assignment } from '../split';
import type { UsableDoor } from './facts';
import { mdCode } from './literals';
import { apiName, prefixText, TODAY } from './names';
import { keyOf } from '../split/router';

export function migrationFiles(assignment: Assignment, door: UsableDoor): Artefact[] {
  return [
    {
      name: 'migration.md',
      language: 'text',
      title: 'The order in which to do it',
      text: migrationText(assignment, door),
    },
    {
      name: 'apis.json',
      language: 'json',
      title: 'The routes of each API',
      text: `${JSON.stringify(apisOf(assignment), null, 2)}\n`,
    },
  ];
}

function apisOf({ groups, copies, rules }: Assignment) {
  return groups.map((routes, group) => ({
    api: group + 1,
    prefixes: rules.filter((rule) => rule.group === group).map(({ prefix }) => prefixText(prefix)),
    routes: routes.map(keyOf),
    copies: copies.filter((copy) => copy.group === group).map(({ route }) => keyOf(route)),
  }));
}

const opening: Record<UsableDoor, readonly string[]> = {
  behaviours: [
    'Put the distribution in front of today’s API alone, and let the clients’ name lead to it: the certificate of CloudFront is in us-east-1. Nothing is split yet.',
    'Add the origins and the behaviours of `front-door.ts` or `behaviours.txt`, the longest prefix first. From here on the new APIs answer; taking a behaviour out again is the way back.',
  ],
  function: [
    'Put the distribution in front of today’s API alone, and let the clients’ name lead to it: the certificate of CloudFront is in us-east-1. Nothing is split yet.',
    'Add the origins, publish `front-door.js` and associate it with viewer requests. From here on the new APIs answer; taking the association out again is the way back.',
  ],
  mappings: [
    'Run `api-mappings.sh` line by line, the mapping with the fewest requests first. From here on the new APIs answer; deleting a mapping again is the way back.',
  ],
  'routing-rules': [
    'Run `routing-rules.sh` line by line. From here on the new APIs answer; deleting a rule again is the way back.',
  ],
};

function migrationText(assignment: Assignment, door: UsableDoor): string {
  const { groups, copies, moved } = assignment;
  const isMapped = door === 'mappings';
  const copied =
    copies.length === 0
      ? []
      : [
          'Copy what catches everything to the APIs whose prefixes it reaches, or requests that find it today would find nothing:',
          '',
          ...copies.map(({ route, group }) => `- ${mdCode(keyOf(route))} also in ${apiName(group)}`),
          '',
        ];
  const steps = [
    `Create ${plural(groups.length - 1, 'API')} with the routes of \`apis.json\`${isMapped ? ', declared as in `routes.txt`' : ''} and the same integration targets. Today’s API keeps all its routes for now.`,
    'Let API Gateway invoke the functions from the new APIs: `aws lambda get-policy` shows the statements whose `SourceArn` has the id of today’s API; add one for each new API. A policy holds 20 KB: one statement with `…:API-ID/*` does for all routes.',
    'Give the new APIs what today’s API has: authorizers, CORS, stage settings and throttles, access logs, alarms, WAF or mutual TLS. Results that authorizers cache are cached for each API anew.',
    'Call the new APIs by their execute-api names, one route of each integration, before any client does.',
    ...opening[door],
    'Watch `Count` of the moved routes on today’s API: when it has been 0 for 7 days, nobody calls them there any more, not even past the front door.',
    `Delete the ${plural(moved, 'moved route')} from today’s API, and then their integrations: the integrations are what counts.`,
  ];
  return [
    '# From one API to several',
    '',
    'Proposed by Headroom, which did none of it.',
    '',
    ...groups.flatMap((routes, group) => [
      `- ${apiName(group)}: ${plural(routes.length, 'route')}${under(assignment, group)}`,
    ]),
    '',
    ...copied,
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    '',
  ].join('\n');
}

function under({ rules }: Assignment, group: number): string {
  const prefixes = rules.filter((rule) => rule.group === group).map(({ prefix }) => mdCode(prefixText(prefix)));
  const rest = group === TODAY ? ['everything that no prefix names'] : [];
  return `: ${[...prefixes, ...rest].join(', ')}`;
}

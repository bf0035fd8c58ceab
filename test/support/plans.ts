/** A plan in which everything is that a plan may have, from which the tests spread. */
import type { Plan, PlanStep } from '../../lambda/domain/plan';
import { code, words } from '../../lambda/domain/words';

export const deletion: PlanStep = {
  remedy: 'delete-unused-integrations',
  effort: 'minutes',
  title: words`Delete ${9} integrations that no route uses`,
  details: [words`They lead to ${code('retired-1')}, ${code('retired-2')} and 7 more`],
  counts: { before: { usage: 287, limit: 300 }, after: { usage: 278, limit: 300 }, atMost: false },
  elsewhere: [],
  cautions: [],
  undo: words`Create them again from ${code('integrations-before.json')}: they get new ids`,
  artefacts: [
    {
      name: 'delete-unused-integrations.sh',
      language: 'sh',
      title: 'The integrations that no route uses',
      text: '#!/bin/sh\nset -eu\n\naws apigatewayv2 delete-integration --api-id a1b2c3d4e5 --integration-id abc1234\n',
    },
  ],
};

export const split: PlanStep = {
  remedy: 'split-api',
  effort: 'infrastructure',
  title: words`Split it into 2 APIs: move ${68} routes below ${code('/files')} and ${code('/folders')} to 1 new one`,
  details: [
    words`Afterwards API 1 (today’s) has 210 of 300 integrations (70 %), API 2 has 68 of 300 (22.7 %)`,
    words`Front door: CloudFront in front, with 4 behaviours: the path stays as it is, and no code runs`,
  ],
  counts: { before: { usage: 278, limit: 300 }, after: { usage: 210, limit: 300 }, atMost: false },
  elsewhere: [
    { quota: 'http-api-routes', of: 'content-prod', before: 278, after: 210, limit: 300 },
    { quota: 'CloudFront distributions', of: null, before: 3, after: 4, limit: null },
  ],
  cautions: [
    words`If there is a distribution already, its own behaviours count too`,
    words`Each new API needs its own authorizers, CORS, stage settings and throttles, access logs, web ACL and alarms`,
  ],
  undo: words`Until the moved routes are deleted from today’s API, let the front door send everything there again`,
  artefacts: [
    { name: 'apis.json', language: 'json', title: 'The routes of each API', text: '{ "apis": [] }\n' },
    { name: 'front-door.ts', language: 'ts', title: 'The behaviours as CDK', text: 'export const behaviours = [];' },
  ],
};

export const option: PlanStep = {
  remedy: 'fewer-functions',
  effort: 'code',
  title: words`Let one function serve all below each of ${45} paths`,
  details: [words`Most have ${code('/files')}, ${code('/folders')} and 43 more`],
  counts: { before: { usage: 210, limit: 300 }, after: { usage: 53, limit: 300 }, atMost: true },
  elsewhere: [],
  cautions: [words`It is a change of code: larger packages, and permissions that several routes share`],
  undo: null,
  artefacts: [],
};

export const advice: PlanStep = {
  remedy: 'request-increase',
  effort: 'organization',
  title: words`Do not ask for an increase: AWS does not raise ${code('Integrations per HTTP API')}`,
  details: [],
  counts: null,
  elsewhere: [],
  cautions: [],
  undo: null,
  artefacts: [],
};

export const plan: Plan = {
  schemaVersion: 1,
  accountId: '123456789012',
  region: 'us-east-1',
  quota: 'http-api-integrations',
  quotaName: 'Integrations per HTTP API',
  unit: 'integrations',
  resource: { type: 'http-api', id: 'a1b2c3d4e5', name: 'content-prod' },
  adjustable: 'no',
  target: 70,
  readAt: '2026-11-20T12:00:00.000Z',
  before: { usage: 287, limit: 300 },
  after: { usage: 210, limit: 300 },
  summary: [
    words`${code('content-prod')} has ${287} of ${300} integrations, and AWS does not raise this limit.`,
    words`First delete ${9} that no route uses, then move ${code('/files')} and ${code('/folders')} to a new API.`,
  ],
  why: [
    {
      title: 'Targets with the most integrations (3 of 284)',
      columns: [
        { name: 'Target', align: 'left' },
        { name: 'Integrations', align: 'right' },
        { name: 'Most at once in 14 days', align: 'right' },
      ],
      rows: [
        ['get-legal-hold-policy-assignments', 3, 1250],
        ['orders | v2', 2, 10],
        ['none', 1, 'none'],
      ],
    },
  ],
  steps: [deletion, split],
  options: [option, advice],
  unchecked: [words`Which tool deploys the API: no tag says so`],
  stale: words`${code('content-prod')} had ${288} integrations a minute later: compute the plan again`,
};

/** The behaviours as a table to type in, and as CDK. */
import type { Artefact } from '../../domain/plan';
import type { Behaviour } from './behaviours';
import { behavioursStack } from './cdk';
import { jsString, oneLine } from './literals';
import { originOf } from './names';

export function behavioursFiles(behaviours: readonly Behaviour[], apis: number): Artefact[] {
  return [
    {
      name: 'behaviours.txt',
      language: 'text',
      title: 'The behaviours, in the order in which CloudFront must have them',
      text: tableOf(behaviours),
    },
    {
      name: 'front-door.ts',
      language: 'ts',
      title: 'The behaviours as CDK',
      text: behavioursStack(apis, behaviours.map(lineFor)),
    },
  ];
}

function tableOf(behaviours: readonly Behaviour[]): string {
  const rows = [
    ...behaviours.map(({ pattern, group }, index) => [String(index), oneLine(pattern), originOf(group)]),
    [String(behaviours.length), 'Default (*)', originOf(0)],
  ];
  const width = Math.max('PATH PATTERN'.length, ...rows.map(([, pattern = '']) => pattern.length));
  const line = ([order = '', pattern = '', origin = '']: readonly string[]): string =>
    `${order.padStart(5)}  ${pattern.padEnd(width)}  ${origin}`;
  return `${[
    'Proposed by Headroom, which set up none of it. The first pattern that matches counts: keep the order.',
    'For each: all methods, cache policy CachingDisabled, origin request policy AllViewerExceptHostHeader.',
    'api-1 is today’s API. An API whose stage has a name needs it as the origin’s path: /prod.',
    '',
    line(['ORDER', 'PATH PATTERN', 'ORIGIN']),
    ...rows.map(line),
  ].join('\n')}\n`;
}

function lineFor({ pattern, group }: Behaviour): string {
  return `${jsString(pattern)}: to(${jsString(originOf(group))}),`;
}

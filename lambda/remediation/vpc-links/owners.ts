/** What belongs to a tool is changed there: its next deployment would take a command back, or fail because of it. */
import type { Owner } from '../../domain/details';
import { code, type Words, words } from '../../domain/words';

interface Hint {
  readonly owner: Owner | null;
  /** What to do there, without a capital or full stop. */
  readonly what: Words;
}

/** One sentence for each owner; nothing for what nobody owns. */
export function hintsFor(hints: readonly Hint[]): Words[] {
  const byPlace = new Map<string, { place: Words; all: Words[] }>();
  for (const { owner, what } of hints) {
    if (owner === null) continue;
    const place = placeInTool(owner);
    const key = JSON.stringify(place);
    const known = byPlace.get(key);
    if (known === undefined) byPlace.set(key, { place, all: [what] });
    else known.all.push(what);
  }
  return [...byPlace.values()].map(({ place, all }) => words`In ${place}, ${joined(all)}; then deploy it`);
}

export function placeInTool({ tool, name }: Owner): Words {
  const places = {
    cloudformation: words`the CloudFormation template of the stack ${code(name)}`,
    sam: words`the SAM template of the stack ${code(name)}`,
    cdk: words`the CDK app of the stack ${code(name)}`,
    sst: words`the SST app ${code(name)}`,
    serverless: words`${code('serverless.yml')} of the service ${code(name)}`,
    terraform: words`the Terraform configuration ${code(name)}`,
  } as const satisfies Record<Owner['tool'], Words>;
  return places[tool];
}

function joined(all: readonly Words[]): Words {
  return all.reduce((text, one, index) => words`${text}${index === all.length - 1 ? ' and ' : ', '}${one}`);
}

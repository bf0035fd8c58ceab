/** An account as people know it: by the name that the organization gives it, which is hostile text like its tags. */
import type { Telling } from '../../domain/message';
import { type AccountFacts, isOrganization, unitPath } from '../../domain/organization';
import type { Field } from './blocks';
import { brief, code, plain } from './words';

/** What stands for an account in an incident of the organization itself. */
const ORGANIZATION = 'the organization';

const LONGEST_NAME = 60;
const LONGEST_ID = 20;

type Knowing = Pick<Telling, 'accountOf'>;

/** `payments-prod (123456789012)`, in markup; without a name the id alone. */
export function accountText(accountId: string, telling: Knowing): string {
  return named(accountId, telling, plain);
}

/** The same for a cell, a header or a file: not for markup. */
export function accountCell(accountId: string, telling: Knowing): string {
  return named(accountId, telling, brief);
}

function named(accountId: string, { accountOf }: Knowing, made: (text: string, most: number) => string): string {
  if (isOrganization(accountId)) return ORGANIZATION;
  const id = made(accountId, LONGEST_ID);
  const name = made(accountOf(accountId).name ?? '', LONGEST_NAME);
  return name === '' ? id : `${name} (${id})`;
}

const MOST_TAGS = 3;
const LONGEST_PATH = 160;
const LONGEST_KEY = 30;
const LONGEST_VALUE = 40;

/** Where the account stands in the organization, and what it is tagged with; nothing where nobody knows. */
export function accountFields(accountId: string, { accountOf }: Knowing): Field[] {
  const facts = accountOf(accountId);
  const path = plain(unitPath(facts) ?? '', LONGEST_PATH);
  const tags = tagsText(facts);
  return [
    ...(path === '' ? [] : [{ name: 'Unit', value: path }]),
    ...(tags === '' ? [] : [{ name: 'Tags of the account', value: tags }]),
  ];
}

/** The first by key. */
function tagsText({ tags }: AccountFacts): string {
  return Object.entries(tags)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MOST_TAGS)
    .map(([key, value]) => code(`${brief(key, LONGEST_KEY)}=${brief(value, LONGEST_VALUE)}`))
    .join('  ');
}

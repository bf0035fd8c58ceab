/** The words of a decision: what it is about and where, whether it can be raised, and what to begin with. */
import type { ReportAccount, ReportRow } from '../../domain/report';
import { accountText, resourceText } from '../../domain/report-words';
import { code, type Words, words } from '../../domain/words';

/** `` Integrations per HTTP API of `orders (a1b2c3)` in us-east-1 ``, and of which account where there are several. */
export function subjectWords(row: ReportRow, accounts: readonly ReportAccount[]): Words {
  const { title, resource, region, accountId } = row;
  const of = resource === null ? [] : words` of ${code(resourceText(resource))}`;
  return words`${title}${of} in ${region}${ofAccount(accountId, accounts)}`;
}

/** Where there is only one account, it need not be said which. */
export function ofAccount(accountId: string, accounts: readonly ReportAccount[]): Words {
  const account = accounts.find((one) => one.accountId === accountId);
  return accounts.length > 1 && account ? words` of ${code(accountText(account))}` : [];
}

const RAISE = {
  yes: 'AWS raises it on request',
  support: 'AWS Support raises it on request',
  no: 'AWS does not raise it',
  own: 'the limit is your own setting',
} as const satisfies Record<NonNullable<ReportRow['raise']>, string>;

export function raiseWords({ raise }: ReportRow): Words[] {
  return raise === null ? [] : [[RAISE[raise]]];
}

/** `a, b, and c.` */
export function sentenceOf(parts: readonly Words[]): Words {
  const whole = parts.reduce((all, part, index) => {
    const link = index === parts.length - 1 ? ', and ' : ', ';
    return words`${all}${link}${part}`;
  });
  return words`${whole}.`;
}

/** What to begin with, as a sentence after another one. */
export function firstStep(step: Words): Words {
  const last = step.at(-1);
  const isEnded = typeof last === 'string' && last.endsWith('.');
  return words` First step: ${step}${isEnded ? '' : '.'}`;
}

/** A sentence of the catalogue, in which backticks mark code. The last of an odd number of them marks nothing. */
export function markedWords(text: string): Words {
  const parts = text.split('`');
  return parts.reduce<Words>(
    (all, part, index) => words`${all}${index % 2 === 1 && index < parts.length - 1 ? code(part) : part}`,
    [],
  );
}

/** What is known of the subject of an incident beside its numbers, for messages. */
import type { IncidentSubject } from '../domain/fingerprint';
import type { SubjectText } from '../domain/message';
import { catalogue, conditions, isOwnSetting, serviceOf } from '.';

/** What the monitor observes of itself. */
const OWN: Readonly<Record<string, Pick<SubjectText, 'title' | 'remedy'>>> = {
  'settings-invalid': {
    title: 'The settings are not valid',
    remedy: [
      'Mend headroom.yaml: `npx --no headroom scan --config headroom.yaml` says what is wrong, then bring it back.',
    ],
  },
  'region-refused': {
    title: 'A Region refuses everything',
    remedy: [
      'If that is meant, add the Region to `regions.exclude` in headroom.yaml; else let the policies allow the reads.',
    ],
  },
  'quotas-refused': {
    title: 'AWS refuses what some quotas need',
    remedy: ['Allow the actions in docs/security.md, or accept that these quotas are not watched.'],
  },
  'member-role-missing': {
    title: 'The role headroom-member cannot be assumed',
    remedy: [
      "Re-run the StackSet for these accounts: its operations in CloudFormation's console say why one of them failed.",
      'Run `npm run member-role` with credentials of the management account if it is among them: no StackSet reaches it.',
      'Look for a service control policy that denies `sts:AssumeRole` if the role is there.',
    ],
  },
  'account-unread': {
    title: 'Accounts could not be scanned',
    remedy: [
      'Look at the reason that is given with each account; the log of the scan has more of it.',
      'Leave the account out of the units in `organization.units` if it is not to be watched.',
    ],
  },
  'organization-unread': {
    title: 'AWS Organizations could not be asked',
    remedy: [
      'Let Headroom list the accounts: its account must be the management account or a delegated administrator.',
      'Until then the last list of accounts holds: no new account is watched, and one that was closed fails.',
    ],
  },
};

const NO_LIMIT = { breaks: null, raise: null, service: null, quotaCode: null } as const;

export function textOf({ kind, id }: IncidentSubject): SubjectText {
  switch (kind) {
    case 'coverage':
      return {
        ...NO_LIMIT,
        title: 'Headroom cannot see everything',
        remedy: ['Find the reason in the log of the scan; the runbook has the query and what each reason means.'],
      };
    case 'observation': {
      const known = conditions.find((one) => one.kind === id);
      return { ...NO_LIMIT, ...(known ?? OWN[id] ?? { title: id, remedy: [] }) };
    }
    case 'quota':
      return quotaText(id);
  }
}

function quotaText(id: string): SubjectText {
  const known = catalogue.find((one) => one.id === id);
  const service = serviceOf(id);
  if (!known) return discoveredText(id, service);
  const { name, breaks, remedy, adjustable, quotaCode } = known;
  return { title: name, breaks, remedy, raise: isOwnSetting(id) ? 'own' : adjustable, service, quotaCode };
}

/** `sq-<service>-<code>`: its name is Service Quotas' alone. */
function discoveredText(id: string, service: 'apigateway' | 'lambda'): SubjectText {
  const code = id.replace(/^sq-[a-z]+-/, '');
  return {
    title: `${service === 'lambda' ? 'Lambda' : 'API Gateway'} quota ${code}`,
    breaks: 'AWS refuses or throttles what goes beyond it',
    remedy: ['Open it in Service Quotas: its name, its metric, and whether it can be raised stand there.'],
    raise: null,
    service,
    quotaCode: code,
  };
}

/** Many incidents as one table, for a digest and for a welcome: one row each, the worst first. */
import { compareStates } from '../../domain/incident-state';
import type { Incident } from '../../domain/incident';
import type { Telling } from '../../domain/message';
import { MOST_LISTED } from '../../domain/told';
import { formatNumber } from '../../domain/format';
import { isOrganization } from '../../domain/organization';
import { accountCell } from './accounts';
import type { TableShape } from './blocks';
import { captionOf, howFull, numbersOf } from './members';
import { iconOf, membersText, resourceName, resourceOf, STATE_WORDS } from './subject';
import { brief } from './words';

export function worstIncidents(entries: readonly Incident[]): Incident[] {
  return entries.toSorted(
    (a, b) =>
      compareStates(b.state, a.state) || percentOf(b) - percentOf(a) || (a.fingerprint < b.fingerprint ? -1 : 1),
  );
}

function percentOf({ worst, recovery }: Incident): number {
  return (worst[0] ?? recovery?.to)?.percent ?? 0;
}

/** @param entries at least one */
export function incidentsTable(entries: readonly Incident[], telling: Telling): TableShape {
  const shown = worstIncidents(entries).slice(0, MOST_LISTED);
  const isOfMany = accountsOf(entries).length > 1;
  return {
    caption: captionOf(shown.length, entries.length),
    columns: ['What', 'Where', ...(isOfMany ? ['Account'] : []), '%', 'Used', 'Limit', 'Region'],
    rows: shown.map((incident) => {
      const what = `${iconOf(incident)} ${brief(telling.textOf(incident.subject).title, 60)}`;
      const region = isOrganization(incident.accountId) ? '' : brief(incident.region, 30);
      const account = isOfMany ? [accountCell(incident.accountId, telling)] : [];
      const now = incident.subject.kind === 'quota' ? (incident.worst[0] ?? incident.recovery?.to) : undefined;
      return {
        cells: [what, whichOf(incident), ...account, ...(now ? numbersOf(now) : ['–', '–', '–']), region],
        line: {
          style: 'bold',
          name: what,
          text: [whichOf(incident), ...(now ? [howFull(now)] : []), region, ...account]
            .filter((part) => part !== '')
            .join(' · '),
        },
      };
    }),
  };
}

function whichOf(incident: Incident): string {
  if (incident.total > 1) return membersText(incident);
  const resource = resourceOf(incident);
  if (resource !== null) return resourceName(resource, 40);
  return isOrganization(incident.accountId) ? 'all accounts' : 'the Region';
}

/** The ids of their accounts, the one with the worst first. */
export function accountsOf(entries: readonly Incident[]): string[] {
  return [...new Set(worstIncidents(entries).map(({ accountId }) => accountId))];
}

/** How many rows a list of everything has. */
export function rowsOf(entries: readonly Incident[]): number {
  return entries.reduce((sum, { total }) => sum + Math.max(1, total), 0);
}

/** `3 critical · 40 warning · 2 over`. */
export function countsText(entries: readonly Incident[]): string {
  return (['critical', 'warning', 'muted', 'ok'] as const)
    .flatMap((state) => {
      const count = entries.filter((one) => one.state === state).length;
      return count === 0 ? [] : [`${formatNumber(count)} ${STATE_WORDS[state].toLowerCase()}`];
    })
    .join(' · ');
}

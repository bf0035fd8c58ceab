/** The first message of a channel. It calls nobody: what is past its threshold by then has been so for a while. */
import type { Incident } from '../../domain/incident';
import type { Message, Telling } from '../../domain/message';
import { MOST_LISTED } from '../../domain/told';
import { formatNumber, plural } from '../../domain/format';
import { accountText } from './accounts';
import { context, type Field, fields, header, section } from './blocks';
import { listText } from './digest';
import { late } from './incident';
import { withTable } from './members';
import { togetherMetadata } from './metadata';
import { dashboardLink, linkToken, runbookToken } from './places';
import { countsText, incidentsTable, rowsOf } from './together';

/** What the last scan saw of one account; of an organization, how many accounts it has that are watched. */
export type WelcomeFacts = WatchedAccount | WatchedOrganization;

export interface WatchedOrganization {
  readonly channel: string;
  readonly accounts: number;
}

export interface WatchedAccount {
  readonly channel: string;
  readonly accountId: string;
  readonly regions: number;
  readonly quotas: number;
  readonly measured: number;
  readonly notMeasured: number;
  /** Measurements that the scan had no time for yet. */
  readonly waiting: number;
}

/** @param entries what is open @param facts `null` where nobody could read them */
export function welcomeMessage(entries: readonly Incident[], facts: WelcomeFacts | null, telling: Telling): Message {
  const rows = rowsOf(entries);
  const already = entries.length === 0 ? 'Nothing is past a threshold.' : `Open already: ${countsText(entries)}.`;
  const variants = withTable(
    [
      header('👋 Headroom is connected'),
      section(
        'You hear from Headroom here when a quota comes close to its limit, when that gets worse, and when it is over.',
      ),
      ...fields(factsOf(facts, telling)),
      section(entries.length === 0 ? `✅ ${already}` : `*${already}* Said once, so that the channel starts quiet.`),
    ],
    entries.length === 0 ? null : incidentsTable(entries, telling),
    [
      section([...dashboardLink(telling.homeRegion).map(linkToken), runbookToken(telling, 'tells')].join('  ·  ')),
      ...context([rows > MOST_LISTED ? listText(rows) : null, late(telling)]),
    ],
  );
  return {
    kind: 'welcome',
    text: `Headroom is connected${watched(facts, telling)}. ${already}`,
    variants,
    metadata: togetherMetadata('welcome', { incidents: entries.length, rows }),
  };
}

function watched(facts: WelcomeFacts | null, telling: Telling): string {
  if (facts === null) return '';
  if ('accounts' in facts) return ` and watches ${plural(facts.accounts, 'account')}`;
  return ` and watches ${plural(facts.quotas, 'quota')} in ${plural(facts.regions, 'Region')} of ${accountText(facts.accountId, telling)}`;
}

function factsOf(facts: WelcomeFacts | null, telling: Telling): Field[] {
  const { everyMinutes } = telling;
  const schedule = { name: 'Schedule', value: `a scan every ${plural(everyMinutes, 'minute')}` };
  if (facts === null) return [schedule];
  if ('accounts' in facts) {
    return [
      { name: 'Watched', value: `${plural(facts.accounts, 'account')} of the organization` },
      { name: schedule.name, value: `${schedule.value}, quiet accounts hourly to daily` },
    ];
  }
  const { accountId, regions, quotas, measured, notMeasured, waiting } = facts;
  const seen = [
    `${formatNumber(measured)} measured`,
    ...(notMeasured > 0 ? [`${formatNumber(notMeasured)} not measured`] : []),
    ...(waiting > 0 ? [`${formatNumber(waiting)} still to come`] : []),
  ];
  return [
    { name: 'Account', value: accountText(accountId, telling) },
    { name: 'Watched', value: `${plural(quotas, 'quota')} in ${plural(regions, 'Region')}` },
    { name: 'Last scan', value: seen.join(' · ') },
    schedule,
  ];
}

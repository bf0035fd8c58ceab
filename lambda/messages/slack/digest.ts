/** Many changes at once, as one message. */
import type { Incident } from '../../domain/incident';
import type { Message, Telling } from '../../domain/message';
import { MOST_LISTED } from '../../domain/told';
import { formatNumber, plural } from '../../domain/format';
import { isOrganization } from '../../domain/organization';
import { accountText } from './accounts';
import { context, header, section } from './blocks';
import { late } from './incident';
import { withTable } from './members';
import { togetherMetadata } from './metadata';
import { dashboardLink, linkToken, runbookToken } from './places';
import { iconOf, mentionOf, sentence, STATE_WORDS } from './subject';
import { accountsOf, countsText, incidentsTable, rowsOf, worstIncidents } from './together';
import { plain } from './words';

/** @param entries at least one */
export function digestMessage(entries: readonly Incident[], telling: Telling): Message {
  const [worst] = worstIncidents(entries);
  const rows = rowsOf(entries);
  const title = `${subjectsText(entries)} changed in one scan`;
  const blocks = withTable(
    [
      header(`${worst ? iconOf(worst) : '✅'} ${title}`),
      section(
        `*${countsText(entries)}* · ${placesText(entries, telling)}\nOne message, because so many changed at once.`,
      ),
    ],
    worst ? incidentsTable(entries, telling) : null,
    [
      section([...dashboardLink(telling.homeRegion).map(linkToken), runbookToken(telling, 'tells')].join('  ·  ')),
      ...context([...mentionsOf(entries), listText(rows), late(telling)]),
    ],
  );
  const counts = countsText(entries).replaceAll(' · ', ', ');
  const text = worst ? `${title}: ${counts}. ${sentence(STATE_WORDS[worst.state], worst, telling)}` : `${title}.`;
  return {
    kind: 'digest',
    text,
    variants: blocks,
    metadata: togetherMetadata('digest', {
      incidents: entries.length,
      rows,
      critical: entries.filter(({ state }) => state === 'critical').length,
    }),
  };
}

/** What is not a quota is not counted as one. */
function subjectsText(entries: readonly Incident[]): string {
  const areQuotas = entries.every(({ subject }) => subject.kind === 'quota');
  return areQuotas ? plural(entries.length, 'quota') : plural(entries.length, 'incident');
}

/** So many accounts are named, those with the worst first. */
const MOST_NAMED = 3;

function placesText(entries: readonly Incident[], telling: Telling): string {
  const all = accountsOf(entries);
  const accounts = all.filter((one) => !isOrganization(one));
  const inRegions = entries.filter(({ accountId }) => !isOrganization(accountId));
  const regions = [...new Set(inRegions.map(({ region }) => region))];
  return [
    ...all.filter(isOrganization).map((one) => accountText(one, telling)),
    ...(accounts.length > 0 ? [accountsText(accounts, telling)] : []),
    ...(regions.length > 1 ? [plural(regions.length, 'Region')] : regions.map((one) => plain(one, 30))),
  ].join(' · ');
}

/** `payments-prod (123456789012)`, or `12 accounts: payments-prod (123456789012), …, and 9 more`. */
function accountsText(accounts: readonly string[], telling: Telling): string {
  const named = accounts.slice(0, MOST_NAMED).map((one) => accountText(one, telling));
  if (accounts.length <= 1) return named.join('');
  const rest = accounts.length > MOST_NAMED ? `, and ${formatNumber(accounts.length - MOST_NAMED)} more` : '';
  return `${plural(accounts.length, 'account')}: ${named.join(', ')}${rest}`;
}

/** Of what is open; an end calls nobody. Each once. */
function mentionsOf(entries: readonly Incident[]): string[] {
  const worse = entries.filter(({ state }) => state === 'warning' || state === 'critical');
  return [...new Set(worse.flatMap(({ route }) => mentionOf(route) ?? []))].slice(0, MOST_LISTED);
}

/** The file follows in the thread. */
export function listText(rows: number): string {
  return `all ${plural(rows, 'row')}: \`headroom.csv\` in this thread`;
}

/** Many changes at once, as one message. */
import type { Incident } from '../../domain/incident';
import type { Message, Telling } from '../../domain/message';
import { MOST_LISTED } from '../../domain/told';
import { plural } from '../../domain/format';
import { context, header, section } from './blocks';
import { late } from './incident';
import { withTable } from './members';
import { togetherMetadata } from './metadata';
import { dashboardLink, linkToken, runbookToken } from './places';
import { iconOf, mentionOf, sentence, STATE_WORDS } from './subject';
import { countsText, incidentsTable, rowsOf, worstIncidents } from './together';
import { plain } from './words';

/** @param entries at least one */
export function digestMessage(entries: readonly Incident[], telling: Telling): Message {
  const [worst] = worstIncidents(entries);
  const rows = rowsOf(entries);
  const title = `${subjectsText(entries)} changed in one scan`;
  const blocks = withTable(
    [
      header(`${worst ? iconOf(worst) : '✅'} ${title}`),
      section(`*${countsText(entries)}* · ${placesText(entries)}\nOne message, because so many changed at once.`),
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

function placesText(entries: readonly Incident[]): string {
  const accounts = [...new Set(entries.map(({ accountId }) => accountId))];
  const regions = [...new Set(entries.map(({ region }) => region))];
  const [account = ''] = accounts;
  const [region = ''] = regions;
  return [
    accounts.length === 1 ? plain(account, 20) : plural(accounts.length, 'account'),
    regions.length === 1 ? plain(region, 30) : plural(regions.length, 'Region'),
  ].join(' · ');
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

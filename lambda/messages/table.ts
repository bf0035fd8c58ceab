/** The terminal's view of a snapshot: nearest to exhaustion first, then what could not be seen, then one summary. */
import Table from 'cli-table3';
import { createColors } from 'picocolors';
import { isBlind, type Measured, type Measurement, nearestFirst } from '../domain/measurement';
import type { Resource } from '../domain/resources';
import type { RegionOutcome, RegionStatus, Snapshot } from '../domain/snapshot';
import { type Severity, severities } from '../domain/threshold';
import { formatNumber, plural } from '../domain/format';
import { fullByText } from '../domain/outlook-words';
import { bar, printable } from './text';

export interface TableOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
  /** The name of a quota for people. */
  readonly nameOf: (quotaId: string) => string;
}

/** More rows than this are cut, but never one that is over a threshold, and never without saying so. */
const MOST_ROWS = 40;
const BAR = 8;
/** Columns between columns. */
const GAP = 1;

type Colours = ReturnType<typeof createColors>;

export function renderSnapshot(snapshot: Snapshot, options: TableOptions): string {
  const colours = createColors(options.colour);
  const measured = snapshot.measurements.filter((one) => one.status === 'measured').toSorted(nearestFirst);
  const used = measured.filter((one) => one.usage > 0);
  const shown = worthShowing(used);
  return [
    shown.length > 0 ? renderRows(shown, options, colours) : nothingShown(measured.length),
    ...renderLeftOut(measured.length, used, shown),
    ...renderObservations(snapshot, options.width),
    ...renderUnseen(snapshot, options),
    '',
    ...renderSummary(snapshot, measured),
    '',
  ].join('\n');
}

/** Everything over a threshold; of the rest the fullest of each quota and Region, nearest first. */
function worthShowing(used: readonly Measured[]): Measured[] {
  const seen = new Set<string>();
  const shown: Measured[] = [];
  for (const one of used) {
    const kind = `${one.quota} ${one.region}`;
    if (one.severity !== 'ok' || (!seen.has(kind) && shown.length < MOST_ROWS)) shown.push(one);
    seen.add(kind);
  }
  return shown;
}

/** An empty table is good news only if something was measured. */
function nothingShown(measured: number): string {
  return measured > 0 ? 'Nothing is in use.' : 'Nothing could be measured.';
}

function renderRows(rows: readonly Measured[], { width, nameOf }: TableOptions, colours: Colours): string {
  const counts = rows.map((one) => `${formatNumber(one.usage)}/${formatNumber(one.limit)}`);
  const usageWidth = Math.max('USED/LIMIT'.length, ...counts.map((text) => text.length));
  const regionWidth = Math.max('REGION'.length, ...rows.map((one) => one.region.length));
  const fixed = [8, 6, BAR, usageWidth, regionWidth];
  const last = Math.max(28, width - fixed.reduce((sum, column) => sum + column + GAP, 0));
  const table = new Table({
    head: ['SEVERITY', '%', '', 'USED/LIMIT', 'REGION', 'QUOTA'],
    colWidths: [...fixed.map((column) => column + GAP), last],
    colAligns: ['left', 'right', 'left', 'right', 'left', 'left'],
    wordWrap: true,
    wrapOnWordBoundary: true,
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP, compact: true },
  });
  for (const [index, one] of rows.entries()) {
    const paint = painter(one.severity, colours);
    table.push([
      paint(one.severity),
      one.utilization === null ? '-' : one.utilization.toFixed(1),
      paint(bar(one.utilization, BAR)),
      counts[index],
      one.region,
      describe(one, nameOf(one.quota), last),
    ]);
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** The quota, the resource and whether it can be raised: on as few lines as they fit on. */
function describe(one: Measured, quota: string, width: number): string {
  const parts = [quota];
  if (one.resource) parts.push(resourceName(one.resource));
  if (one.adjustable === 'no') parts.push('cannot be raised');
  if (one.adjustable === 'support') parts.push('raised by AWS Support only');
  if (one.limitSource === 'catalogue' && one.notes.length > 0) parts.push('limit not confirmed');
  if (one.increaseRequest !== null) parts.push(`increase ${printable(one.increaseRequest)}`);
  const full = fullByText(one.forecast ?? null);
  if (full !== null) parts.push(`full about ${full}`);
  const lines: string[] = [];
  for (const part of parts) {
    const joined = `${lines.at(-1)} · ${part}`;
    if (lines.length > 0 && joined.length <= width - GAP) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines.join('\n');
}

/** A name that carries its id already is not followed by it. */
function resourceName({ type, id, name }: Resource): string {
  if (type === 'stage' || type === 'route' || id === name) return printable(name, 96);
  return name === '' ? `(no name) ${printable(id)}` : `${printable(name)} (${printable(id)})`;
}

function painter(severity: Severity, colours: Colours): (text: string) => string {
  switch (severity) {
    case 'critical':
      return (text) => colours.bold(colours.red(text));
    case 'warning':
      return colours.yellow;
    case 'ok':
      return colours.green;
  }
}

function renderLeftOut(all: number, used: readonly Measured[], shown: readonly Measured[]): string[] {
  const less = used.length - shown.length;
  const unused = all - used.length;
  const parts = [];
  if (less > 0) parts.push(`${plural(less, 'count')} less full`);
  if (unused > 0) parts.push(`${formatNumber(unused)} with nothing in use`);
  return parts.length === 0 ? [] : ['', `Not shown: ${parts.join(', ')} (--json has them all).`];
}

const SEEN: Record<RegionStatus, string> = {
  scanned: 'read',
  partial: 'read in part',
  denied: 'denied',
  unavailable: 'unavailable',
  failed: 'failed',
};

/** What nobody knows: Regions that were not read whole, and which quotas that leaves open. */
function renderUnseen({ regions, measurements }: Snapshot, { nameOf, width }: TableOptions): string[] {
  const lines = regions
    .filter((region) => region.status !== 'scanned')
    .flatMap((region) => [
      ...indented([`${region.region}: ${SEEN[region.status]}, ${printable(region.reason ?? '', 200)}`], 2, width),
      ...indented(missingIn(region, measurements, nameOf), 4, width),
    ]);
  lines.push(...indented(renderDeclined(measurements, nameOf), 2, width));
  const waiting = measurements.filter((one) => one.status === 'waiting').length;
  if (waiting > 0) lines.push(`  ${plural(waiting, 'count')} not reached within the scan's time and call budget`);
  return lines.length === 0 ? [] : ['', 'Not measured (unknown is not healthy):', ...lines];
}

/** What somebody decided not to read is said once, however many Regions there are. */
function renderDeclined(measurements: readonly Measurement[], nameOf: (quotaId: string) => string): string[] {
  const reasons = new Map<string, number>();
  for (const one of measurements) {
    if (one.status !== 'unmeasured' || one.cause !== 'declined') continue;
    const text = `${nameOf(one.quota)}, ${one.reason}`;
    reasons.set(text, (reasons.get(text) ?? 0) + 1);
  }
  return [...reasons].map(([text, count]) => `${text}${count > 1 ? ` (${formatNumber(count)} times)` : ''}`);
}

/** Sentences below one another, wrapped at the width of the terminal. */
export function indented(sentences: readonly string[], indent: number, width: number): string[] {
  return sentences.flatMap((sentence) => {
    const table = new Table({
      colWidths: [Math.max(20, width - indent)],
      wordWrap: true,
      chars: NO_LINES,
      style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    });
    table.push([sentence]);
    return table
      .toString()
      .split('\n')
      .map((line) => `${' '.repeat(indent)}${line.trimEnd()}`);
  });
}

function renderObservations({ observations }: Snapshot, width: number): string[] {
  if (observations.length === 0) return [];
  const lines = observations.map(({ region, resource, text }) => {
    const name = resource === null ? '' : ` ${resourceName(resource)}`;
    return `${region}${name}: ${printable(text, 300)}`;
  });
  return ['', 'Worth a look:', ...indented(lines, 2, width)];
}

function missingIn(
  { region, status }: RegionOutcome,
  measurements: readonly Measurement[],
  nameOf: (quotaId: string) => string,
): string[] {
  if (status !== 'partial') return [];
  const quotas = new Set(
    measurements.filter((one) => isBlind(one) && one.region === region).map((one) => nameOf(one.quota)),
  );
  return quotas.size === 0 ? [] : [`unknown there: ${[...quotas].join(', ')}`];
}

function renderSummary(snapshot: Snapshot, measured: readonly Measured[]): string[] {
  const { accountId, regions, measurements, calls } = snapshot;
  const statuses = Object.entries(SEEN).flatMap(([status, word]) => {
    const count = regions.filter((region) => region.status === status).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  const worst = severities
    .toReversed()
    .map((severity) => `${measured.filter((one) => one.severity === severity).length} ${severity}`);
  const byChoice = measurements.filter((one) => one.status === 'unmeasured' && one.cause === 'declined').length;
  const unknown = measurements.length - measured.length - byChoice;
  const seconds = (Date.parse(snapshot.finishedAt) - Date.parse(snapshot.startedAt)) / 1000;
  return [
    `Account ${accountId}, ${plural(regions.length, 'Region')}: ${statuses.join(', ')}.`,
    `${plural(measured.length, 'measurement')}: ${worst.join(', ')}; ${unknown} not measured.`,
    `${plural(calls.total, 'call')}, ${calls.throttled} throttled, ${seconds.toFixed(1)} s.`,
  ];
}

export const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

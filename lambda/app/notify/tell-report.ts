/** Tells a monthly report: one message, which a newer revision edits, and the files of that revision in its thread. */
import type { Month } from '../../domain/calendar';
import { described } from '../../domain/error-code';
import {
  readReportFile,
  readReportItem,
  type ReportTold,
  saveReportTold,
  type StoredReport,
  type ThreadFile,
} from '../../stores/reports';
import type { Delivery } from './delivery';
import type { Teller } from './teller';

/** If it waits for this channel. @throws Halt, and what DynamoDB refuses */
export async function tellReport(teller: Teller, delivery: Delivery, month: Month): Promise<void> {
  const report = await readReportItem(teller.table, month);
  if (typeof report === 'string') {
    teller.log({ level: 'ERROR', message: `the report of ${month} cannot be told: ${report}` });
  } else if (report?.pending?.channel === delivery.channel) {
    await sendFiles(teller, delivery, report, await sayIt(teller, delivery, report));
  }
}

/** Noted as soon as Slack has taken it, so that it is not said again. */
async function sayIt({ table }: Teller, delivery: Delivery, report: StoredReport): Promise<ReportTold> {
  const { told, revision, message } = report;
  if (told?.revision === revision) return told;
  const isHere = told !== null && (told.insteadOf ?? told.channel) === delivery.channel;
  const place = (isHere && (await edited(delivery, told, report))) || (await delivery.post(message, message));
  const now = { channel: place.channel, insteadOf: place.insteadOf, ts: place.ts, revision, sent: 0 };
  await saveReportTold(table, delivery.channel, report, now);
  return now;
}

/** @returns `null` where nobody can see the message any more */
async function edited(delivery: Delivery, told: ReportTold, { message }: StoredReport): Promise<ReportTold | null> {
  const outcome = await delivery.edit(told.channel, told.ts, message);
  if (outcome === 'fixed') await delivery.reply(told.channel, { ts: told.ts, broadcast: false }, message);
  return outcome === 'gone' ? null : told;
}

/** One after the other, each noted: what cannot be sent now follows later, without what was sent before. */
async function sendFiles(teller: Teller, delivery: Delivery, report: StoredReport, told: ReportTold): Promise<void> {
  for (const [index, file] of report.files.entries()) {
    if (index < told.sent) continue;
    const content = await contentOf(teller, file);
    if (content.status === 'later') return;
    const { name, title } = file;
    const isDone =
      content.text === null || (await delivery.upload(told.channel, told.ts, { name, title, content: content.text }));
    if (!isDone) return;
    await saveReportTold(teller.table, delivery.channel, report, { ...told, sent: index + 1 });
  }
}

type Content =
  /** `null`: there is no such object, and there will not be one. */
  { readonly status: 'read'; readonly text: string | null } | { readonly status: 'later' };

async function contentOf({ objects, log }: Teller, { key }: ThreadFile): Promise<Content> {
  try {
    const text = await readReportFile(objects, key);
    if (text === null) log({ level: 'ERROR', message: `${key} is not there: the thread of the report is without it` });
    return { status: 'read', text };
  } catch (error) {
    log({ level: 'WARN', message: `${key} could not be read for the thread of the report`, reason: described(error) });
    return { status: 'later' };
  }
}

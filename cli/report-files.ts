/** The three forms of a report in a folder. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportFiles } from '../lambda/stores/reports';

export const reportFileNames = {
  html: 'report.html',
  csv: 'report.csv',
  json: 'report.json',
} as const satisfies Record<keyof ReportFiles, string>;

/** Over what there was. @throws what the file system refuses */
export async function writeReportFiles(folder: string, files: ReportFiles): Promise<void> {
  for (const format of ['html', 'csv', 'json'] as const)
    await writeFile(join(folder, reportFileNames[format]), files[format]);
}

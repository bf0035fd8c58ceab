/** The functions' log: Lambda's JSON format takes lines that are JSON as they are, and finds the level and the time in them. */
import type { Log } from './app/log';
import { systemClock } from './system-clock';

export const log: Log = (line) => {
  process.stdout.write(`${JSON.stringify({ timestamp: systemClock.now().toISOString(), ...line })}\n`);
};

/** What a forecast says in a message: when something fills up and how it grows. Pure. */
import { formatNumber } from './format';
import type { Outlook } from './outlook';
import { dayText, forecastText } from './report-words';

/** `about 9 Dec 2026 (2–20 Dec), growing by 1.5 a day`; `null` where there is nothing worth a word. */
export function outlookText(outlook: Outlook | null): string | null {
  if (outlook === null) return null;
  const { day, forecast } = outlook;
  if (forecast.status === 'none') {
    if (forecast.reason === 'full' || forecast.reason === 'no-limit') return null;
    const growth = forecast.perDay === null ? '' : ` (${growthText(forecast.perDay)})`;
    return `${forecastText({ forecast: { ...forecast, hint: null }, lastDay: day })}${growth}`;
  }
  return `${forecastText({ forecast, lastDay: day })}, ${growthText(forecast.perDay)}`;
}

/** The day alone, for a headline; `null` where nobody knows it. */
export function fullByText(outlook: Outlook | null): string | null {
  return outlook?.forecast.status === 'fills-up' ? dayText(outlook.forecast.day) : null;
}

function growthText(perDay: number): string {
  return `growing by ${perDay < 0.1 ? 'less than 0.1' : formatNumber(perDay)} a day`;
}

/** The plans that there were in the month that is reported: computed by the product from the account as it was then. */
import type { Log } from '../lambda/app/log';
import { planIncidents } from '../lambda/app/plan';
import { scanThen } from '../lambda/app/scan';
import type { Clock } from '../lambda/domain/clock';
import type { PlanNote } from '../lambda/domain/plan';
import type { Settings } from '../lambda/domain/settings';
import type { Objects } from '../lambda/stores/objects';
import { describeAccount, type RegionInput, type Sandbox } from '../sandbox';
import type { PastSeries } from './demo-past';
import { planContext } from './plan';

export interface PastPlanning {
  readonly sandbox: Sandbox;
  readonly objects: Objects;
  /** Of that day. */
  readonly clock: Clock;
  readonly settings: Settings;
  readonly log: Log;
  readonly series: readonly PastSeries[];
  /** The number of the day. */
  readonly day: number;
}

/** Only Regions in which something is nearly full today: what has grown since was nearly full then, or there is no plan for it. */
export async function pastPlans(planning: PastPlanning): Promise<Readonly<Record<string, PlanNote>>> {
  const { sandbox, objects, clock, settings, log, series, day } = planning;
  const { regions: described } = describeAccount('demo');
  const regions = [...new Set(series.filter(({ now }) => now.severity !== 'ok').map(({ now }) => now.region))];
  for (const region of regions) sandbox.change(region, asItWas(described[region] ?? {}, region, series, day));
  try {
    return await scanThen({ clock, settings, regions }, async ({ result, detailsOf, closing }) => {
      if (result.status !== 'scanned') throw new Error(`the scan of the past ended as ${result.status}`);
      const context = { ...planContext(result, detailsOf, settings), now: clock.now() };
      return await planIncidents({ objects, clock, log, closing }, context, {});
    });
  } finally {
    for (const region of regions) sandbox.change(region, described[region] ?? {});
  }
}

/** Of a published route table only the first routes were there. */
function asItWas(today: RegionInput, region: string, series: readonly PastSeries[], day: number): RegionInput {
  const httpApis = (today.httpApis ?? []).map((api) => {
    const routes = series.find(
      ({ now }) => now.region === region && now.quota === 'http-api-routes' && now.resource?.name === api.name,
    );
    if (routes === undefined || api.routes === undefined || !('file' in api.routes)) return api;
    return { ...api, routes: { ...api.routes, most: routes.on(day).usage } };
  });
  return { ...today, httpApis };
}

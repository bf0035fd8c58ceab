/** How close a scan comes to what it may take of the control plane, by the calls that the sandbox has seen. */
import type { Call } from '../sandbox';
import { mostCallsIn } from '../sandbox/call-log';

/** The busiest Region against its call budget, for API Gateway and for GetResources alone. */
export function rateFigures(calls: readonly Call[], sharePercent: number) {
  const controlPlane = calls.filter((call) => call.service.startsWith('apigateway'));
  const regions = [...new Set(controlPlane.map((call) => call.region))];
  const most = (windowMs: number, operation?: string): number =>
    Math.max(
      0,
      ...regions.map((region) =>
        mostCallsIn(
          windowMs,
          controlPlane.filter(
            (call) => call.region === region && (operation === undefined || call.operation === operation),
          ),
        ),
      ),
    );
  const over = Math.max(
    ...WINDOWS_S.flatMap((seconds) => [
      most(seconds * 1000) - (sharePercent / 100) * 10 * seconds - 1,
      most(seconds * 1000, 'GetResources') - (sharePercent / 100) * 2.5 * seconds - 1,
    ]),
  );
  return {
    controlPlaneSharePercent: sharePercent,
    mostIn1s: most(1000),
    mostIn2s: most(2000),
    mostGetResourcesIn2s: most(2000, 'GetResources'),
    // Over all windows of 1 to 60 seconds; at most 0 keeps the promise of share × rate × w + 1.
    mostAboveBudget: Math.round(over * 100) / 100,
  };
}

const WINDOWS_S = Array.from({ length: 60 }, (_, index) => index + 1);

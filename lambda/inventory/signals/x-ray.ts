/** X-Ray: what each function calls, by its traces. Names of what it calls are kept, requests are not. */
import { type Edge, GetServiceGraphCommand, type Service, type XRayClient } from '@aws-sdk/client-xray';
import type { Downstream } from '../../domain/details';
import { everyPage, present } from '../pages';

/**
 * The API's page names no limit; that it refuses more than six hours ("Time range cannot be longer than 6 hours") is remembered, not
 * found again: https://docs.aws.amazon.com/xray/latest/api/API_GetServiceGraph.html
 */
const WINDOW_MS = 6 * 60 * 60_000;

/** All traced services of a Region in one graph. */
export async function serviceGraph(xRay: XRayClient, now: Date, abortSignal: AbortSignal): Promise<readonly Service[]> {
  const window = { StartTime: new Date(now.getTime() - WINDOW_MS), EndTime: now };
  return await everyPage(async (NextToken) => {
    const page = await xRay.send(new GetServiceGraphCommand({ ...window, NextToken }), { abortSignal });
    return { items: page.Services, next: page.NextToken };
  });
}

/**
 * A function is two services, the one that is Lambda and the one that is its code: what the code calls hangs on the second. X-Ray
 * traces a part of the invocations, and of these all calls, so that their proportion is right.
 * @param functionArn whose account it is: a monitoring account has the graphs of others too
 * @returns `null` for a function without traces
 */
export function downstreamOf(
  graph: readonly Service[],
  functionName: string,
  functionArn: string,
): readonly Downstream[] | null {
  const account = functionArn.split(':')[4];
  const node = graph.find(
    ({ Type, Name, AccountId = account }) =>
      Type === 'AWS::Lambda::Function' && Name === functionName && AccountId === account,
  );
  const invocations = node?.SummaryStatistics?.TotalCount ?? 0;
  if (!node || invocations === 0) return null;
  const services = new Map(graph.map((one) => [one.ReferenceId, one]));
  return (node.Edges ?? []).map((edge) => downstream(edge, services, invocations));
}

function downstream(
  { ReferenceId, SummaryStatistics }: Edge,
  services: ReadonlyMap<number | undefined, Service>,
  invocations: number,
): Downstream {
  const service = services.get(present(ReferenceId, 'ReferenceId of an edge'));
  const calls = SummaryStatistics?.TotalCount ?? 0;
  const faults = SummaryStatistics?.FaultStatistics?.TotalCount ?? 0;
  return {
    // What the graph does not describe is still something that is called.
    name: service?.Name ?? 'unknown',
    type: service?.Type ?? 'unknown',
    callsPerInvocation: calls / invocations,
    faultShare: calls === 0 ? 0 : faults / calls,
  };
}

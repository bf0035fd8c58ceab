/** X-Ray: the graph of the functions whose traces are described. */
import type { Service as Node } from '@aws-sdk/client-xray';
import type { FunctionEstate, RegionEstate } from '../estate/estate';
import { pageOf } from '../paging';
import { plainPermission, restWords, say, type Service, type Words } from '../service';
import { restJson } from '../wire/json';
import { on } from '../wire/operation';
import { offlineConfig } from './client-config';

const words: Words = {
  ...restWords,
  throttled: ['ThrottledException', 429],
  invalid: ['InvalidRequestException', 400],
};

/** Remembered of the service, on no page that was found: the stricter reading. */
const LONGEST_MS = 6 * 60 * 60_000;

/** @param largestPage services on a page; AWS documents no number */
export async function xRay(
  estateOf: (region: string) => RegionEstate,
  accountId: string,
  largestPage: number,
): Promise<Service> {
  const { GetServiceGraphCommand, XRayClient } = await import('@aws-sdk/client-xray');
  return {
    name: 'xray',
    signingName: 'xray',
    wire: restJson(new XRayClient(offlineConfig).config.protocol),
    words,
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
    permission: plainPermission('xray'),
    operations: [
      on(
        GetServiceGraphCommand,
        ({ StartTime, EndTime, NextToken }, { region }) => {
          const [from, until] = [StartTime?.getTime() ?? 0, EndTime?.getTime() ?? 0];
          if (from >= until) throw say(words.invalid, 'StartTime must be before EndTime');
          if (until - from > LONGEST_MS) throw say(words.invalid, 'Time range cannot be longer than 6 hours');
          const refuse = () => say(words.invalid, 'Invalid NextToken');
          const { items, next } = pageOf(
            graphOf(estateOf(region).functions, accountId),
            largestPage,
            NextToken,
            refuse,
          );
          return { StartTime, EndTime, Services: items, ContainsOldGroupVersions: false, NextToken: next };
        },
        ['GroupName', 'GroupARN'],
      ),
    ],
  };
}

/** Lambda itself, the code of the function, and what that calls, each thing once. */
function graphOf(functions: readonly FunctionEstate[], AccountId: string): readonly Node[] {
  const nodes: Node[] = [];
  const ids = new Map<string, number>();
  const called = functions.flatMap(({ traces }) => traces?.calls ?? []);
  const idOf = (type: string, name: string): number => {
    const key = JSON.stringify([type, name]);
    const id = ids.get(key) ?? ids.size;
    ids.set(key, id);
    return id;
  };
  for (const { name, traces } of functions) {
    if (!traces) continue;
    const counted = statistics(traces.invocations, 0);
    const code = idOf('AWS::Lambda::Function', name);
    nodes.push({
      ReferenceId: idOf('AWS::Lambda', name),
      Name: name,
      Type: 'AWS::Lambda',
      AccountId,
      SummaryStatistics: counted,
      Edges: [{ ReferenceId: code, SummaryStatistics: counted }],
    });
    nodes.push({
      ReferenceId: code,
      Name: name,
      Type: 'AWS::Lambda::Function',
      AccountId,
      SummaryStatistics: counted,
      Edges: traces.calls.map((call) => ({
        ReferenceId: idOf(call.type, call.name),
        SummaryStatistics: statistics(call.count, call.faults),
      })),
    });
  }
  const known = new Map(called.map((call) => [idOf(call.type, call.name), call]));
  nodes.push(...[...known].map(([ReferenceId, { name, type }]) => ({ ReferenceId, Name: name, Type: type })));
  return nodes;
}

function statistics(TotalCount: number, faults: number) {
  return { TotalCount, OkCount: TotalCount - faults, FaultStatistics: { OtherCount: faults, TotalCount: faults } };
}

/** The details of one Region, for plans. */
import type { Clock } from '../../domain/clock';
import type { DetailSource } from '../../domain/detail-source';
import type { RegionClients } from '../clients';
import { domainNames } from '../readers/api-gateway';
import { mappedApis } from '../readers/api-gateway-v2';
import { api, apiHeads, integrations, stages } from './api';
import { asking, neverGone } from './ask';
import { concurrencyPeak } from './concurrency-peak';
import type { Digest } from './digest';
import { callers, eventSources, functions } from './functions';
import { listeners, loadBalancers, targetGroups, withTargets } from './load-balancers';
import { once, onceEach, onceFor, onceOfMany } from './once';
import { requestPeak } from './request-peak';
import { resources, restApi, restApiHeads, restStages } from './rest-api';
import { subnets, vpcLinksV1, vpcLinksV2 } from './vpc-links';

export interface DetailSourceOptions {
  /** Keyed for this process: see `digest.ts`. */
  readonly digest: Digest;
  /** Asked when it is needed; `null` if nobody knows. */
  readonly accountId: () => string | null;
}

export function detailSource(
  clients: RegionClients,
  clock: Clock,
  { digest, accountId }: DetailSourceOptions,
): DetailSource {
  const ask = asking(clients, clock);
  const list: typeof ask = async (name, read) => neverGone(name, await ask(name, read));
  const here = () => ({ region: clients.region, accountId: accountId() });
  const ofApis: Pick<DetailSource, 'apis' | 'integrations' | 'stages'> = {
    apis: once(() => list('apis', () => apiHeads(clients))),
    integrations: onceEach((id) => ask('api-integrations', () => integrations(clients, id, digest, here()))),
    stages: onceEach((id) => ask('api-stages', () => stages(clients, id))),
  };
  const ofRestApis: Pick<DetailSource, 'restApis' | 'resources' | 'restStages'> = {
    restApis: once(() => list('rest-apis', () => restApiHeads(clients))),
    resources: onceEach((id) => ask('rest-api-resources', () => resources(clients, id, here()))),
    restStages: onceEach((id) => ask('rest-api-stages', () => restStages(clients, id))),
  };
  return {
    region: clients.region,
    ...ofApis,
    api: onceEach((id) => api({ ...ofApis, ask, clients, digest }, id)),
    ...ofRestApis,
    restApi: onceEach((id) => restApi({ ...ofRestApis, ask, clients, digest }, id)),
    domains: once(() => list('domain-names', () => domainNames(clients))),
    mappedApis: onceEach((domain) => ask('api-mappings', () => mappedApis(clients, domain))),
    vpcLinks: onceEach((version) =>
      version === 'V1'
        ? list('vpc-links-v1', () => vpcLinksV1(clients))
        : list('vpc-links-v2', () => vpcLinksV2(clients)),
    ),
    subnets: onceOfMany(
      clock,
      (subnet) => subnet.id,
      (ids) => list('subnets', () => subnets(clients, ids)),
    ),
    loadBalancers: once(() => list('load-balancers', () => loadBalancers(clients))),
    listeners: onceOfMany(
      clock,
      (listener) => listener.arn,
      (arns) => list('listeners', () => listeners(clients, arns)),
    ),
    targetGroups: once(async () => {
      const groups = await list('target-groups', () => targetGroups(clients));
      if (groups.status !== 'read') return groups;
      const whole = await list('target-health', () => withTargets(clients, groups.value));
      return whole.status === 'read' ? { ...whole, at: groups.at } : whole;
    }),
    functions: once(() => list('functions', () => functions(clients))),
    eventSources: once(() => list('event-sources', () => eventSources(clients))),
    callers: onceEach((name) => callers(ask, clients, name)),
    concurrencyPeak: onceFor((names, reservedOf) => concurrencyPeak(clients, clock, names, reservedOf)),
    requestPeak: onceFor((apis) => requestPeak(clients, clock, apis)),
  };
}

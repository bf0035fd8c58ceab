/** An account in which there is something of everything. */
import type { AccountDescription } from '../../../sandbox';
import { HOME } from '../../support/deployed';

/** Eight of ten: a plan for them looks at all that stands behind them. */
const links = Array.from({ length: 8 }, (_, index) => ({ name: `two-${index + 1}` }));

/** Something of everything that a scan and its plans may ask for, and more past its threshold than an incident shows. */
export const everything: AccountDescription['regions'] = {
  [HOME]: {
    restApis: [{ name: 'rest', resources: 5, traffic: { typical: 1, peak: 2 } }],
    httpApis: [
      { name: 'http', copies: 21, routes: { count: 1 }, orphans: 249 },
      {
        name: 'behind',
        integrations: [{ id: 'behind1', type: 'HTTP_PROXY', method: 'ANY', vpcLink: 'two-1', listener: 'orders:443' }],
      },
    ],
    webSocketApis: [{ name: 'socket', actions: 3 }],
    vpcLinks: { v1: [{ name: 'one', loadBalancer: 'network' }], v2: links },
    loadBalancers: [
      { name: 'network', type: 'network' },
      { name: 'orders', type: 'application' },
    ],
    listeners: [
      { loadBalancer: 'network', port: 443, targetGroups: ['to-orders'] },
      { loadBalancer: 'orders', port: 443 },
    ],
    targetGroups: [{ name: 'to-orders', type: 'alb', targets: ['orders'] }],
    usagePlans: [{ name: 'plan', rate: 10, api: 'rest' }],
    domains: [{ name: 'api.example.com', mappings: 2, multiLevelMappings: 1, routingRules: 1 }],
    apiKeys: 2,
    lambda: {
      functions: [{ name: 'handler', reserved: 10, concurrent: { typical: 2, peak: 5 } }],
      networkInterfaces: { 'vpc-1': 2 },
      claimed: { typical: 700, peak: 850 },
    },
  },
};

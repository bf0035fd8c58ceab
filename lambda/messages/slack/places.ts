/** Addresses in the AWS console and in the runbook. */
import type { Incident } from '../../domain/incident';
import type { Telling } from '../../domain/message';
import type { Service } from '../../domain/quota';
import type { Resource, ResourceType } from '../../domain/resources';
import { accountObservations } from '../../domain/known-ids';
import { isOrganization } from '../../domain/organization';

import { code, escaped } from './words';

export interface Link {
  readonly url: string;
  readonly label: string;
}

/** Slack's markup. Not a button: the click on one asks the app, and this app listens nowhere. */
export function linkToken({ url, label }: Link): string {
  return `<${escaped(url).replaceAll('|', '%7C')}|${label}>`;
}

/**
 * The host of each partition's console, by how its Regions are called. China's and GovCloud's are AWS's own documentation; that
 * of the European Sovereign Cloud is in docs.aws.eu's list of endpoints.
 */
const HOSTS = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
  ['eusc-', 'console.amazonaws-eusc.eu'],
] as const;

/** @returns `null` for what does not look like a Region */
function consoleOf(region: string): string | null {
  if (!/^[a-z]{2,5}(?:-[a-z0-9]+){2,3}$/.test(region) || region.length > 30) return null;
  const [, host = 'console.aws.amazon.com'] = HOSTS.find(([prefix]) => region.startsWith(prefix)) ?? [];
  return `https://${region}.${host}`;
}

export function dashboardLink(homeRegion: string): Link[] {
  const host = consoleOf(homeRegion);
  if (host === null) return [];
  const dashboard = `cloudwatch/home?region=${homeRegion}#dashboards/dashboard/Headroom-${homeRegion}`;
  return [{ url: `${host}/${dashboard}`, label: 'Dashboard' }];
}

/** The page on which an increase is requested. */
export function quotaLink(region: string, service: Service | null, quotaCode: string | null): Link[] {
  const host = consoleOf(region);
  if (host === null || service === null || quotaCode === null || !/^L-[0-9A-Z]{1,20}$/.test(quotaCode)) return [];
  return [{ url: `${host}/servicequotas/home/services/${service}/quotas/${quotaCode}`, label: 'Request an increase' }];
}

/** In Headroom's own bucket. */
export interface StoredPlace {
  readonly homeRegion: string;
  readonly bucket: string;
  readonly key: string;
}

/** A link to an object, in markup; this address is the console's own, which AWS does not document. */
export function objectToken({ homeRegion, bucket, key }: StoredPlace, label: string): string {
  const host = consoleOf(homeRegion);
  const place = code(`s3://${bucket}/${key}`, 200);
  if (host === null) return place;
  const url = `${host}/s3/object/${encodeURIComponent(bucket)}?region=${homeRegion}&prefix=${encodeURIComponent(key)}`;
  return linkToken({ url, label });
}

const LONGEST_ID = 300;

/** Half a character has no place in an address. */
function fitsAddress(id: string): boolean {
  return id.length <= LONGEST_ID && !/\p{Cs}/u.test(id);
}

interface Page {
  readonly label: string;
  /** Shows all there are, and not the one. */
  readonly isList?: true;
  /** Below the host. @param id for an address */
  readonly of: (region: string, id: string) => string;
}

const apis = (region: string): string => `apigateway/main/apis?region=${region}`;
const httpApi: Page = { label: 'API', of: (region, id) => `apigateway/main/api-detail?api=${id}&region=${region}` };
const listOfApis: Page = { label: 'APIs', isList: true, of: apis };

/**
 * AWS documents none of these. The pages of an API, a function and a domain name, and the lists, are those that many public
 * repositories link; the page of one VPC is rarer. Where only the list of the Region is well known, that is linked: for VPC links and
 * usage plans, and for a stage or a route, of which it is not known here what kind of API it belongs to.
 */
const PAGES: Readonly<Record<Exclude<ResourceType, 'account'>, Page>> = {
  'rest-api': {
    label: 'API',
    of: (region, id) => `apigateway/main/apis/${id}/resources?api=${id}&region=${region}`,
  },
  'http-api': httpApi,
  'websocket-api': httpApi,
  stage: listOfApis,
  route: listOfApis,
  'domain-name': {
    label: 'domain name',
    of: (region, id) => `apigateway/main/publish/domain-names?domain=${id}&region=${region}`,
  },
  'usage-plan': { label: 'usage plans', isList: true, of: (region) => `apigateway/main/usage-plans?region=${region}` },
  'vpc-link': { label: 'VPC links', isList: true, of: (region) => `apigateway/main/vpc-links/list?region=${region}` },
  vpc: { label: 'VPC', of: (region, id) => `vpcconsole/home?region=${region}#VpcDetails:VpcId=${id}` },
  function: { label: 'function', of: (region, id) => `lambda/home?region=${region}#/functions/${id}` },
};

const SERVICES: Readonly<Record<Service, Page>> = {
  apigateway: { label: 'API Gateway', isList: true, of: apis },
  lambda: { label: 'Lambda', isList: true, of: (region) => `lambda/home?region=${region}#/functions` },
};

/** Where the resource is, else its service in the Region. @param which of several it is, as in `worst` */
function consoleLink(region: string, resource: Resource | null, service: Service | null, which: string): Link[] {
  const host = consoleOf(region);
  if (host === null) return [];
  // Who reads this cannot open another account from here.
  if (resource?.type === 'account') return [];
  const page = resource ? PAGES[resource.type] : service && SERVICES[service];
  if (!page) return [];
  // The id of a private domain name is more than its name.
  const id = resource?.type === 'domain-name' ? resource.name : (resource?.id ?? '');
  if (!fitsAddress(id)) return [];
  return [
    {
      url: `${host}/${page.of(region, encodeURIComponent(id))}`,
      label: `Open ${resource ? 'the ' : ''}${page.isList ? '' : which}${page.label}`,
    },
  ];
}

export function alarmLink(region: string, name: string): Link[] {
  const host = consoleOf(region);
  if (host === null || !fitsAddress(name)) return [];
  const page = `cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(name)}`;
  return [{ url: `${host}/${page}`, label: 'Open the alarm' }];
}

const accountKinds: readonly string[] = accountObservations;

/** Headings of docs/runbook.md; the address is how GitHub makes one of them. */
const HEADINGS = {
  quota: 'A quota is nearly full',
  coverage: 'A Region is blind',
  observation: 'Something is worth a look',
  account: 'An account is not seen',
  tells: 'How Headroom tells',
} as const;

/** A link if the runbook has an address, else where it is. */
export function runbookToken({ runbook }: Pick<Telling, 'runbook'>, about: keyof typeof HEADINGS): string {
  const heading = HEADINGS[about];
  const url = addressIn(runbook);
  if (url === null) return `Runbook: ${code(runbook)}, “${heading}”`;
  return linkToken({ url: `${url}#${heading.toLowerCase().replaceAll(' ', '-')}`, label: 'Runbook' });
}

const LONGEST_ADDRESS = 500;

/** @returns the address as URLs are written, `null` if it is none */
export function addressIn(text: string): string | null {
  if (!text.startsWith('https://') || text.length > LONGEST_ADDRESS || !URL.canParse(text)) return null;
  const { href } = new URL(text);
  return href.length > LONGEST_ADDRESS * 2 ? null : href;
}

/** What can be opened from an incident, in one line. */
export function linksOf({ accountId, region, subject, worst, total }: Incident, telling: Telling): string {
  const { raise, service, quotaCode } = telling.textOf(subject);
  // Of the organization itself no account has a page in a Region.
  const isInRegion = !isOrganization(accountId);
  return [
    ...[
      ...(isInRegion ? consoleLink(region, worst[0]?.resource ?? null, service, total > 1 ? 'worst ' : '') : []),
      ...(isInRegion && raise === 'yes' ? quotaLink(region, service, quotaCode) : []),
      ...dashboardLink(telling.homeRegion),
    ].map(linkToken),
    runbookToken(telling, accountKinds.includes(subject.id) ? 'account' : subject.kind),
  ].join('  ·  ');
}

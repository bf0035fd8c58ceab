/** Each kind of fault, seeded into the real body, is found. */
import type { DashboardBody, Widget } from '../../dashboards/body';
import { lint } from '../../dashboards/lint';
import { dashboardBody } from '../../dashboards/dashboard';
import { body, options, organizationSettings } from './demo';

const exists = () => true;

/** The body with one text of it changed. */
function replaced(from: string, to: string, whole: DashboardBody = body): unknown {
  const text = JSON.stringify(whole);
  if (!text.includes(from)) throw new Error(`the body has no ${from}`);
  return JSON.parse(text.replace(from, () => to));
}

/** The body with the first widget changed that has this title. */
function changed(title: string, change: (widget: Widget) => object): unknown {
  const isIt = ({ properties }: Widget) => 'title' in properties && properties.title.startsWith(title);
  const index = body.widgets.findIndex(isIt);
  return { ...body, widgets: body.widgets.map((widget, at) => (at === index ? change(widget) : widget)) };
}

const withProperties = (widget: Widget, properties: object) => ({
  ...widget,
  properties: { ...widget.properties, ...properties },
});
const variable = body.variables[0];
const ofOrganization = dashboardBody({ ...options, settings: organizationSettings });
const replacedIn = (from: string, to: string): unknown => replaced(from, to, ofOrganization);
const repeated = <Item>(item: Item | undefined, count: number) => Array.from({ length: count }, () => item);

test.each<[string, unknown, RegExp]>([
  [
    'a widget over the right edge',
    changed('Minutes', (one) => ({ ...one, x: 20 })),
    /"Minutes since .* ends behind column 24/,
  ],
  ['two widgets in one place', changed('Minutes', (one) => ({ ...one, x: 10 })), /"Share .*" covers "Minutes/],
  ['a widget without a place', changed('Minutes', (one) => ({ ...one, x: undefined })), /widgets\.5\.x: /],
  ['an unknown kind of widget', replaced('"type":"log"', '"type":"lgo"'), /widgets\.11\.type: /],
  ['a property that CloudWatch does not have', changed('Minutes', (one) => withProperties(one, { veiw: 1 })), /veiw/],
  [
    'a period that is no multiple of a minute',
    changed('Minutes', (one) => withProperties(one, { period: 90 })),
    /period/,
  ],
  ['a range in no known form', replaced('"start":"-PT24H"', '"start":"24 hours"'), /^start: /],
  [
    'a SEARCH that does not end',
    replaced("', 'Maximum', 900)", "', 'Maximum', 900"),
    /percent of each limit": SEARCH.*expected \)/,
  ],
  ['a SEARCH with an unknown statistic', replaced("', 'Maximum', 900)", "', 'Max', 900)"), /expected a statistic/],
  ['a SEARCH without words', replaced('MetricName=', 'MetricName= AND '), /expected a word to search for/],
  [
    'a SEARCH for a metric that nobody writes',
    replaced('MetricName=\\"Utilization\\"', 'MetricName=\\"Utilisation\\"'),
    /no.* metric Utilisation/,
  ],
  [
    'a SEARCH with a dimension too few',
    replaced('{Headroom,Account,Region,', '{Headroom,Region,'),
    /has the dimensions \(Account, /,
  ],
  [
    'a SEARCH for a service that does not exist',
    replaced('Service=\\"lambda\\"', 'Service=\\"lamda\\"'),
    /Service is one of apigateway, lambda, never lamda/,
  ],
  [
    'a SEARCH by a dimension outside of its schema',
    replaced('Service=\\"lambda\\"', 'Function=\\"x\\"'),
    /no dimension Function/,
  ],
  ['a label of a dimension that is not there', replaced("Dim.Quota'", "Dim.Qouta'"), /label names a dimension Qouta/],
  [
    'a SELECT that is none',
    replaced('ORDER BY MAX() DESC', 'ORDER BY DESC'),
    /expected one of AVG, COUNT, MAX, MIN, SUM/,
  ],
  ['a SELECT of more than AWS gives', replaced('LIMIT 10', 'LIMIT 1000'), /expected a LIMIT from 1 to 500/],
  [
    'a SELECT grouped by what it has not',
    replaced('GROUP BY \\"Quota\\"', 'GROUP BY \\"Qouta\\"'),
    /no dimension Qouta/,
  ],
  ['a SELECT from another namespace', replaced('SCHEMA(\\"Headroom\\"', 'SCHEMA(\\"headroom\\"'), /namespace headroom/],
  ['metric math on nothing', replaced('EPOCH(scan)', 'EPOCH(scans)'), /nothing has the id scans/],
  ['metric math with an unknown function', replaced('MAX(EPOCH', 'MOST(EPOCH'), /expected a number, an id/],
  ['a metric with a value that does not exist', replaced('"Severity","critical"', '"Severity","fatal"'), /never fatal/],
  [
    'a metric without its dimension',
    replaced('"Severity","critical",', ''),
    /has the dimensions \(Severity\), not \(\)/,
  ],
  ['a dimension without a value', replaced('"Severity","critical"', '"Severity"'), /Severity has no value/],
  ['a gauge without its end', replaced('"min":0,"max":100', '"min":0'), /gauge needs min and max/],
  ['a line without a label', replaced('80,"label":"Warning"', '80,"label":" "'), /the line at 80 has no label/],
  ['a log field that no line has', replaced('latest(usage)', 'latest(used)'), /no line has a field used/],
  [
    'a log message that no line has',
    replaced('message = \\"measurement\\"', 'message = \\"measurements\\"'),
    /no line has the message/,
  ],
  [
    'a field that stats has dropped',
    replaced('sort Percent desc', 'sort utilization desc'),
    /no line has a field utilization/,
  ],
  [
    'a word of the language as a field',
    replaced('latest(`limit`)', 'latest(limit)'),
    /expected backticks around the field limit/,
  ],
  ['an unknown command', replaced('| limit 1000', '| head 1000'), /found "head"/],
  ['more rows than there can be', replaced('| limit 1000', '| limit 20000'), /expected a limit up to 10000/],
  ['a link into nowhere', replaced('(/s3/buckets/', '(s3/buckets/'), /the link s3\/buckets/],
  ['a choice that changes nothing', replaced('"pattern":"REGION"', '"pattern":"PLACE"'), /region changes nothing/],
  ['a choice that changes a title', replaced('"Minutes since', '"REGION since'), /would also change a text/],
  [
    'a default that cannot be chosen',
    replaced('"defaultValue":"REGION"', '"defaultValue":"*"'),
    /default of region is not among/,
  ],
  [
    'a choice that leaves a graph as it is',
    replaced('REGION ACCOUNT', 'REGION'),
    /account does not change every graph/,
  ],
  [
    'a choice that leaves a table as it is',
    replaced('/(?i)ACCOUNT/', '/(?i)account/'),
    /account does not change every table of the log/,
  ],
  [
    'accounts that are searched for and change nothing',
    replacedIn('"pattern":"ACCOUNT"', '"pattern":"OWNER"'),
    /account changes nothing/,
  ],
  [
    'a search that finds accounts of nobody',
    replacedIn('Quota,Resource} MetricName', 'Quota} MetricName'),
    /the variable account: Utilization has the dimensions/,
  ],
  [
    'a search for accounts that does not end',
    replacedIn('Quota,Resource} MetricName', 'Quota,Resource MetricName'),
    /the variable account: expected }/,
  ],
  [
    'accounts from a dimension that is not searched',
    replacedIn('"populateFrom":"Account"', '"populateFrom":"Accounts"'),
    /values from Accounts, which its search does not have/,
  ],
  [
    'a default that is one account',
    replacedIn('"defaultValue":"ACCOUNT"', '"defaultValue":"__FIRST"'),
    /default of account does not mean all/,
  ],
  ['two choices of one name', { ...body, variables: repeated(variable, 2) }, /two variables have the id region/],
  ['too many choices', { ...body, variables: repeated(variable, 26) }, /^variables: /],
  ['too many widgets', { ...body, widgets: repeated(body.widgets[0], 501) }, /^widgets: /],
  [
    'too many metrics',
    changed('Minutes', (one) => withProperties(one, { metrics: repeated(['Headroom', 'Coverage'], 501) })),
    /metrics: /,
  ],
  ['no alarm at all', changed("CloudWatch's", (one) => withProperties(one, { alarms: [] })), /alarms: /],
  ['two Metrics Insights queries', changed('The 10', twice), /more than one Metrics Insights query/],
])('%s is found', (_, seeded, finding) => {
  expect(lint(seeded, { exists })).toEqual(expect.arrayContaining([expect.stringMatching(finding)]));
});

function twice(widget: Widget): object {
  const metrics = widget.type === 'metric' ? widget.properties.metrics : [];
  return withProperties(widget, { metrics: [...metrics, ...metrics] });
}

test('a page of the repository that is not there is found', () => {
  const findings = lint(body, { exists: (path) => path !== 'docs/runbook.md' });

  expect(findings).toEqual(['the widget at 0,0: there is no docs/runbook.md']);
});

test.each<[string, unknown]>([
  ['null', null],
  ['a text', 'widgets'],
  ['an empty object', {} satisfies Partial<DashboardBody>],
])('%s is not a dashboard', (_, nothing) => {
  expect(lint(nothing, { exists })).not.toEqual([]);
});

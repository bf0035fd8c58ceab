import { languageOf, parseLogQuery, parseMath, parseSearch, parseSelect } from '../../dashboards/expressions';

const word = (text: string, property: string | null = null) => ({ kind: 'partial', property, text });
const exactly = (text: string, property: string | null = null) => ({ kind: 'exact', property, text });

test.each([
  ['network packets', { kind: 'and', terms: [word('network'), word('packets')] }],
  ['network AND packets', { kind: 'and', terms: [word('network'), word('packets')] }],
  [
    'MetricName="Errors" OR (A NOT B)',
    {
      kind: 'or',
      terms: [exactly('Errors', 'MetricName'), { kind: 'and', terms: [word('A'), { kind: 'not', term: word('B') }] }],
    },
  ],
  [String.raw`"a \"b\" \(c\)"`, exactly('a "b" (c)')],
  ['InstanceType=micro', word('micro', 'InstanceType')],
  ['Region=eu-west-1', word('eu-west-1', 'Region')],
  ['', null],
])('a search for %s is understood as AWS describes it', (text, term) => {
  expect(parseSearch(`SEARCH('{AWS/EC2, InstanceId} ${text}', 'Average', 300)`)).toEqual({
    namespace: 'AWS/EC2',
    dimensions: ['InstanceId'],
    term,
    statistic: 'Average',
    periodSeconds: 300,
  });
});

test('a schema with names in quotes is understood', () => {
  expect(parseSearch(`SEARCH('{"My Namespace","Dimension@Name"} x', 'Sum', 60)`)).toMatchObject({
    namespace: 'My Namespace',
    dimensions: ['Dimension@Name'],
  });
});

test.each([
  [`SEARCH('{A,B} x', 'Average', 90)`, 'a period of a multiple of 60 s, found 90'],
  [`SEARCH('A x', 'Average', 60)`, 'expected { at character 9'],
  [`SEARCH('{A,} x', 'Average', 60)`, 'expected a namespace or dimension'],
  [`SEARCH('{A} x OR', 'Average', 60)`, 'expected a word'],
  [`SEARCH('{A} (x', 'Average', 60)`, 'expected )'],
  [`SEARCH('{A} x', Average, 60)`, 'expected a statistic'],
  [`SEARCH('{A} x', 'Average', 60) + 1`, 'expected the end'],
  [`SEARCH('{A} ${'x'.repeat(1024)}', 'Average', 60)`, 'expected at most 1024 characters'],
])('%j is refused', (text, reason) => {
  expect(() => parseSearch(text)).toThrow(reason);
});

test('a query with all its clauses is understood, whatever the case of its keywords', () => {
  const text = 'select Max("CPU") from schema("AWS/EC2", InstanceId) group by InstanceId order by max() desc limit 5';

  expect(parseSelect(text)).toEqual({
    aggregate: 'MAX',
    metric: 'CPU',
    namespace: 'AWS/EC2',
    dimensions: ['InstanceId'],
    groupBy: ['InstanceId'],
    orderBy: { aggregate: 'MAX', descending: true },
    limit: 5,
  });
});

test.each([
  ['SELECT MAX(CPU) FROM "AWS/EC2"', 'expected SCHEMA('],
  ['SELECT MEDIAN(CPU) FROM SCHEMA("A")', 'expected one of AVG'],
  ['SELECT MAX(CPU) FROM SCHEMA("A") WHERE B = 1', 'expected the end'],
  ['SELECT MAX(CPU) FROM SCHEMA("A") LIMIT 0', 'expected a LIMIT from 1 to 500'],
])('%j is refused', (text, reason) => {
  expect(() => parseSelect(text)).toThrow(reason);
});

test('metric math keeps the order of the operations', () => {
  const id = (name: string) => ({ kind: 'id', id: name });

  expect(parseMath('a - b - MAX(c) * 2')).toEqual({
    kind: 'operation',
    operator: '-',
    left: { kind: 'operation', operator: '-', left: id('a'), right: id('b') },
    right: {
      kind: 'operation',
      operator: '*',
      left: { kind: 'call', name: 'MAX', argument: id('c') },
      right: { kind: 'number', value: 2 },
    },
  });
  expect(() => parseMath('a -')).toThrow('expected a number, an id');
  expect(() => parseMath('AVG(a)')).toThrow('expected a number, an id');
});

test('a query of the log is understood', () => {
  const { source, commands } = parseLogQuery(
    `SOURCE '/a/b' | filter a = "x" and toMillis(@timestamp) >= (now() * 1000 - 5)\n| filter b like /(?i)c/\n| stats latest(d) as D by e.f\n| sort D desc, \`e.f\` | limit 3`,
  );

  expect(source).toBe('/a/b');
  expect(commands.map(({ kind }) => kind)).toEqual(['filter', 'filter', 'stats', 'sort', 'limit']);
  expect(commands[1]).toEqual({
    kind: 'filter',
    condition: { kind: 'like', value: { kind: 'field', name: 'b' }, pattern: /c/i },
  });
  expect(commands[3]).toEqual({
    kind: 'sort',
    keys: [
      { field: 'D', descending: true },
      { field: 'e.f', descending: false },
    ],
  });
});

test.each([
  [`filter a = 1`, 'expected SOURCE'],
  [`SOURCE 'a' filter a = 1`, 'expected |'],
  [`SOURCE 'a' | filter a =`, 'expected a field'],
  [`SOURCE 'a' | stats sum(a) as b`, 'expected one of concat, latest, now, toMillis'],
  [`SOURCE 'a' | stats latest(a)`, 'expected as and a name'],
])('%j is refused', (text, reason) => {
  expect(() => parseLogQuery(text)).toThrow(reason);
});

test('an expression says in which language it is', () => {
  expect(["SEARCH('x')", 'SELECT MAX(a)', 'a * 2'].map(languageOf)).toEqual(['search', 'select', 'math']);
});

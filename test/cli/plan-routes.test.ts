import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { folderName, planRoutesCommand, type PlanRoutesOptions } from '../../cli/plan-routes';

const tables = resolve(__dirname, '../../sandbox/data/routes');
let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'plan-routes-'))));
afterAll(() => rm(folder, { recursive: true }));

class Memory extends Writable {
  text = '';
  override _write(chunk: unknown, _: unknown, done: () => void): void {
    this.text += String(chunk);
    done();
  }
}

async function run(options: Omit<PlanRoutesOptions, 'out'>) {
  const [out, err] = [new Memory(), new Memory()];
  const terminal = { out, err, width: 80, colour: false, interactive: false };
  const status = await planRoutesCommand({ out: join(folder, 'out'), ...options }, terminal);
  return { status, out: out.text, err: err.text };
}

async function json(options: Omit<PlanRoutesOptions, 'out' | 'json'>): Promise<Record<string, unknown>> {
  const { status, out, err } = await run({ ...options, json: true });
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return JSON.parse(out);
}

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const get = (path: string) => ({ method: 'GET', path });
/** Ten routes: six under /a, three under /b, one by itself. */
const shop = {
  name: 'shop',
  routes: [
    ...['/a', '/a/{id}', '/a/{id}/x', '/a/{id}/y', '/a/{id}/z', '/a/{id}/{sub}'].map(get),
    ...['/b', '/b/{id}', '/b/{id}/x'].map(get),
    get('/c'),
  ],
};

test('--json is one object with the plan, its front door and its proof', async () => {
  const routes = await file('shop.json', shop);

  expect(await json({ routes, limit: 10, target: 70 })).toEqual({
    schemaVersion: 1,
    name: 'shop',
    routes: 10,
    integrations: 10,
    distinctIntegrations: null,
    limit: 10,
    target: 70,
    status: 'split',
    apis: 2,
    prefixes: 1,
    maxUtilization: 70,
    moved: 3,
    frontDoor: 'behaviours',
    reason:
      'CloudFront in front with 2 behaviours of the 75 that a distribution may have: the path stays as it is, and no code runs',
    otherFrontDoors: [
      {
        frontDoor: 'function',
        why: 'It would do too: a CloudFront Function of 0.8 KB (of 10.0 KB) with 1 rule; but it is code that runs at every request',
      },
      { frontDoor: 'mappings', why: 'It needs a custom domain: nobody looked whether there is one' },
      { frontDoor: 'routing-rules', why: 'Routing rules lead to REST APIs only' },
    ],
    misrouted: 0,
    collisions: [],
    groups: [[...shop.routes.slice(0, 6), get('/c')], shop.routes.slice(6, 9)],
    rules: [{ prefix: '/b', group: 1 }],
    copies: [],
    proven: { apis: true, prefixes: true },
    bounds: { apis: 2, prefixes: 1 },
    infeasible: [],
    keepSafe: null,
    alternatives: [],
  });
});

test('GitHub cannot be split by literal prefixes, and a function can', async () => {
  const plan = await json({ routes: join(tables, 'github.json') });

  expect(plan).toMatchObject({
    routes: 1223,
    limit: 300,
    target: 70,
    apis: 6,
    frontDoor: 'function',
    misrouted: 0,
    infeasible: [
      { prefix: '/repos', weight: 519, capacity: 210 },
      { prefix: '/orgs', weight: 373, capacity: 210 },
    ],
    keepSafe: { apis: 6, frontDoor: 'function', misrouted: 0 },
  });
  expect(plan['prefixes']).toBeLessThanOrEqual(21);
  expect(plan['maxUtilization']).toBeLessThanOrEqual(70);
  const groups = Array.isArray(plan['groups']) ? plan['groups'] : [];
  expect([groups.length, groups.flat().length]).toEqual([6, 1223]);
});

test('what fits is one API, and nothing is in front of it', async () => {
  const routes = await file('fits.json', shop);

  expect(await json({ routes })).toMatchObject({
    status: 'fits',
    apis: 1,
    prefixes: 0,
    frontDoor: 'none',
    maxUtilization: 3.3,
    misrouted: 0,
    proven: { apis: true, prefixes: true },
    infeasible: [],
    groups: [shop.routes],
    moved: 0,
    reason: 'It fits in one API: 10 integrations, and one API may have 210',
  });
  expect(await run({ routes })).toEqual({
    status: 0,
    err: '',
    out: [
      'shop: 10 routes, 10 integrations, 3.3 % of the 300 that one API may have',
      '',
      'It fits in one API: 70 % of 300 are 210 integrations. Nothing needs to be split.',
      '',
    ].join('\n'),
  });
});

test('what nothing can part is said with the certificate, and is an answer', async () => {
  const methods = ['GET', 'PUT', 'POST', 'PATCH'];
  const routes = await file('stuck.json', {
    routes: [...methods.map((method) => ({ method, path: '/a/{id}' })), get('/b')],
  });

  expect(await json({ routes, limit: 3, target: 100 })).toMatchObject({
    status: 'infeasible',
    apis: null,
    prefixes: null,
    frontDoor: 'none',
    maxUtilization: null,
    misrouted: null,
    infeasible: [{ prefix: '/a/{id}', weight: 4, capacity: 3 }],
    groups: [],
  });
  const { status, out } = await run({ routes, limit: 3, target: 100 });
  expect(status).toBe(0);
  expect(out).toContain('/a/{id}: 4 integrations, and one API may have 3');
});

test('of many certificates the largest three are shown', async () => {
  const below = (name: string, methods: readonly string[]) =>
    methods.map((method) => ({ method, path: `/${name}/{id}` }));
  const routes = await file('very-stuck.json', {
    routes: [
      ...['a', 'b', 'c', 'd'].flatMap((name) => below(name, ['GET', 'PUT', 'POST', 'PATCH'])),
      ...below('e', ['GET', 'PUT', 'POST', 'PATCH', 'DELETE']),
    ],
  });

  expect(await json({ routes, limit: 3, target: 100 })).toMatchObject({ infeasible: { length: 5 } });
  const { out } = await run({ routes, limit: 3, target: 100 });
  expect(out.match(/.*(?:one API may have|and \d+ more).*/g)).toEqual([
    expect.stringContaining('one API may have'),
    '  /e/{id}: 5 integrations, and one API may have 3',
    '  /a/{id}: 4 integrations, and one API may have 3',
    '  /b/{id}: 4 integrations, and one API may have 3',
    '  and 2 more (--json has them all)',
  ]);
});

test('for people: what is there, the plan, the proof, the front door, and the files', async () => {
  const routes = await file('people.json', shop);
  const { status, out, err } = await run({ routes, limit: 10 });

  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out.split('\n').slice(0, 11)).toEqual([
    'shop: 10 routes, 10 integrations, 100 % of the 10 that one API may have',
    '',
    'Split it into 2 APIs by 1 prefix:',
    '',
    'API              ROUTES  INTEGRATIONS  UTILIZATION  PREFIXES',
    'API 1 (today’s)       7             7       70.0 %         0',
    'API 2                 3             3       30.0 %         1',
    '',
    'Proven minimal: no plan has fewer APIs, and none of 2 APIs has fewer prefixes. 3',
    'routes would move.',
    '',
  ]);
  expect(out).toContain('In simulation every route was sent through it: 0 of 10 misrouted.');
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(await readdir(join(folder, 'out/plans/shop'))).toEqual([
    'apis.json',
    'behaviours.txt',
    'front-door.ts',
    'migration.md',
  ]);
  expect(await readFile(join(folder, 'out/plans/shop/behaviours.txt'), 'utf8')).toContain('/b/*');
});

test('names of others do nothing to the terminal, and nothing outside the folder', async () => {
  const name = '../../etc/\u001b[31mpasswd';
  const routes = await file('hostile.json', {
    name,
    routes: [
      ...['/__proto__/{id}', '/__proto__', '/`$(id)`'].map(get),
      ...['/constructor', '/constructor/{a}'].map(get),
    ],
  });
  const { status, out } = await run({ routes, limit: 3, target: 100 });

  expect(status).toBe(0);
  expect(out).not.toContain('\u001b');
  expect(out).toContain('etc-31mpasswd');
  expect(await readdir(join(folder, 'out/plans'))).toContain('etc-31mpasswd');
});

test.each([
  ['Box API', 'box-api'],
  ['..', 'routes'],
  ['/', 'routes'],
  ['', 'routes'],
  ['v1.2', 'v1.2'],
  ['ä', 'routes'],
])('the folder of %j is %s', (name, expected) => {
  expect(folderName(name)).toBe(expected);
});

test('integrations that are written alike are to be merged first', async () => {
  const paths = Object.fromEntries(
    shop.routes.map(({ path }, index) => [
      path,
      { get: { 'x-amazon-apigateway-integration': { type: 'aws_proxy', uri: `arn:${index % 2}` } } },
    ]),
  );
  const routes = await file('openapi.json', { openapi: '3.0.1', info: { title: 'Shop' }, paths });

  expect(await json({ routes, limit: 10 })).toMatchObject({ integrations: 10, distinctIntegrations: 2, apis: 2 });
  expect((await run({ routes, limit: 10 })).out).toContain('Merge first: 8 of them are written like another one.');
});

test('a file that is too large is not read', async () => {
  const routes = await file('large.json', ' '.repeat(10_000_001));

  expect(await run({ routes })).toEqual({
    status: 2,
    out: '',
    err: `headroom: ${routes}: found 11 MB, expected at most 10 MB; leave out what is not about routes: descriptions, schemas, examples\n`,
  });
});

test('a capacity below one is wrong usage', async () => {
  expect(await run({ routes: 'any.json', limit: 1, target: 70 })).toEqual({
    status: 2,
    out: '',
    err: 'headroom: --limit and --target: found 70% of 1, which is less than one integration; expected more\n',
  });
});

test('where nothing can be written, nothing is said to be', async () => {
  const routes = await file('unwritable.json', shop);
  const out = await file('a-file', '');
  const [stdout, stderr] = [new Memory(), new Memory()];
  const terminal = { out: stdout, err: stderr, width: 80, colour: false, interactive: false };

  expect(await planRoutesCommand({ routes, limit: 10, out }, terminal)).toBe(2);
  expect(stdout.text).toBe('');
  expect(stderr.text).toBe(
    `headroom: ${join(out, 'plans/shop')}: cannot be written (ENOTDIR); give another folder with --out\n`,
  );
});

const headroom = (...args: string[]) =>
  spawnSync(process.execPath, [resolve(__dirname, '../../cli/headroom.js'), 'plan', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });

test('as a command: JSON alone on one stream, a wrong file in one line on the other', async () => {
  await file('command.json', shop);
  const good = headroom('--routes', 'command.json', '--limit', '10', '--target', '70%', '--json');
  await file('wrong.yaml', 'routes:\n  - { method: GET, path: pets }\n');
  const bad = headroom('--routes', 'wrong.yaml');

  expect({ status: good.status, err: good.stderr }).toEqual({ status: 0, err: '' });
  expect(JSON.parse(good.stdout)).toMatchObject({ apis: 2, prefixes: 1, frontDoor: 'behaviours', misrouted: 0 });
  expect({ status: bad.status, out: bad.stdout, err: bad.stderr }).toEqual({
    status: 2,
    out: '',
    err: 'headroom: wrong.yaml: routes.0.path: found "pets", expected a path that begins with /, or $default\n',
  });
});

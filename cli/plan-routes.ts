/** `headroom plan --routes FILE`: a split computed from a route table, without an account. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';
import { MOST_BYTES, type ParsedRoutes, parseRoutes } from '../lambda/config/routes';
import { codeOf } from '../lambda/domain/error-code';
import type { Artefact } from '../lambda/domain/plan';
import { indented } from '../lambda/messages/table';
import { printable } from '../lambda/messages/text';
import { exit, type ExitStatus } from './exit';
import { capacityOf, planRoutes, type RoutesPlan } from './routes-plan';
import { routesPlanJson } from './routes-plan-json';
import { routesPlanText } from './routes-plan-text';
import { complain } from './scan';
import type { Terminal } from './terminal';

export interface PlanRoutesOptions {
  readonly routes: string;
  /** Integrations that one API may have. */
  readonly limit?: number | undefined;
  /** Percent of the limit. */
  readonly target?: number | undefined;
  readonly json?: boolean | undefined;
  /** Where the files go; none are written with `json`. */
  readonly out: string;
}

/** Integrations per HTTP API, which AWS does not raise: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const LIMIT = 300;
const TARGET = 70;

export async function planRoutesCommand(options: PlanRoutesOptions, terminal: Terminal): Promise<ExitStatus> {
  const { routes: file, limit = LIMIT, target = TARGET, out } = options;
  if (capacityOf(limit, target) < 1) {
    const found = `--limit and --target: found ${target}% of ${limit}, which is less than one integration`;
    return complain(terminal, `${found}; expected more`, exit.usage);
  }
  const parsed = await loadRoutes(file);
  if (!parsed.ok) return complain(terminal, parsed.error, exit.usage);
  const { table } = parsed;
  const plan = planRoutes({ name: table.name ?? basename(file, extname(file)), table, limit, target });
  if (options.json) {
    terminal.out.write(`${JSON.stringify(routesPlanJson(plan), null, 2)}\n`);
    return exit.ok;
  }
  const files = filesOf(plan);
  const written = await write(out, plan.name, files);
  if ('error' in written) return complain(terminal, written.error, exit.usage);
  terminal.out.write(routesPlanText(plan, terminal));
  terminal.out.write(filesText(written.folder, files, terminal.width));
  return exit.ok;
}

async function loadRoutes(file: string): Promise<ParsedRoutes> {
  const shape = 'expected a file with a route table or an OpenAPI 3 document, as JSON or YAML';
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES) {
      const found = `found ${Math.ceil(size / 1_000_000)} MB, expected at most ${MOST_BYTES / 1_000_000} MB`;
      return {
        ok: false,
        error: `${file}: ${found}; leave out what is not about routes: descriptions, schemas, examples`,
      };
    }
    const parsed = parseRoutes(await readFile(file, 'utf8'));
    return parsed.ok ? parsed : { ok: false, error: `${file}: ${parsed.error}` };
  } catch (error) {
    return { ok: false, error: `${file}: cannot be read (${codeOf(error)}); ${shape}` };
  }
}

interface PlacedFile extends Artefact {
  /** Below the folder of the plan. */
  readonly place: string;
}

function filesOf({ result }: RoutesPlan): PlacedFile[] {
  if (result.status !== 'split') return [];
  const { best, keepSafe } = result;
  const safe = keepSafe?.frontDoor.artefacts ?? [];
  return [
    ...best.frontDoor.artefacts.map((one) => ({ ...one, place: one.name })),
    ...safe.map((one) => ({ ...one, place: join('keep-safe', one.name) })),
  ];
}

type Written = { readonly folder: string } | { readonly error: string };

async function write(out: string, name: string, files: readonly PlacedFile[]): Promise<Written> {
  const folder = join(out, 'plans', folderName(name));
  try {
    for (const { place, text } of files) {
      await mkdir(join(folder, place, '..'), { recursive: true });
      await writeFile(join(folder, place), text);
    }
    return { folder };
  } catch (error) {
    return { error: `${folder}: cannot be written (${codeOf(error)}); give another folder with --out` };
  }
}

/** Whatever the table is called: no path, and nothing hidden. */
export function folderName(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return plain.slice(0, 60) || 'routes';
}

function filesText(folder: string, files: readonly PlacedFile[], width: number): string {
  if (files.length === 0) return '';
  const shown = printable(relative(process.cwd(), folder) || '.', 500);
  const own = files.filter(({ place, name }) => place === name);
  const lines = [
    ...indented([`Written to ${shown}; begin with migration.md:`], 0, width),
    ...own.flatMap(({ name, title }) => indented([`${name}: ${title}`], 2, width)),
    ...(own.length < files.length
      ? indented(['keep-safe/: the same for the plan in which new paths stay'], 2, width)
      : []),
  ];
  return `\n${lines.join('\n')}\n`;
}

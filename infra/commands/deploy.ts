/** `npm run deploy`: everything that can be wrong is said before anything is changed; then the CDK, then the settings. */
import { readFile } from 'node:fs/promises';
import { DEFAULT_FILE, loadSettings } from '../../lambda/config/load';
import { codeOf } from '../../lambda/domain/error-code';
import { knownIds } from '../../lambda/quotas';
import { type Objects, openBucket } from '../../lambda/stores/objects';
import type { Settings } from '../../lambda/domain/settings';
import { keys } from '../../lambda/stores/keys';
import { adviceFor } from '../advice';
import { estimateFor } from '../cost';
import { parameters } from '../parameters';
import { paceOf } from './last-scan';
import { organizationFits } from './organization';
import { parameter } from './parameter-store';
import { type Found, type Place, schedulerExists, whereWeAre } from './place';
import { compareSettings, putSettings } from './settings-in-bucket';

export interface DeployParts {
  /** For the CDK's own command line. */
  readonly cdkArguments: readonly string[];
  /** Lets the bucket and the table go with the stack, when it is destroyed next: what is in them does not matter any more. */
  readonly deleteData: boolean;
  /** Take the local settings even where those in the bucket were changed. */
  readonly overwriteSettings: boolean;
  readonly write: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Runs the CDK and gives its exit status. */
  readonly cdk: (args: readonly string[], environment: Readonly<Record<string, string>>) => Promise<number>;
  readonly resolve?: (host: string) => Promise<unknown>;
}

/** Where `cdk bootstrap` notes its version, with the CDK's default qualifier. */
const BOOTSTRAP = '/cdk-bootstrap/hnb659fds/version';

/** @returns the exit status: 0 deployed, 1 AWS or the CDK refused, 2 something is to be mended first */
export async function deploy(parts: DeployParts): Promise<number> {
  const { write, complain, deleteData } = parts;
  const otherPlace = parts.cdkArguments.find((argument) => argument.startsWith('--profile'));
  if (otherPlace !== undefined) {
    // The CDK alone would go there; the settings and the checks would not.
    return refuse(complain, `found ${otherPlace}, expected AWS_PROFILE in its place: AWS_PROFILE=name npm run deploy`);
  }
  const loaded = await loadSettings(undefined, knownIds);
  if (!loaded.ok) return refuse(complain, loaded.error);
  for (const advice of adviceFor(loaded.settings)) complain(`headroom: ${advice}\n`);
  const place = await preflight(parts, loaded.settings);
  if (!place.ok) return refuse(complain, place.error);
  const { accountId, region } = place.value;

  const text = await settingsText();
  const before = await deployedBucket(place.value);
  if (before && !deleteData) {
    const pace = await before.using((objects) => paceOf(objects, accountId, loaded.settings.scan.everyMinutes));
    if (pace !== null) complain(`headroom: ${pace}\n`);
    const { status } = await before.using((objects) => compareSettings(objects, text));
    if (status === 'changed' && !parts.overwriteSettings) return refuse(complain, changedThere(before.name));
  }
  write(`Headroom goes to account ${accountId}, home Region ${region}.\n${estimateFor(loaded.settings)}\n\n`);

  const context = deleteData ? ['--context', 'data=delete'] : [];
  const status = await parts.cdk(['deploy', 'Headroom', ...context, ...parts.cdkArguments], { AWS_REGION: region });
  if (status !== 0) return 1;
  if (deleteData) {
    write('\nThe bucket and the table now go with the stack: npx --no -- cdk destroy Headroom\n');
    return 0;
  }

  const bucket = await deployedBucket(place.value);
  if (!bucket)
    return refuse(complain, `${parameters.bucket}: found nothing, expected the bucket of the stack just deployed`);
  const outcome = await bucket.using(async (objects) => {
    const there = await compareSettings(objects, text);
    if (there.status === 'ours' && there.isThere) return 'written';
    if (there.status === 'changed' && !parts.overwriteSettings) return 'lost';
    return await putSettings(objects, text, there.over);
  });
  if (outcome === 'lost') return refuse(complain, changedThere(bucket.name));
  write(
    `\nThe settings are in s3://${bucket.name}/${keys.settings}. The first scan starts within ${loaded.settings.scan.everyMinutes} minutes.\n`,
  );
  if (loaded.settings.alarms.email !== null) {
    write(`AWS sends ${loaded.settings.alarms.email} a message to confirm: without a click there no alarm arrives.\n`);
  }
  if (loaded.settings.slack.channel !== null) write('Slack, once: npm run slack-token\n');
  if (loaded.settings.organization?.deployedIn === 'delegated administrator') {
    write('The management account, which the StackSet does not reach, once: npm run member-role\n');
  }
  return 0;
}

/** What would fail half-way, found out before anything begins. */
async function preflight({ resolve }: DeployParts, { organization }: Settings): Promise<Found<Place>> {
  const place = await whereWeAre();
  if (!place.ok) return place;
  const { accountId, region } = place.value;
  const scheduler = await schedulerExists(place.value, resolve);
  if (!scheduler.ok) return scheduler;
  if ((await parameter(region, BOOTSTRAP)) === null) {
    const error = `account ${accountId} is not prepared for the CDK in ${region}; once: npx --no -- cdk bootstrap aws://${accountId}/${region}`;
    return { ok: false, error };
  }
  const fits = organization === null ? null : await organizationFits(organization, place.value);
  return fits?.ok === false ? fits : place;
}

/** The local file as it is; without one, the deployed settings are empty, which means every default. */
async function settingsText(): Promise<string> {
  try {
    return await readFile(DEFAULT_FILE, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

interface DeployedBucket {
  readonly name: string;
  using<T>(use: (objects: Objects) => Promise<T>): Promise<T>;
}

async function deployedBucket({ accountId, region }: Place): Promise<DeployedBucket | null> {
  const name = await parameter(region, parameters.bucket);
  if (name === null) return null;
  return {
    name,
    using: async (use) => {
      const objects = openBucket(name, accountId, { region });
      try {
        return await use(objects);
      } finally {
        objects.close();
      }
    },
  };
}

function changedThere(bucket: string): string {
  return `s3://${bucket}/${keys.settings} was changed since the last deployment. Take it over with aws s3 cp s3://${bucket}/${keys.settings} headroom.yaml and deploy it once as it is, before you change it; or put yours in its place with npm run deploy -- --overwrite-settings`;
}

function refuse(complain: DeployParts['complain'], error: string): number {
  complain(`headroom: ${error}\n`);
  return 2;
}

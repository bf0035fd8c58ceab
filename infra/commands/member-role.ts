/** `npm run member-role`: the role for reading, for the management account, which StackSets do not reach. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { loadSettings } from '../../lambda/config/load';
import { knownIds } from '../../lambda/quotas';
import { type MemberRoleParameters, memberRoleTemplate } from '../member-role';
import { parameters } from '../parameters';
import { parameter } from './parameter-store';
import { whereWeAre } from './place';

export interface MemberRoleParts {
  readonly write: (text: string) => void;
  readonly complain: (text: string) => void;
}

const FILE = 'out/member-role.json';

/** As the stack writes it. */
const Stored: z.ZodType<MemberRoleParameters> = z.strictObject({
  ScanRole: z.string(),
  OrganizationId: z.string(),
  ExternalId: z.string(),
});

/** @returns the exit status: 0 all is well, 2 something is to be mended first @throws what AWS refuses */
export async function memberRole({ write, complain }: MemberRoleParts): Promise<number> {
  const say = (error: string): number => {
    complain(`headroom: ${error}\n`);
    return 2;
  };
  const loaded = await loadSettings(undefined, knownIds);
  if (!loaded.ok) return say(loaded.error);
  const { organization, scan } = loaded.settings;
  if (organization === null) return say('headroom.yaml names no organization, so there is no role for its accounts');
  if (organization.deployedIn === 'management account') {
    write('Headroom is in the management account and reads it with its own role: nothing to do.\n');
    return 0;
  }
  const place = await whereWeAre();
  if (!place.ok) return say(place.error);
  const { region } = place.value;
  const stored = await parameter(region, parameters.memberRole);
  if (stored === null) {
    return say(
      `found no ${parameters.memberRole} in ${region}; npm run deploy first, with this organization, or set AWS_REGION to its home Region`,
    );
  }
  const told = Stored.parse(JSON.parse(stored));
  await mkdir(dirname(FILE), { recursive: true });
  await writeFile(FILE, `${JSON.stringify(memberRoleTemplate(scan.apiKeys ? ['api-keys'] : []), null, 2)}\n`);
  write(`${FILE} is written. With the credentials of the management account:\n\n${commandFor(told, region)}\n`);
  return 0;
}

function commandFor(told: MemberRoleParameters, region: string): string {
  const values = Object.entries(told).map(([name, value]) => quoted(`${name}=${value}`));
  return [
    `aws cloudformation deploy --region ${quoted(region)} --stack-name headroom-member-role`,
    `--template-file ${FILE} --capabilities CAPABILITY_NAMED_IAM`,
    `--parameter-overrides ${values.join(' ')}`,
  ].join(' \\\n  ');
}

/** For a POSIX shell: nothing between single quotes means anything but itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

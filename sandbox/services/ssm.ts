/** Systems Manager: the parameters of Parameter Store, of the Standard tier. */
import { randomBytes } from 'node:crypto';
import { GetParameterCommand, ParameterTier, ParameterType, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { jsonWords, type Place, say, type Service, textIn } from '../service';
import { awsJson } from '../wire/json';
import { allBut, NotInTheSandbox, on } from '../wire/operation';
import { offlineConfig } from './client-config';

/** "4 KB", https://docs.aws.amazon.com/general/latest/gr/ssm.html; AWS's message speaks of characters. Bytes are the stricter reading. */
const MAX_VALUE = 4096;
/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html, with the ARN's own part. */
const MAX_NAME = 1011;
const MAX_LEVELS = 15;
const TYPES: readonly string[] = Object.values(ParameterType);

const invalid = (message: string) => say(jsonWords.invalid, message);

interface Parameter {
  readonly type: ParameterType;
  readonly value: string;
  /** What a SecureString shows to whoever does not decrypt it; nobody can, so that nothing of the value is in it. */
  readonly ciphertext: string;
  readonly version: number;
  readonly modifiedAt: Date;
}

export function ssm(place: Omit<Place, 'region'>): Service {
  const stored = new Map<string, Parameter>();
  const keyOf = (region: string, name: string) => `${region} ${name}`;
  /** The slash that a path begins with is not doubled. */
  const arnOf = (region: string, name: string) =>
    `arn:${place.partition}:ssm:${region}:${place.accountId}:parameter/${name.replace(/^\//, '')}`;

  return {
    name: 'ssm',
    signingName: 'ssm',
    wire: awsJson(new SSMClient(offlineConfig).config.protocol),
    words: { ...jsonWords, internal: ['InternalServerError', 500] },
    // SecureStrings have the key alias/aws/ssm here, which every principal of the account may use through Systems Manager
    // without a permission of its own: https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
    permission: ({ operation, input, place: { region } }) => ({
      action: `ssm:${operation}`,
      resource: arnOf(region, textIn(input, 'Name')),
    }),
    operations: [
      on(GetParameterCommand, ({ Name = '', WithDecryption = false }, { region }) => {
        refuseWrongName(Name);
        const found = stored.get(keyOf(region, Name));
        // The wording is moto's and LocalStack's; AWS's was not seen.
        if (!found) throw say(['ParameterNotFound', 400], `Parameter ${Name} not found.`);
        const { type, value, ciphertext, version, modifiedAt } = found;
        return {
          Parameter: {
            Name,
            Type: type,
            Value: type === 'SecureString' && !WithDecryption ? ciphertext : value,
            Version: version,
            LastModifiedDate: modifiedAt,
            ARN: arnOf(region, Name),
            DataType: 'text',
          },
        };
      }),
      on(
        PutParameterCommand,
        ({ Name = '', Value = '', Type, Overwrite = false }, { region, now }) => {
          refuseWrongName(Name);
          refuseReservedName(Name);
          if (Type !== undefined && !TYPES.includes(Type)) throw invalid(`${Type} is not one of ${TYPES.join(', ')}`);
          refuseWrongValue(Value);
          const key = keyOf(region, Name);
          const before = stored.get(key);
          if (before && !Overwrite) {
            throw say(
              ['ParameterAlreadyExists', 400],
              'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
            );
          }
          const type = Type ?? before?.type;
          if (type === undefined) throw invalid('A parameter type is required when you create a parameter.');
          if (before && before.type !== type) {
            // "You must create a new, unique parameter." API_PutParameter
            throw say(
              ['HierarchyTypeMismatchException', 400],
              `The type of ${Name} is ${before.type} and cannot change.`,
            );
          }
          const version = (before?.version ?? 0) + 1;
          const ciphertext = randomBytes(Value.length + 64).toString('base64');
          stored.set(key, { type, value: Value, ciphertext, version, modifiedAt: now });
          return { Version: version, Tier: ParameterTier.STANDARD };
        },
        allBut(PutParameterCommand, ['Name', 'Value', 'Type', 'Overwrite']),
      ),
    ],
  };
}

/** Of both operations: https://github.com/localstack/localstack/issues/7712, and 11538 for a path without its slash. */
function refuseWrongName(name: string): void {
  if (name.includes(':')) throw new NotInTheSandbox('version, label or ARN as the name of a parameter');
  const isPath = name.includes('/');
  const levels = name.split('/').filter((level) => level !== '');
  const wellFormed = /^[\w.\-/]+$/.test(name) && !name.includes('//') && !name.endsWith('/');
  if (!wellFormed || (isPath && !name.startsWith('/')) || /^ssm/i.test(levels[0] ?? '')) {
    throw invalid(
      'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  }
}

/** What may be read, since AWS has public parameters under it, and not written. The code is as AWS documents it. */
function refuseReservedName(name: string): void {
  const levels = name.split('/').filter((level) => level !== '');
  if (name.length > MAX_NAME) throw invalid(`The name must have at most ${MAX_NAME} characters.`);
  if (levels.length > MAX_LEVELS) {
    throw say(['HierarchyLevelLimitExceededException', 400], `A hierarchy can have at most ${MAX_LEVELS} levels.`);
  }
  if (/^aws/i.test(levels[0] ?? '')) {
    throw say(['AccessDeniedException', 400], `No access to reserved parameter name: ${name}.`);
  }
}

function refuseWrongValue(value: string): void {
  if (value === '') {
    throw invalid(
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
    );
  }
  if (Buffer.byteLength(value) > MAX_VALUE) {
    throw invalid(
      'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html',
    );
  }
  // "You can't include values wrapped in double brackets": userguide/sysman-paramstore-su-create.html
  if (/^\{\{.*\}\}$/s.test(value)) throw invalid(`Parameter value can't be wrapped in {{}}.`);
}

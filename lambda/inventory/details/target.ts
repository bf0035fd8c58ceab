/** What an integration reaches, for people: enough to recognize it, nothing that opens it. */

/** Which Region and account it is read in; an account that nobody asked for is `null`. */
export interface Place {
  readonly region: string;
  readonly accountId: string | null;
}

/**
 * Both forms: the function's ARN, and the address of its invocation, in which a response may be streamed
 * (`2021-11-15/functions/…/response-streaming-invocations`) or not (`2015-03-31/functions/…/invocations`).
 */
const FUNCTION =
  /^arn:[\w-]+:(?:apigateway:[^:]*:lambda:path\/[^/]+\/functions\/arn:[\w-]+:)?lambda:([^:/]*):([^:/]*):function:([^:/]+)/;

/**
 * The function, without version or alias. `null` for what is none, for a name that a stage variable fills in, and for a function
 * of another Region or account: what is known of ours by that name is not known of it.
 */
export function functionNameOf(uri: string | undefined, here: Place): string | null {
  const [, region, accountId, name] = FUNCTION.exec(uri ?? '') ?? [];
  if (name === undefined || name.includes('$')) return null;
  if (region !== here.region || (here.accountId !== null && accountId !== here.accountId)) return null;
  return name;
}

/** An address as a person knows it: a function's name, a host with its path, a service with its path, the resource of an ARN. */
export function targetOf(type: string | null, subtype: string | null, uri: string | undefined): string {
  if (subtype !== null) return subtype;
  if (type === 'MOCK') return 'mock';
  if (uri === undefined) return '';
  const name = FUNCTION.exec(uri)?.[3];
  if (name !== undefined) return name;
  const web = /^https?:\/\/([^/?#]*)([^?#]*)/i.exec(uri);
  if (web) return `${hostOf(web[1] ?? '')}${safePath(web[2] ?? '', isLikeToken)}`;
  const service = /^arn:[\w-]+:apigateway:[^:]*:([\w.-]+):(?:path|action)\/(.*)$/s.exec(uri);
  if (service) return `${service[1]}:${safePath(service[2] ?? '', isRandom)}`;
  // The sixth part of an ARN is the resource, which may have colons of its own.
  return /^arn:[\w-]+:[\w-]+:[^:]*:[^:]*:([^?#]+)/.exec(uri)?.[1] ?? UNKNOWN;
}

/** Without the query that one of Cloud Map may have (`?stage=prod`). A WebSocket API has a plain address behind its link. */
export function arnOf(uri: string | undefined): string | null {
  return /^arn:[^?#]+/.exec(uri ?? '')?.[0] ?? null;
}

const UNKNOWN = '…';

/** A name, an address or a stage variable, and a port; whoever signs in before an `@` is dropped. */
const HOST = /^(?:[\w.-]|\$\{stageVariables\.\w+\})+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/i;

function hostOf(authority: string): string {
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return HOST.test(host) ? host : UNKNOWN;
}

/** Without query and parameters (`;id=1`, `&Name=…`), and without the parts that look like a token: a webhook's path is its password. */
function safePath(path: string, isSecret: (piece: string) => boolean): string {
  const [plain = ''] = path.split(/[?#&;]/, 1);
  return plain
    .split('/')
    .map((part) => (isSecretive(part, isSecret) ? UNKNOWN : part))
    .join('/');
}

/** As long as a token, and as mixed. Names with a year or a version in them change once or twice between letters and digits. */
const TOKEN_LENGTH = 12;
const TOKEN_CHANGES = 3;

function isRandom(piece: string): boolean {
  const changes = piece.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  return piece.length >= TOKEN_LENGTH && changes >= TOKEN_CHANGES;
}

/**
 * Of a web address also what has no separators for too long: a webhook's token may be letters alone, and then nothing but its
 * length tells it from a word. `internationalization` (20) is about as long as words get; a long name in camel case is hidden
 * too, which costs less than a token that is shown. Actions and queues of AWS have such names and are no passwords.
 */
const LONGEST_WORD = 23;
const LONGEST_MIXED = 15;

function isLikeToken(piece: string): boolean {
  return isRandom(piece) || piece.length > (/^[a-z]+$/.test(piece) ? LONGEST_WORD : LONGEST_MIXED);
}

/** `{customerIdentifier}`, `${stageVariables.base}`: a name, whose value is elsewhere. */
const PARAMETER = /^\$?\{[\w.]+\+?\}$/;

function isSecretive(part: string, isSecret: (piece: string) => boolean): boolean {
  if (/[@=%]/.test(part)) return true;
  return !PARAMETER.test(part) && part.split(/[^A-Za-z0-9]+/).some(isSecret);
}

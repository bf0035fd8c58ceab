/** The loopback endpoint: finds out what a request wants, and lets the faults, the rates and the service answer it. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Accounts } from './all-accounts';
import type { Call } from './call-log';
import type { Caller, Key, Keys } from './callers';
import type { FaultKind } from './faults';
import type { Permission } from './policy';
import { denialOf, restWords, say, type Service } from './service';
import { Forwarded, InvalidInput, MissingMember, NotInTheSandbox, type Operation } from './wire/operation';
import { ServiceError } from './wire/service-error';
import type { WireRequest, WireResponse } from './wire/wire';
import type { World } from './world';

export interface SandboxClock {
  now(): Date;
  /** Milliseconds that only ever grow. */
  elapsed(): number;
}

export interface ServerParts {
  readonly accounts: Accounts;
  /** Answers whoever does not sign, or signs with a key that nobody has. */
  readonly home: World;
  readonly keys: Keys;
  readonly clock: SandboxClock;
  readonly latencyMs: number;
  readonly calls: Call[];
  /** Told of requests for something that the sandbox does not have. */
  readonly complain: (text: string) => void;
}

/** What a request's signature says. Who signed and for where is believed; the signature itself is not computed again. */
interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly signingName: string;
}

export class SandboxServer {
  private readonly server: Server;
  private readonly startedAt: number;

  constructor(private readonly parts: ServerParts) {
    this.startedAt = parts.clock.elapsed();
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        parts.complain(`sandbox: ${String(error)}`);
        response.destroy();
      });
    });
  }

  /** @param port 0 for any that is free. @returns the endpoint's address */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    const { port: bound }: AddressInfo = boundTo(this.server);
    return `http://127.0.0.1:${bound}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wireRequest = await receive(request);
    const scope = scopeOf(wireRequest);
    const key = scope ? (this.parts.keys.find(scope.accessKeyId) ?? null) : null;
    const world = key ? this.parts.accounts.worldOf(key.caller.accountId) : this.parts.home;
    const candidates = await servicesFor(scope, world);
    const found = candidates
      .map((service) => ({ service, operation: service.wire.find(wireRequest, service.operations) }))
      .find((one): one is Found => one.operation !== null);
    if (!scope || !found) {
      send(response, this.refuseUnfound(wireRequest, scope, found?.service, candidates));
      return;
    }

    const { region } = scope;
    const { service, operation } = found;
    const { account } = world;
    const call = {
      at: this.parts.clock.elapsed() - this.startedAt,
      accountId: account.accountId,
      region,
      service: service.name,
      operation: operation.name,
      target: targetOf(wireRequest),
    };
    const fault = world.faults.strike(call);
    if (this.parts.latencyMs > 0) await wait(this.parts.latencyMs);
    const input = await service.wire.decode(wireRequest, operation).catch(() => null);
    const permission = service.permission({
      operation: operation.name,
      path: wireRequest.path,
      input: input ?? {},
      place: { ...account, region },
    });
    const also: Permission[] = [];
    const answer = await this.answer(
      { ...found, request: wireRequest, scope, key, world, input, permission, also },
      fault,
    );
    const { action = null, resource = null } = permission ?? {};
    this.parts.calls.push({ ...call, action, resource, also, status: answer?.status ?? 0 });
    if (answer === null) return;
    if (fault === 'cut') cutOff(response, answer);
    else if (fault === 'stall') stall(response, answer);
    else if (fault === 'drip') drip(response, answer);
    else send(response, answer);
  }

  /** Whoever does not sign is told only that, whatever the request wants. */
  private refuseUnfound(
    request: WireRequest,
    scope: Scope | null,
    meant: Service | undefined,
    candidates: readonly Service[],
  ): WireResponse {
    // The services of one name, and the formats of one service, are told apart by what the request says it wants.
    const speaker = meant ?? candidates.find(({ wire }) => wire.wanted(request) !== '') ?? candidates[0];
    if (!speaker) {
      this.parts.complain(`sandbox: no service ${scope?.signingName}`);
      const { code, message, status } = say(restWords.unknownOperation, '');
      return { status, headers: { 'x-amzn-errortype': code }, body: JSON.stringify({ message }) };
    }
    if (!scope) return speaker.wire.refuse(say(speaker.words.unsigned, 'Missing Authentication Token'));
    const wanted = speaker.wire.wanted(request);
    this.parts.complain(`sandbox: no operation ${speaker.name} ${wanted || request.path}`);
    return speaker.wire.refuse(say(speaker.words.unknownOperation, `Unknown operation ${wanted}`));
  }

  /** @returns `null` for a request that is never answered */
  private async answer(asked: AskedCall, fault: FaultKind | null): Promise<WireResponse | null> {
    const { request, scope, service, operation, world, input, permission, also } = asked;
    try {
      const now = this.parts.clock.now();
      const caller = authenticate(asked, now);
      if (fault === 'hang') return null;
      if (fault === 'garbage') return { status: 200, headers: {}, body: '<html><body>It works!</body></html>' };
      if (fault === 'empty') return { status: 200, headers: {}, body: '' };
      // What needs no permission cannot be denied either.
      if (fault === 'denied' && permission) throw denied(service, caller, permission, BY_CONTROL_POLICY);
      const refusal = fault === null ? null : refusalFor(fault, service);
      if (refusal) throw refusal;
      const elapsed = this.parts.clock.elapsed();
      if (world.throttle?.allows(scope.region, service.signingName, operation.name, elapsed) === false) {
        throw throttled(service);
      }
      if (input === null) throw say(['SerializationException', 400], 'The request could not be read.');
      const authorize = (wanted: Permission) => this.authorize(service, caller, scope.region, wanted);
      if (permission) authorize(permission);
      const answer = await operation.handle(input, {
        region: scope.region,
        caller,
        now,
        fault,
        request,
        need: (more) => {
          also.push(more);
          authorize(more);
        },
      });
      return answer instanceof Forwarded ? answer.response : service.wire.encode(operation, answer);
    } catch (error) {
      if (error instanceof ServiceError) return service.wire.refuse(error);
      if (error instanceof MissingMember) {
        const { words, missing } = service;
        return service.wire.refuse(say(words.invalid, missing?.(error.member) ?? error.message));
      }
      if (error instanceof InvalidInput) return service.wire.refuse(say(service.words.invalid, error.message));
      if (error instanceof NotInTheSandbox) {
        this.parts.complain(`sandbox: no ${error.message} in ${service.name} ${operation.name}`);
        return service.wire.refuse(say(service.words.invalid, `the sandbox has no ${error.message}`));
      }
      throw error;
    }
  }

  /**
   * An explicit deny goes before every allow. Which of two explicit denials AWS names is not documented.
   * The reasons are AWS's: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
   */
  private authorize(service: Service, caller: Caller, region: string, permission: Permission): void {
    if (this.parts.accounts.denies(caller.accountId, region, permission.action)) {
      throw denied(service, caller, permission, BY_CONTROL_POLICY);
    }
    const verdict = caller.policy?.judge(permission) ?? 'allowed';
    switch (verdict) {
      case 'allowed':
        return;
      case 'not-allowed':
        throw denied(
          service,
          caller,
          permission,
          `because no identity-based policy allows the ${permission.action} action`,
        );
      case 'explicitly-denied':
        throw denied(service, caller, permission, 'with an explicit deny in an identity-based policy');
    }
  }
}

async function servicesFor(scope: Scope | null, { offers }: World): Promise<readonly Service[]> {
  const meant = offers.filter(({ signingName }) => scope === null || signingName === scope.signingName);
  return (await Promise.all(meant.map(({ services }) => services()))).flat();
}

const BY_CONTROL_POLICY = 'with an explicit deny in a service control policy';

function denied(service: Service, { arn }: Caller, permission: Permission, reason: string): ServiceError {
  const form = service.denial ?? denialOf;
  return say(service.words.denied, form({ ...permission, caller: arn, reason }));
}

/**
 * A key that AWS does not know, one without its session's token, and any key in a Region that is off, is refused in the same
 * words; a key whose time is over, in others.
 */
function authenticate({ scope, key, service, world, request }: AskedCall, now: Date): Caller {
  const { words, signedFor } = service;
  const { region } = scope;
  if (signedFor !== undefined && region !== signedFor) {
    // Seen: https://github.com/JuliaCloud/AWS.jl/issues/565
    throw say(['SignatureDoesNotMatch', 403], `Credential should be scoped to a valid region, not '${region}'.`);
  }
  const session = key?.session ?? null;
  const hasToken = session === null || request.headers['x-amz-security-token'] === session.token;
  const isOn = signedFor !== undefined || region in world.account.regions;
  if (!key || !hasToken || !isOn) throw say(words.unrecognized, UNRECOGNIZED);
  if (session && session.expiresAt <= now) throw say(words.expired, EXPIRED);
  return key.caller;
}

const UNRECOGNIZED = 'The security token included in the request is invalid.';
const EXPIRED = 'The security token included in the request is expired';

/** @returns `null` for a fault that is no refusal, or one that depends on the call */
function refusalFor(fault: FaultKind, service: Service): ServiceError | null {
  const { words } = service;
  switch (fault) {
    case 'unrecognized':
      return say(words.unrecognized, UNRECOGNIZED);
    case 'expired':
      return say(words.expired, EXPIRED);
    case 'throttled':
      return throttled(service);
    case 'error':
      return say(words.internal, 'We encountered an internal error. Please try again.');
    case 'gone':
      return say(['NotFoundException', 404], 'Invalid API identifier specified');
    case 'denied':
    case 'garbage':
    case 'empty':
    case 'hang':
    case 'stall':
    case 'drip':
    case 'cut':
    case 'metric-internal-error':
    case 'metric-forbidden':
    case 'metric-partial':
      return null;
  }
}

function targetOf({ path, query }: WireRequest): string {
  const search = query.toString();
  return search === '' ? path : `${path}?${search}`;
}

interface Found {
  readonly service: Service;
  readonly operation: Operation;
}

/** Everything that is known of a call before it is answered. */
interface AskedCall extends Found {
  readonly request: WireRequest;
  readonly scope: Scope;
  /** `null`: nobody has it. */
  readonly key: Key | null;
  readonly world: World;
  /** `null` if it could not be read. */
  readonly input: object | null;
  readonly permission: Permission | null;
  /** Filled with what is asked for beyond `permission`. */
  readonly also: Permission[];
}

/** v1 of API Gateway says when to come back, v2 which limit was hit. */
function throttled({ name, words }: Service): ServiceError {
  const [code, status] = words.throttled;
  if (name === 'apigateway') return new ServiceError(code, 'Too Many Requests', status, { 'retry-after': '1' });
  if (name === 'apigatewayv2') return new ServiceError(code, 'Too Many Requests', status, {}, { limitType: 'account' });
  return new ServiceError(code, 'Rate exceeded', status);
}

async function receive(request: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
}

/** `AWS4-HMAC-SHA256 Credential=KEY/20260101/REGION/SERVICE/aws4_request, …`: one port serves every Region. */
function scopeOf({ headers }: WireRequest): Scope | null {
  const match = /Credential=([^/]+)\/\d+\/([\w-]+)\/([\w-]+)\//.exec(String(headers['authorization'] ?? ''));
  const [, accessKeyId, region, signingName] = match ?? [];
  return accessKeyId && region && signingName ? { accessKeyId, region, signingName } : null;
}

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  response.writeHead(status, { 'x-amzn-requestid': randomUUID(), ...headers });
  response.end(body);
}

/** Promises the whole answer, sends half of it and breaks the connection. */
function cutOff(response: ServerResponse, answer: WireResponse): void {
  sendHalf(response, answer, () => response.destroy());
}

/** Promises the whole answer, sends half of it and no more. */
function stall(response: ServerResponse, answer: WireResponse): void {
  sendHalf(response, answer, () => {});
}

function sendHalf(response: ServerResponse, { status, headers, body }: WireResponse, then: () => void): void {
  const whole = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': String(whole.length) });
  response.write(whole.subarray(0, Math.floor(whole.length / 2)), then);
}

/** Often enough for no client to take it for silence; a second in all. */
const DROP_EVERY_MS = 20;
const DROPS = 50;

/** Sends half of the answer, and the other half in drops as long as anybody listens. */
function drip(response: ServerResponse, answer: WireResponse): void {
  const rest = Buffer.from(answer.body).subarray(Math.floor(Buffer.byteLength(answer.body) / 2));
  let sent = 0;
  const drop = () => {
    response.write(rest.subarray(upTo(sent), upTo(sent + 1)));
    sent += 1;
    if (sent === DROPS) response.end();
  };
  const upTo = (drops: number) => Math.floor((drops / DROPS) * rest.length);
  sendHalf(response, answer, () => {
    const drops = setInterval(drop, DROP_EVERY_MS);
    response.once('close', () => clearInterval(drops));
  });
}

function boundTo(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sandbox has no port');
  return address;
}

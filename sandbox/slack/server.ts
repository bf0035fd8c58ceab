/** The loopback endpoint of Slack's Web API: finds out what a request wants, and lets faults, tokens, rates and methods answer. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { SandboxClock } from '../server';
import { Arguments, argumentsOf, bytesOf } from './arguments';
import type { SlackFault, SlackFaults } from './faults';
import { UPLOAD_PATH, type Uploads } from './methods/files';
import type { Context, Method } from './methods/method';
import type { RateLimits } from './rates';
import { Refusal } from './refusal';

export interface SlackCall {
  /** Milliseconds since the start. */
  readonly at: number;
  /** As in `chat.postMessage`; `upload` for a file's bytes. */
  readonly method: string;
  readonly channel: string | null;
  /** What the request said, as it came. */
  readonly arguments: Readonly<Record<string, string>>;
  /** Whether it did what it asked for; with a fault it may have, although its answer says otherwise. */
  readonly done: boolean;
  /** What the client was told: `ok`, the name of the error, or the kind of the fault. */
  readonly answer: string;
}

/** What a token is good for. One that is not listed is `invalid_auth`. */
export type TokenState = 'valid' | 'token_revoked' | 'token_expired' | 'account_inactive';

export interface SlackParts {
  readonly methods: ReadonlyMap<string, Method>;
  readonly uploads: Uploads;
  readonly context: Omit<Context, 'origin'>;
  readonly tokens: ReadonlyMap<string, TokenState>;
  readonly scopes: readonly string[];
  readonly faults: SlackFaults;
  /** `null`: no rate is enforced. */
  readonly rates: RateLimits | null;
  readonly clock: SandboxClock;
  readonly calls: SlackCall[];
}

interface Answer {
  /** As in `SlackCall.answer`. */
  readonly name: string;
  deliver(response: ServerResponse): void;
}

export const API_PATH = '/api/';

export class SlackServer {
  private readonly server: Server;
  private readonly startedAt: number;
  private origin = '';

  constructor(private readonly parts: SlackParts) {
    this.startedAt = parts.clock.elapsed();
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        parts.context.complain(`sandbox: ${String(error)}`);
        response.destroy();
      });
    });
  }

  /** @param port 0 for any that is free. @returns where it listens */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the sandbox has no port');
    this.origin = `http://127.0.0.1:${address.port}`;
    return this.origin;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.origin);
    const type = request.headers['content-type'] ?? '';
    const body = await bodyOf(request);
    if (pathname.startsWith(UPLOAD_PATH)) {
      const id = pathname.slice(UPLOAD_PATH.length);
      const bytes = await orRefusal(bytesOf(body, type));
      const wanted = { method: 'upload', channel: null, input: new Arguments(new Map([['file', id]])) };
      this.respond(response, wanted, () => this.upload(id, orThrow(bytes)));
    } else if (pathname.startsWith(API_PATH)) {
      const read = await orRefusal(argumentsOf(body, type, searchParams));
      const wanted = this.wantedBy(pathname.slice(API_PATH.length), read);
      this.respond(response, wanted, () => {
        orThrow(read);
        return this.call(wanted, tokenOf(request, wanted.input));
      });
    } else {
      http(404, 'Not Found', 'not found').deliver(response);
    }
  }

  private wantedBy(method: string, read: Arguments | Refusal): Wanted {
    const input = read instanceof Refusal ? new Arguments(new Map()) : read;
    const named = this.parts.methods.get(method)?.channel;
    const reference = named ? input.text(named) : null;
    const known = reference === null ? null : this.parts.context.workspace.channel(reference);
    return { method, channel: known?.id ?? reference, input };
  }

  /** Does what is wanted unless a fault keeps it from happening, and answers what the fault leaves of the answer. */
  private respond(response: ServerResponse, { method, channel, input }: Wanted, act: () => Answer): void {
    const fault = this.parts.faults.strike({ method, channel });
    const happens = fault === null || fault.kind === 'lost-answer' || fault.takesEffect === true;
    const outcome = happens ? attempt(act) : NOTHING;
    const answer = fault === null ? outcome : answerOf(fault);
    this.parts.calls.push({
      at: this.parts.clock.elapsed() - this.startedAt,
      method,
      channel,
      arguments: input.all,
      done: outcome.name === OK,
      answer: answer.name,
    });
    answer.deliver(response);
  }

  /** @throws Refusal */
  private call({ method: name, channel, input }: Wanted, token: string | null): Answer {
    const { methods, context, scopes, rates, clock } = this.parts;
    const method = methods.get(name);
    if (!method) {
      context.complain(`sandbox: Slack has no method ${name} here`);
      throw new Refusal('unknown_method', { req_method: name });
    }
    this.authorize(token, method);
    const wait = method.rate && rates?.waitFor(name, channel, method.rate, clock.elapsed());
    if (wait) return tooMany(wait);
    const result = method.handle(input, { ...context, origin: this.origin });
    return json({ ok: true, ...result }, OK, {
      'x-oauth-scopes': scopes.join(','),
      ...(method.scope !== null && { 'x-accepted-oauth-scopes': method.scope }),
    });
  }

  private authorize(token: string | null, { scope }: Method): void {
    if (token === null) throw new Refusal('not_authed');
    const state = this.parts.tokens.get(token) ?? 'invalid_auth';
    if (state !== 'valid') throw new Refusal(state);
    if (scope !== null && !this.parts.scopes.includes(scope)) {
      throw new Refusal('missing_scope', { needed: scope, provided: this.parts.scopes.join(',') });
    }
  }

  private upload(id: string, bytes: Buffer): Answer {
    if (this.parts.uploads.receive(id, bytes)) return http(200, `OK - ${bytes.length}`, OK);
    return http(400, 'Bad Request', 'http 400');
  }
}

interface Wanted {
  readonly method: string;
  readonly channel: string | null;
  readonly input: Arguments;
}

const OK = 'ok';
const NOTHING: Answer = { name: 'nothing', deliver: () => {} };

function answerOf(fault: SlackFault): Answer {
  switch (fault.kind) {
    case 'lost-answer':
      return { name: fault.kind, deliver: (response) => response.destroy() };
    case 'refused':
      return { name: fault.kind, deliver: (response) => response.socket?.resetAndDestroy() };
    case 'hang':
      return { ...NOTHING, name: fault.kind };
    case 'error-500':
      return http(500, '<html><body>Server Error</body></html>', fault.kind);
    case 'garbage':
      return http(200, '<html><body>It works!</body></html>', fault.kind);
    case 'ratelimited':
      return tooMany(fault.retryAfter);
    case 'error':
      return refused(new Refusal(fault.error));
  }
}

function attempt(act: () => Answer): Answer {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}

/** What cannot be read is refused where the request is answered, not where it is read. */
async function orRefusal<T>(reading: Promise<T>): Promise<T | Refusal> {
  return await reading.catch((error: unknown) => {
    if (error instanceof Refusal) return error;
    throw error;
  });
}

function orThrow<T>(read: T | Refusal): T {
  if (read instanceof Refusal) throw read;
  return read;
}

function refused({ error, more }: Refusal): Answer {
  return json({ ok: false, error, ...more }, error);
}

/** @param retryAfter seconds; `null`: the header is missing */
function tooMany(retryAfter: number | null): Answer {
  const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
  return json({ ok: false, error: 'ratelimited' }, 'ratelimited', headers, 429);
}

type Headers = Readonly<Record<string, string>>;

function json(value: object, name: string, headers: Headers = {}, status = 200): Answer {
  return http(status, JSON.stringify(value), name, {
    ...headers,
    'content-type': 'application/json; charset=utf-8',
  });
}

function http(status: number, body: string, name: string, headers: Headers = {}): Answer {
  return { name, deliver: (response) => response.writeHead(status, headers).end(body) };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** In the header, or as an argument. */
function tokenOf({ headers }: IncomingMessage, input: Arguments): string | null {
  return /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? input.text('token');
}

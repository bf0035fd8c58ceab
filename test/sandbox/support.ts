/** A sandbox for a test file, and ways to talk to it. Everything is closed after the file. */
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';

const open: (() => unknown)[] = [];

afterAll(async () => {
  await Promise.all(open.splice(0).map(async (close) => await close()));
});

export const ACCOUNT_ID = '123456789012';
export const HOME = 'us-east-1';
const KEY = { accessKeyId: 'AKIDSANDBOX', secretAccessKey: 'sandbox' };

type Region = Extract<SandboxOptions['account'], object>['regions'][string];

/** An account of one Region. */
export function home(region: Region): SandboxOptions['account'] {
  return { accountId: ACCOUNT_ID, regions: { [HOME]: region } };
}

export async function start(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox({ complain: () => {}, ...options });
  open.push(() => sandbox.close());
  return sandbox;
}

/** What an SDK client needs to talk to the sandbox. It asks once: a refusal is what is tested. */
export function to({ endpoint }: Sandbox, region = HOME) {
  return { endpoint, region, credentials: KEY, maxAttempts: 1 };
}

export function closing<Client extends { destroy(): void }>(client: Client): Client {
  open.push(() => client.destroy());
  return client;
}

/** What the SDK throws for a refusal, for `toMatchObject`. */
export function refusal(name: string, httpStatusCode: number, more: object = {}) {
  return { name, $metadata: { httpStatusCode }, ...more };
}

export interface Page<Item> {
  readonly items: readonly Item[] | undefined;
  readonly next: string | undefined;
}

/** Every page that `ask` gives, following its tokens. */
export async function pagesOf<Item>(ask: (token: string | undefined) => Promise<Page<Item>>): Promise<Item[][]> {
  const pages: Item[][] = [];
  let token: string | undefined;
  do {
    const { items = [], next } = await ask(token);
    pages.push([...items]);
    token = next;
  } while (token !== undefined && pages.length < 100);
  return pages;
}

export function sizesOf(pages: readonly (readonly unknown[])[]): number[] {
  return pages.map((page) => page.length);
}

export interface RawRequest {
  /** The name that the signature carries; none: not signed. */
  readonly service?: string;
  readonly region?: string;
  readonly accessKeyId?: string;
  readonly path?: string;
  /** A POST with this body. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
}

/** A request as no SDK would send it. */
export async function raw({ endpoint }: Sandbox, request: RawRequest): Promise<{ response: Response; text: string }> {
  const { service, region = HOME, accessKeyId = KEY.accessKeyId, path = '/', body, headers = {} } = request;
  const scope = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261120/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const response = await fetch(`${endpoint}${path}`, {
    headers: { ...headers, ...(service === undefined ? {} : { authorization: scope }) },
    ...(body === undefined ? {} : { method: 'POST', body }),
  });
  return { response, text: await response.text() };
}

/** Both clocks stand still until they are moved. */
export class HandClock {
  ms = 0;
  constructor(private readonly epoch = Date.parse('2026-11-20T12:00:00Z')) {}
  now(): Date {
    return new Date(this.epoch + this.ms);
  }
  elapsed(): number {
    return this.ms;
  }
}

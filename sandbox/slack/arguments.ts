/** What a request asks for: the client sends a form whose longer values are JSON. */
import * as z from 'zod';
import { Refusal, refusalNaming } from './refusal';

export class Arguments {
  constructor(private readonly values: ReadonlyMap<string, string>) {}

  get all(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.values);
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  text(name: string): string | null {
    return this.values.get(name) ?? null;
  }

  required(name: string): string {
    const value = this.values.get(name);
    if (value === undefined || value === '') {
      throw refusalNaming('invalid_arguments', [`missing required field: ${name} [json-pointer:/${name}]`]);
    }
    return value;
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(this.values.get(name) ?? '');
  }

  /** @throws Refusal for text that is not JSON */
  json(name: string, error: string): unknown {
    try {
      const value: unknown = JSON.parse(this.required(name));
      return value;
    } catch (problem) {
      if (problem instanceof Refusal) throw problem;
      throw new Refusal(error);
    }
  }
}

/** @param body a form, JSON, or none. @throws Refusal for another kind */
export async function argumentsOf(body: Buffer, contentType: string, query: URLSearchParams): Promise<Arguments> {
  const values = new Map(query);
  const [type = ''] = contentType.split(';');
  switch (type.trim().toLowerCase()) {
    case 'application/json':
      for (const [name, value] of Object.entries(jsonObject(body))) {
        if (value !== null) values.set(name, typeof value === 'string' ? value : JSON.stringify(value));
      }
      break;
    case 'application/x-www-form-urlencoded':
    case '':
      for (const [name, value] of new URLSearchParams(body.toString('utf8'))) values.set(name, value);
      break;
    case 'multipart/form-data':
      for (const [name, value] of await formOf(body, contentType)) {
        if (typeof value === 'string') values.set(name, value);
      }
      break;
    default:
      throw new Refusal('invalid_post_type');
  }
  return new Arguments(values);
}

/** The bytes of an upload: the only file of a form, or the whole body. */
export async function bytesOf(body: Buffer, contentType: string): Promise<Buffer> {
  if (!contentType.startsWith('multipart/form-data')) return body;
  for (const value of (await formOf(body, contentType)).values()) {
    if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer());
  }
  throw new Refusal('invalid_form_data');
}

async function formOf(body: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new Refusal('invalid_form_data');
  }
}

function jsonObject(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return z.record(z.string(), z.unknown()).parse(value);
  } catch {
    throw new Refusal('invalid_json');
  }
}

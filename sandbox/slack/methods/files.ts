/**
 * Files in three steps, as `client.filesUploadV2` takes them: https://docs.slack.dev/reference/methods/files.getUploadURLExternal,
 * the bytes, …/files.completeUploadExternal
 */
import * as z from 'zod';
import type { Arguments } from '../arguments';
import { TIER_4 } from '../rates';
import { Refusal, refusalNaming } from '../refusal';
import { BOT, EMPTY, type SlackChannel, type SlackFile } from '../workspace';
import { threadOf } from './chat';
import { channelWithId, type Context, type Method, refuseArguments } from './method';

export const UPLOAD_PATH = '/upload/v1/';

export class Uploads {
  /** Announced, and not complete yet. */
  private readonly open = new Map<string, { readonly name: string; readonly length: number; content: Buffer | null }>();
  private count = 0;

  announce(name: string, length: number): string {
    this.count += 1;
    const id = `F${String(this.count).padStart(10, '0')}`;
    this.open.set(id, { name, length, content: null });
    return id;
  }

  /** @returns whether the bytes are those that were announced; what Slack makes of others is not documented */
  receive(id: string, content: Buffer): boolean {
    const upload = this.open.get(id);
    if (upload?.length !== content.length) return false;
    upload.content = content;
    return true;
  }

  /** "This method can only be called once." */
  complete(wanted: readonly { readonly id: string; readonly title?: string | undefined }[]): SlackFile[] {
    const files = wanted.map(({ id, title }) => {
      const upload = this.open.get(id);
      if (!upload?.content) throw new Refusal('file_not_found');
      return { id, name: upload.name, title: title ?? upload.name, content: upload.content };
    });
    for (const { id } of files) this.open.delete(id);
    return files;
  }
}

export function fileMethods(uploads: Uploads): Readonly<Record<string, Method>> {
  return {
    'files.getUploadURLExternal': {
      scope: 'files:write',
      rate: TIER_4,
      channel: null,
      handle(input, { origin }) {
        const [name, length] = [input.text('filename'), Number(input.text('length'))];
        if (!name || !Number.isInteger(length) || length < 1) throw new Refusal('missing_argument');
        const id = uploads.announce(name, length);
        return { upload_url: `${origin}${UPLOAD_PATH}${id}`, file_id: id };
      },
    },
    'files.completeUploadExternal': {
      scope: 'files:write',
      rate: TIER_4,
      channel: 'channel_id',
      handle(input, context) {
        refuseArguments(input, ['blocks', 'channels'], context);
        const channel = destinationOf(input, context);
        const threadTs = threadOf(input);
        const files = uploads.complete(filesOf(input));
        // Without a channel the file stays private.
        if (channel !== null) {
          context.workspace.post(channel.id, BOT.user, {
            ...EMPTY,
            text: input.text('initial_comment') ?? '',
            threadTs,
            files,
          });
        }
        // Slack shares in its own time: the answer does not know the message (python-slack-sdk#1575).
        return { files: files.map(({ id, name, title }) => ({ id, name, title, channels: [], shares: {} })) };
      },
    },
  };
}

/** bolt-js#2115 has the pattern. */
const CHANNEL_ID = /^[CGDZ][A-Z0-9]{8,}$/;

function destinationOf(input: Arguments, context: Context): SlackChannel | null {
  const id = input.text('channel_id');
  if (id === null) return null;
  if (!CHANNEL_ID.test(id)) {
    throw refusalNaming('invalid_arguments', [
      `input must match regex pattern: ${CHANNEL_ID.source} [json-pointer:/channel_id]`,
    ]);
  }
  const channel = channelWithId(id, context);
  if (channel.archived) throw new Refusal('is_archived');
  return channel;
}

const wanted = z.array(z.looseObject({ id: z.string(), title: z.string().optional() })).min(1);

function filesOf(input: Arguments): z.infer<typeof wanted> {
  const files = wanted.safeParse(input.json('files', 'invalid_arguments'));
  if (!files.success) throw new Refusal('invalid_arguments');
  return files.data;
}

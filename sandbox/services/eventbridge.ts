/**
 * EventBridge: events on the default bus. Nothing listens there; what arrives is kept.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 *
 * What is wrong with an entry is told in its place in the answer, which is a success. The words are those that localstack
 * recorded of AWS (tests/aws/services/events/test_events.snapshot.json, December 2024), except where something else is said.
 * Meanwhile the documentation has it that a request fails as a whole if none of its entries has all that is required.
 */
import { randomUUID } from 'node:crypto';
import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { jsonWords, type Place, say, type Service, textIn } from '../service';
import { awsJson } from '../wire/json';
import { type CallContext, NotInTheSandbox, on } from '../wire/operation';
import { asObject } from '../wire/wire';
import { offlineConfig } from './client-config';

/** An event as whoever listens to the bus would see it. */
export interface SandboxEvent {
  readonly id: string;
  /** To the second, as in `2026-11-20T12:00:00Z`. */
  readonly time: string;
  readonly region: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources: readonly string[];
}

const MAX_ENTRIES = 10;
const MAX_DETAIL_TYPE = 128;
/**
 * The entries of a request must together be "less than" this. It is 1 MB since January 29, 2026
 * (https://aws.amazon.com/blogs/compute/more-room-to-build-serverless-services-now-support-payloads-up-to-1-mb), but the
 * guide of the China Regions was still seen with 256 KB, and what is smaller arrives everywhere:
 * https://docs.amazonaws.cn/en_us/eventbridge/latest/userguide/eb-putevent-size.html, which also says how it is measured.
 */
const TOO_MANY_BYTES = 262_144;
const TIME_BYTES = 14;
const DEFAULT_BUS = 'default';

const words = { ...jsonWords, internal: ['InternalException', 500] } as const;
const jsonObject = z.record(z.string(), z.unknown());

/**
 * @param arrived filled with the events that were accepted
 * @param fails whether the next entry fails through no fault of its own
 */
export function eventBridge(
  place: Omit<Place, 'region'>,
  arrived: SandboxEvent[],
  fails: (region: string) => boolean,
): Service {
  const busOf = (entry: object | undefined, region: string): string => {
    const name = textIn(entry ?? {}, 'EventBusName') || DEFAULT_BUS;
    return name.startsWith('arn:')
      ? name
      : `arn:${place.partition}:events:${region}:${place.accountId}:event-bus/${name}`;
  };
  const put = (entry: PutEventsRequestEntry, { region, now }: CallContext): PutEventsResultEntry => {
    const read = readable(entry);
    if ('ErrorCode' in read) return read;
    if (fails(region)) return { ErrorCode: 'InternalFailure', ErrorMessage: 'Internal failure' };
    const id = randomUUID();
    const time = `${(entry.Time ?? now).toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length)}Z`;
    // There is no other bus, and AWS accepts what it then throws away: https://github.com/aws/aws-sdk-java-v2/issues/3155
    if (busOf(entry, region) === busOf(undefined, region)) {
      arrived.push({ id, time, region, ...read, resources: entry.Resources ?? [] });
    }
    return { EventId: id };
  };

  return {
    name: 'eventbridge',
    signingName: 'events',
    wire: awsJson(new EventBridgeClient(offlineConfig).config.protocol),
    words,
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
    permission: ({ operation, input, place: { region } }) => ({
      action: `events:${operation}`,
      resource: busOf(entriesIn(input)[0], region),
    }),
    operations: [
      on(
        PutEventsCommand,
        ({ Entries = [] }, context) => {
          const { region } = context;
          const buses = new Set(Entries.map((entry) => busOf(entry, region)));
          for (const resource of [...buses].slice(1)) context.need({ action: 'events:PutEvents', resource });
          if (Entries.length < 1) throw wrongLength('entries', 'greater than or equal to 1');
          if (Entries.length > MAX_ENTRIES) throw wrongLength('entries', `less than or equal to ${MAX_ENTRIES}`);
          if (Entries.some(({ EventBusName }) => EventBusName === '')) {
            throw wrongLength('eventBusName', 'greater than or equal to 1');
          }
          if (Entries.some(({ TraceHeader }) => TraceHeader !== undefined)) throw new NotInTheSandbox('TraceHeader');
          if (Entries.reduce((sum, entry) => sum + bytesOf(entry), 0) >= TOO_MANY_BYTES) {
            throw say(words.invalid, 'Total size of the entries in the request is over the limit.');
          }
          const results = Entries.map((entry) => put(entry, context));
          return {
            FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length,
            Entries: results,
          };
        },
        ['EndpointId'],
      ),
    ],
  };
}

/** AWS also repeats the whole value. */
const wrongLength = (member: string, constraint: string) =>
  say(
    words.invalid,
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length ${constraint}`,
  );

/** Of an input that was not yet found to be one. */
function entriesIn(input: object): readonly object[] {
  const entries: unknown = Reflect.get(input, 'Entries');
  return Array.isArray(entries) ? entries.map(asObject) : [];
}

function bytesOf({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: PutEventsRequestEntry): number {
  const text = [Source, DetailType, Detail, ...Resources].join('');
  return Buffer.byteLength(text) + (Time === undefined ? 0 : TIME_BYTES);
}

interface Refused {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

function readable(entry: PutEventsRequestEntry): Pick<SandboxEvent, 'source' | 'detailType' | 'detail'> | Refused {
  const { Source: source = '', DetailType: detailType = '', Detail = '' } = entry;
  if (source === '') return wrongArgument('Source', 'Source is a required argument.');
  if (detailType === '') return wrongArgument('DetailType', 'DetailType is a required argument.');
  if (Detail === '') return wrongArgument('Detail', 'Detail is a required argument.');
  // "With a maximum of 128 characters"; that it fails the entry was seen, in which words was not:
  // https://github.com/segmentio/action-destinations/pull/2828
  if (detailType.length > MAX_DETAIL_TYPE) {
    return wrongArgument('DetailType', `DetailType must have at most ${MAX_DETAIL_TYPE} characters.`);
  }
  // Seen in several reports.
  if (source.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  const detail = objectIn(Detail);
  return detail
    ? { source, detailType, detail }
    : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

function wrongArgument(name: string, reason: string): Refused {
  return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${name} is not valid. Reason: ${reason}` };
}

/** `null` for a text that is no JSON, and for JSON that is no object. */
function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return jsonObject.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The account's event bus: where other programs follow the incidents, without Slack. */
import { EventBridgeClient, PutEventsCommand, type PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { EVENT_SOURCE, EVENT_TYPE, type IncidentEvent } from '../domain/incident-event';
import { sdkConfig } from '../domain/sdk-config';

export interface EventBus {
  /** @returns for each event `null` when the bus has it, else why not @throws what EventBridge refuses as a whole */
  put(events: readonly IncidentEvent[]): Promise<(string | null)[]>;
  close(): void;
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const EVENTS_A_REQUEST = 10;

/** @param bus the name of the bus */
export function openEventBus(bus: string): EventBus {
  const client = new EventBridgeClient(sdkConfig());
  return {
    put: async (events) => {
      const { Entries = [] } = await client.send(
        new PutEventsCommand({
          Entries: events.map((event) => ({
            EventBusName: bus,
            Source: EVENT_SOURCE,
            DetailType: EVENT_TYPE,
            Time: new Date(event.at),
            Detail: JSON.stringify(event),
          })),
        }),
      );
      return events.map((_, index) => refusalOf(Entries[index]));
    },
    close: () => client.destroy(),
  };
}

/** The request as a whole may succeed while single events fail. */
function refusalOf(entry: PutEventsResultEntry | undefined): string | null {
  if (!entry) return 'an answer without this event';
  return entry.EventId === undefined ? `${entry.ErrorCode}: ${entry.ErrorMessage}` : null;
}

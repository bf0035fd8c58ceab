/** What a message says of itself to programs: it comes back with the channel's history. */
import type { Incident } from '../../domain/incident';
import type { Message } from '../../domain/message';
import { brief } from './words';

type Metadata = Message['metadata'];

export function incidentMetadata({
  fingerprint,
  episode,
  seq,
  version,
  state,
  accountId,
  region,
  subject,
}: Incident): Metadata {
  return {
    event_type: 'headroom_incident',
    event_payload: {
      fingerprint,
      episode,
      seq,
      version,
      state,
      account: brief(accountId, 40),
      region: brief(region, 30),
      kind: subject.kind,
      subject: brief(subject.id, 100),
    },
  };
}

export function togetherMetadata(type: 'digest' | 'welcome', counts: Readonly<Record<string, number>>): Metadata {
  return { event_type: `headroom_${type}`, event_payload: counts };
}

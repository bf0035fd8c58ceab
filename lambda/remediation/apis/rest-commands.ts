/** Commands for REST APIs. What they change is live only with the next deployment of a stage. */
import { type Words, words } from '../../domain/words';
import { sh } from '../shell';
import type { Export, Place } from './commands';

export function exportRest(list: 'resources' | 'authorizers', { apiId, region }: Place): Export {
  const embedded = list === 'resources' ? ' --embed methods' : '';
  return {
    what: list,
    command: sh`aws apigateway ${`get-${list}`} --rest-api-id ${apiId} --region ${region}` + embedded,
  };
}

export function deleteResource(id: string, { apiId, region }: Place): string {
  return sh`aws apigateway delete-resource --rest-api-id ${apiId} --resource-id ${id} --region ${region}`;
}

/** A stage of a REST API always serves a snapshot. */
export const AFTER_DEPLOYMENT: Words = words`The count falls at once; what is live changes with the next deployment, which also brings every other change since the last one: deploy to a stage that you can test first`;

/**
 * The request counts of API Gateway's APIs as CloudWatch has them: which series they are.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html
 */
import type { HttpOrWebSocketApi, RestApi } from './resources';
import type { Series } from './series';

export const API_GATEWAY = 'AWS/ApiGateway';

/**
 * REST metrics are keyed by the API's *name*: APIs of one name share their series. "API Gateway removes non-ASCII characters
 * from the ApiName dimension […]. If the APIName contains no ASCII characters, the API ID is used as the ApiName." Nothing
 * but spaces cannot be a dimension either.
 */
export function metricName({ id, name }: Pick<RestApi, 'id' | 'name'>): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]/g, '');
  return ascii.trim() === '' ? id : ascii;
}

/** AWS says of Count that "the SampleCount statistic represents this metric": each request is a sample of 1, so Sum is the same. */
export function restSeries(name: string, more: Readonly<Record<string, string>> = {}): Series {
  return { namespace: API_GATEWAY, metric: 'Count', dimensions: { ApiName: name, ...more }, statistic: 'Sum' };
}

/** For WebSocket APIs connections and messages both spend the account's rate. */
export function apiSeries(
  { id, protocol }: Pick<HttpOrWebSocketApi, 'id' | 'protocol'>,
  more: Readonly<Record<string, string>> = {},
): Series[] {
  const metrics = protocol === 'WEBSOCKET' ? ['ConnectCount', 'MessageCount'] : ['Count'];
  return metrics.map((metric) => ({
    namespace: API_GATEWAY,
    metric,
    dimensions: { ApiId: id, ...more },
    statistic: 'Sum',
  }));
}

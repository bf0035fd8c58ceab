/** What CloudWatch would bill of GetMetricData. */
import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage } from 'node:http';
import * as z from 'zod';

const GetMetricDataBody = z.object({ MetricDataQueries: z.array(z.unknown()) });

/**
 * What GetMetricData is billed by: the metrics of each request, counted where the sandbox receives it. A further page of the same
 * answer is counted again: whether AWS does so is not documented, and this errs on the dear side.
 */
export function countQueries(): { count: number } {
  const queries = { count: 0 };
  subscribe('http.server.request.start', (message) => {
    if (typeof message !== 'object' || message === null || !('request' in message)) return;
    const { request } = message;
    if (!(request instanceof IncomingMessage)) return;
    if (!String(request.headers['x-amz-target']).endsWith('.GetMetricData')) return;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      queries.count += GetMetricDataBody.parse(JSON.parse(Buffer.concat(chunks).toString())).MetricDataQueries.length;
    });
  });
  return queries;
}

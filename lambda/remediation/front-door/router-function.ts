/**
 * A CloudFront Function that picks the origin, segment by segment: the only front door that can cut behind a parameter.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html: viewer requests only,
 * JavaScript runtime 2.0, the import in the first line, origins by the id that they have in the distribution; not for origins with
 * mutual TLS. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html: at most 10 KB.
 */
import { plural } from '../../domain/format';
import { words } from '../../domain/words';
import type { Assignment, FrontDoor as Dispatch, PrefixRule } from '../split';
import { routerStack } from './cdk';
import { type Considered, type FrontDoorFacts, leftOf, unfit } from './facts';
import { jsString } from './literals';
import { originOf, TODAY } from './names';

const MOST_BYTES = 10 * 1024;

export function considerFunction({ rules, groups }: Assignment, facts: FrontDoorFacts): Considered {
  const source = routerSource(rules, groups.length);
  // ASCII: as many bytes as characters.
  if (source.length > MOST_BYTES) {
    return unfit(
      words`It would be ${kilobytes(source.length)}, and a CloudFront Function may have ${kilobytes(MOST_BYTES)}`,
    );
  }
  if (groups.length > leftOf(facts, 'origins')) {
    return unfit(words`${plural(groups.length, 'origin')} are more than the distribution may have`);
  }
  return {
    status: 'fits',
    summary: words`a CloudFront Function of ${kilobytes(source.length)} (of ${kilobytes(MOST_BYTES)}) with ${plural(rules.length, 'rule')}`,
    dispatch: routerDoor(rules),
    cautions: [
      words`The function runs at every request of the distribution, and costs by request`,
      words`A path with percent-encoded letters is another path to it: such a request goes to today’s API, as one that no rule names`,
    ],
    artefacts: [
      {
        name: 'front-door.js',
        language: 'js',
        title: `The CloudFront Function, ${kilobytes(source.length)}, for viewer requests`,
        text: source,
      },
      { name: 'front-door.ts', language: 'ts', title: 'The distribution as CDK', text: routerStack(groups.length) },
    ],
  };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

/** What the source does, on the same table. */
export function routerDoor(rules: readonly PrefixRule[]): Dispatch {
  return (path) => {
    const segments = path.split('/').slice(1);
    const rule = rules.find(
      ({ prefix }) =>
        prefix.length <= segments.length && prefix.every((part, index) => part === null || part === segments[index]),
    );
    return rule?.group ?? TODAY;
  };
}

/** Nothing is looked up by a name of others: texts are compared, so `constructor` is a text like any other. */
export function routerSource(rules: readonly PrefixRule[], apis: number): string {
  const origins = Array.from({ length: apis - 1 }, (_, index) => jsString(originOf(index + 1)));
  const table = rules.map(({ prefix, group }) => {
    const segments = prefix.map((segment) => (segment === null ? '0' : jsString(segment)));
    return `  [${[String(group), ...segments].join(', ')}],\n`;
  });
  return `import cf from 'cloudfront';
// Proposed by Headroom, which deployed none of it. A CloudFront Function for viewer requests, JavaScript runtime 2.0.

// Ids of origins of the distribution. The first stands for the origin of the behaviour: today's API.
const origins = [${["''", ...origins].join(', ')}];

// The first that matches counts: an index into origins, then the segments of the path; 0 is any one segment.
const rules = [
${table.join('')}];

function handler(event) {
  const request = event.request;
  const path = request.uri.split('/');
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i];
    let at = 1;
    while (at < rule.length && at < path.length && (rule[at] === 0 || rule[at] === path[at])) at++;
    if (at === rule.length) {
      if (rule[0] > 0) cf.selectRequestOriginById(origins[rule[0]]);
      break;
    }
  }
  return request;
}
`;
}

/**
 * Routing rules of a custom domain, for REST APIs: by priority, and the path can stay as it is.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html and rest-api-routing-mode.html: one base
 * path for a rule, case-sensitive, below 128 characters; priorities 1 to 1,000,000, the lowest first; only REST APIs, and not on a
 * domain with mappings to both REST and HTTP APIs. The command: https://docs.aws.amazon.com/cli/latest/reference/apigatewayv2/create-routing-rule.html
 */
import { plural } from '../../domain/format';
import { code, words } from '../../domain/words';
import type { Assignment, FrontDoor as Dispatch } from '../split';
import { comment, script, sh } from '../shell';
import { type Considered, defaults, type FrontDoorFacts, leftOf, unfit, withoutDomain } from './facts';
import { variables } from './mappings';
import { isLiteral, type LiteralRule, prefixText } from './names';
import { routerDoor } from './router-function';

/** Room between two rules for others that come later. */
const GAP = 10;
const LONGEST = 127;

export function considerRoutingRules(assignment: Assignment, facts: FrontDoorFacts): Considered {
  if (facts.apiType !== 'rest-api') return unfit(words`Routing rules lead to REST APIs only`);
  const behind = assignment.rules.find((rule) => !isLiteral(rule));
  if (behind !== undefined) {
    return unfit(words`A routing rule cannot cut behind a parameter: ${code(prefixText(behind.prefix))}`);
  }
  const rules = assignment.rules.filter(isLiteral);
  const long = rules.find((rule) => basePathOf(rule).length > LONGEST);
  if (long !== undefined) return unfit(words`${code(basePathOf(long))} is longer than ${LONGEST} characters`);
  const left = leftOf(facts, 'routingRules');
  if (rules.length > left) {
    return unfit(words`${plural(rules.length, 'rule')} are needed, and the domain may have ${left} more`);
  }
  const domainless = withoutDomain(facts);
  if (domainless !== null) return domainless;
  return {
    status: 'fits',
    summary: words`${plural(rules.length, 'routing rule')} of ${defaults.routingRules}, which leave the path as it is`,
    dispatch: routingDoor(rules),
    cautions: [
      words`Routing rules do not work on a domain that has mappings to both REST and HTTP APIs`,
      words`The commands set the domain to ${code('ROUTING_RULE_THEN_API_MAPPING')}: what no rule takes stays with the mappings of today`,
    ],
    artefacts: [
      { name: 'routing-rules.sh', language: 'sh', title: 'The routing rules as commands', text: commandsFor(rules) },
    ],
  };
}

const basePathOf = ({ prefix }: LiteralRule): string => prefix.join('/');

/** By priority, on whole segments. */
export function routingDoor(rules: readonly LiteralRule[]): Dispatch {
  return routerDoor(rules);
}

function commandsFor(rules: readonly LiteralRule[]): string {
  return script([
    ...variables(rules),
    '',
    'aws apigatewayv2 update-domain-name --domain-name "$DOMAIN" --routing-mode ROUTING_RULE_THEN_API_MAPPING',
    '',
    comment('Longest first: a rule with a lower priority is tried before the others.'),
    ...rules.map((rule, index) => {
      const conditions = JSON.stringify([{ MatchBasePaths: { AnyOf: [basePathOf(rule)] } }]);
      return sh`aws apigatewayv2 create-routing-rule --domain-name "$DOMAIN" --priority ${(index + 1) * GAP} --conditions ${conditions} --actions "InvokeApi={ApiId=$API_${rule.group + 1},Stage=$STAGE,StripBasePath=false}"`;
    }),
  ]);
}

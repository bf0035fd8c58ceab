/**
 * Region and account as choices above the dashboard. A pattern variable replaces its pattern in the whole body before
 * anything is asked, so the text that stands there by itself has to mean "all". CloudWatch documents no value for that; what
 * follows needs none:
 *
 * - In SEARCH an unquoted word without a property "matches a single token generated from a metric name, namespace, dimension
 *   name, or dimension value", whatever its case. So REGION finds the name of the dimension Region, which every series has,
 *   and `eu-west-1` only the series with these tokens in a row. (A resource with another Region in its name is found too.)
 * - In Logs Insights the field stands behind the same word, and `(?i)` makes the word match whatever its case.
 *
 * How sure: both rules are documented (search-expression-syntax.html, CWL_QuerySyntax-Filter.html), and so is a `select` with
 * `values` and one of them as `defaultValue`; that all works together is not tried on a real account, nor that patterns are
 * matched by case. A property variable is no choice: it changes dimensions of single metrics, and we have only searches.
 *
 * The accounts of an organization come and go without a deployment, so their values are found by a search in the metrics (`search`
 * and `populateFrom`, as in aws-cdk-lib's `Values.fromSearch`). These have no "all": the default is the pattern itself, which means
 * "all" like above. That the console takes a default which the search has not found, and shows it, is not tried; whoever has chosen an
 * account comes back to all of them by opening the dashboard anew.
 */
import type { Variable } from './body';
import type { Settings } from '../lambda/domain/settings';
import { logFields, metrics, NAMESPACE } from '../lambda/domain/telemetry';

/** In upper case only where it is to be replaced. */
const patterns = { region: 'REGION', account: 'ACCOUNT' } as const;

export interface Choices {
  /** The Regions to choose from; they may be CDK tokens. */
  readonly regions: readonly string[];
  readonly accounts: readonly string[];
}

/** Then the account is named where the Region is. */
export function isOfMany({ organization }: Pick<Settings, 'organization'>, { accounts }: Choices): boolean {
  return organization !== null || accounts.length > 1;
}

export function variables({ regions, accounts, settings }: Choices & { readonly settings: Settings }): Variable[] {
  return [
    variable('region', 'Region', patterns.region, 'All Regions', regions),
    settings.organization === null
      ? variable('account', 'Account', patterns.account, 'All accounts', accounts)
      : accountsFound(),
  ];
}

function accountsFound(): Variable {
  const { name, dimensions } = metrics.utilization;
  return {
    type: 'pattern',
    pattern: patterns.account,
    inputType: 'select',
    id: 'account',
    label: 'Account',
    defaultValue: patterns.account,
    visible: true,
    search: `{${[NAMESPACE, ...dimensions].join(',')}} MetricName="${name}"`,
    populateFrom: 'Account',
  };
}

function variable(id: string, label: string, pattern: string, all: string, values: readonly string[]): Variable {
  return {
    type: 'pattern',
    pattern,
    inputType: 'select',
    id,
    label,
    defaultValue: pattern,
    visible: true,
    values: [{ label: all, value: pattern }, ...values.map((value) => ({ label: value, value }))],
  };
}

/** The words of a SEARCH that leave what was chosen. */
export const chosenInSearch = `${patterns.region} ${patterns.account}`;

/** The condition of a Logs Insights query that leaves what was chosen. */
export const chosenInLogs = [
  `concat("region ", ${logFields.region}) like /(?i)${patterns.region}/`,
  `concat("account ", ${logFields.account}) like /(?i)${patterns.account}/`,
].join(' and ');

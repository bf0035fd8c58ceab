import type { Settings } from '../lambda/domain/settings';
import type { Choices } from './variables';

/** What the dashboard is made of. Strings may be CDK tokens: nothing looks into them. */
export interface DashboardOptions extends Choices {
  /** The home Region, where the metrics, the log and the alarms are. */
  readonly region: string;
  /** The name of the scan's log group. */
  readonly logGroup: string;
  /** The bucket with reports and settings. */
  readonly bucket: string;
  /** The ARNs of the alarms. */
  readonly alarms: readonly string[];
  readonly settings: Settings;
}

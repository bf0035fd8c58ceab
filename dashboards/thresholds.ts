/** The thresholds as lines and coloured bands. They are those of the deployment: a change of the settings moves them at the next. */
import type { Settings } from '../lambda/domain/settings';
import type { Level } from '../lambda/domain/threshold';
import type { Annotation } from './body';

/** Orange and red of CloudWatch's own palette, so that they read as they do on other dashboards. */
export const colours = { warning: '#ff7f0e', critical: '#d62728' } as const;

export function thresholdLines({ thresholds }: Pick<Settings, 'thresholds'>, fill?: 'above'): Annotation[] {
  const { warning, critical } = thresholds.default;
  const line = (value: number, label: string, color: string): Annotation => ({
    value,
    label,
    color,
    ...(fill && { fill }),
  });
  return [
    line(percentOf(warning), 'Warning', colours.warning),
    line(percentOf(critical), 'Critical', colours.critical),
  ];
}

function percentOf(level: Level): number {
  if ('percent' in level) return level.percent;
  throw new Error('the default threshold is a percentage: the schema of the settings takes nothing else');
}

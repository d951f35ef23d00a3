import type { AlertCondition, AlertKind, Channel } from '../api/records';

/** What a rule made here can be about. */
export const KINDS: Record<AlertKind, { name: string; note: string }> = {
  OPERATION_FAILED: { name: 'An operation failed', note: 'Creating, changing or deleting a cluster.' },
  BACKUP_FAILED: { name: 'A backup failed', note: 'Or its trial restore did.' },
  REGION_UNAVAILABLE: { name: 'A region is away', note: 'Its agent has not been heard of.' },
  METRIC: { name: 'A metric passes a threshold', note: 'Of any cluster, for as long as you say.' },
};

/** Metrics of clusters that have a threshold worth an alert. */
export const METRICS: Record<string, string> = {
  busy_ratio: 'Processors in use, 0 to 1',
  memory_ratio: 'Memory in use, 0 to 1',
  storage_ratio: 'Disk in use, 0 to 1',
  search_p99_seconds: 'Seconds for 99 of 100 searches',
  rows: 'Rows',
};

export function conditionText({ kind, metric, comparison, threshold, minutes }: AlertCondition): string {
  if (kind === 'METRIC') {
    return `${metric} is ${comparison === 'BELOW' ? 'below' : 'above'} ${threshold} for ${minutes} min`;
  }
  return kind in KINDS ? KINDS[kind as AlertKind].name : kind.toLowerCase().replaceAll('_', ' ');
}

export function destinationOf({ email, webhook, slack }: Channel): string {
  return email?.addresses.join(', ') ?? webhook?.url ?? slack?.url ?? '';
}

import type { Usage } from '../api/records';

export const PERIODS = { day: 'Last 24 hours', week: 'Last 7 days', month: 'This month' } as const;
export type Period = keyof typeof PERIODS;

const DAY_MS = 86_400_000;

/** Months are those of UTC, as they are metered. */
export function startOf(period: Period, now: Date): Date {
  switch (period) {
    case 'day':
      return new Date(now.getTime() - DAY_MS);
    case 'week':
      return new Date(now.getTime() - 7 * DAY_MS);
    case 'month':
      return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()));
  }
}

export type ClusterUsage = { clusterId: string; unitSeconds: number };

/** One row a cluster, the largest first. */
export function byCluster(usage: Usage): ClusterUsage[] {
  const sums = new Map<string, number>();
  for (const { clusterId, unitSeconds } of usage.items) {
    sums.set(clusterId, (sums.get(clusterId) ?? 0) + unitSeconds);
  }
  return [...sums]
    .map(([clusterId, unitSeconds]) => ({ clusterId, unitSeconds }))
    .sort((a, b) => b.unitSeconds - a.unitSeconds);
}

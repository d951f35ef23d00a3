import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import { searchOf } from '../api/queries';
import type { Usage } from '../api/records';
import { useClustersOf } from '../clusters/queries';
import { useCurrentProject } from '../projects/queries';
import { SelectField } from '../ui/Field';
import { Loaded } from '../ui/Loaded';
import { Empty, Page } from '../ui/Page';
import { byCluster, PERIODS, startOf, type Period } from './period';
import { QuotaTables } from './QuotaTables';
import { UsageTable } from './UsageTable';

const REFRESH_MS = 10_000;

function useUsage(organizationId: string, period: Period) {
  return useQuery({
    queryKey: ['usage', organizationId, period],
    queryFn: async ({ signal }) => {
      const now = new Date();
      const range = { from: startOf(period, now).toISOString(), to: now.toISOString() };
      return (await api.get<Usage>(`/v1/usage${searchOf({ organizationId, ...range })}`, signal)).body;
    },
    refetchInterval: REFRESH_MS,
  });
}

export function UsagePage() {
  const { organizationId } = useCurrentProject();
  const [period, setPeriod] = useState<Period>('month');
  const usage = useUsage(organizationId, period);
  const clusters = useClustersOf(organizationId);
  const names = new Map(clusters.items.map((cluster) => [cluster.id, cluster.name]));

  return (
    <Page
      title="Usage"
      lead="What the clusters of your organisation ran: one unit for one second is a unit-second."
    >
      <SelectField
        label="Period"
        value={period}
        onChange={(event) => setPeriod(event.target.value as Period)}
      >
        {Object.entries(PERIODS).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </SelectField>
      <Loaded query={usage}>
        {() =>
          usage.data!.items.length > 0 ? (
            <UsageTable rows={byCluster(usage.data!)} total={usage.data!.unitSeconds} names={names} />
          ) : (
            <Empty title="Nothing used in this period">
              Running clusters show up here within a minute; suspended ones use nothing.
            </Empty>
          )
        }
      </Loaded>
      <QuotaTables />
    </Page>
  );
}

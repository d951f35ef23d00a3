import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import type { Quotas } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Loaded } from '../ui/Loaded';
import { Table } from '../ui/Table';

const NAMES: Record<string, string> = {
  PROJECTS: 'Projects',
  CLUSTERS: 'Clusters',
  UNITS: 'Units of all replicas',
  API_KEYS: 'API keys',
  MEMBERS: 'Members',
  SERVICE_ACCOUNTS: 'Service accounts',
  PROJECT_ROLES: 'Custom roles',
};

const COLUMNS = [{ name: 'Of' }, { name: 'Used', numeric: true }, { name: 'Limit', numeric: true }];

function useQuotas(path: string) {
  return useQuery({
    queryKey: ['quotas', path],
    queryFn: async ({ signal }) => (await api.get<Quotas>(`/v1/${path}/quotas`, signal)).body,
  });
}

/** What the plan allows, and what this project may have of it. */
export function QuotaTables() {
  const { id, name, organizationId } = useCurrentProject();
  return (
    <>
      <QuotaTable title="Limits of the organization" of={`organizations/${organizationId}`} />
      <QuotaTable title={`Limits of ${name}`} of={`projects/${id}`} />
    </>
  );
}

function QuotaTable({ title, of: path }: { title: string; of: string }) {
  const quotas = useQuotas(path);
  return (
    <div className="stack">
      <h2>{title}</h2>
      <Loaded query={quotas}>
        {() => (
          <Table label={title} columns={COLUMNS}>
            {quotas.data!.items.map(({ quota, used, limit }) => (
              <tr key={quota}>
                <th scope="row">{NAMES[quota] ?? quota}</th>
                <td className="numeric">{used.toLocaleString('en')}</td>
                <td className="numeric">{limit === null ? 'none' : limit.toLocaleString('en')}</td>
              </tr>
            ))}
          </Table>
        )}
      </Loaded>
    </div>
  );
}

import { useState } from 'react';
import type { Deleted } from '../api/records';
import { useProjects } from '../projects/queries';
import { Button } from '../ui/Button';
import { Loaded } from '../ui/Loaded';
import { Empty } from '../ui/Page';
import { MoreButton, Table } from '../ui/Table';
import { Ago, exactTime } from '../ui/Time';
import { useRecycleBin } from './queries';
import { RestoreCluster } from './RestoreCluster';
import { RestoreProject } from './RestoreProject';

const COLUMNS = [
  ...['Name', 'What', 'Deleted', 'Kept until'].map((name) => ({ name })),
  { name: 'Actions', hidden: true },
];

/** What can be brought back of an organisation, and how long. */
export function RecycleBin({ organizationId }: { organizationId: string }) {
  const bin = useRecycleBin(organizationId);
  const [restoring, setRestoring] = useState<Deleted | null>(null);
  const close = () => setRestoring(null);

  return (
    <>
      <Loaded query={bin}>
        {() =>
          bin.items.length > 0 ? (
            <BinTable items={bin.items} onRestore={setRestoring} />
          ) : (
            <Empty title="Nothing here">
              Clusters whose data is kept when they are deleted, and projects, stay here for 30 days. Then
              they are erased. You see what you may bring back: owners all, others what was in projects they
              run.
            </Empty>
          )
        }
      </Loaded>
      <MoreButton list={bin} label="Show more" />
      {restoring?.kind === 'CLUSTER' && <RestoreCluster cluster={restoring} onClose={close} />}
      {restoring?.kind === 'PROJECT' && <RestoreProject project={restoring} onClose={close} />}
    </>
  );
}

type TableProps = { items: Deleted[]; onRestore: (one: Deleted) => void };

function BinTable({ items, onRestore }: TableProps) {
  const projects = useProjects();
  const gone = items.filter(({ kind }) => kind === 'PROJECT');

  function whatIs({ kind, projectId }: Deleted): string {
    if (kind === 'PROJECT') return 'Project';
    const deleted = gone.find(({ id }) => id === projectId);
    if (deleted) return `Cluster of ${deleted.name}, which is deleted`;
    const project = projects.items.find(({ id }) => id === projectId);
    return project ? `Cluster of ${project.name}` : 'Cluster';
  }

  return (
    <Table label="Recently deleted" columns={COLUMNS}>
      {items.map((one) => (
        <tr key={one.id}>
          <th scope="row">{one.name}</th>
          <td>{whatIs(one)}</td>
          <td className="soft">
            <Ago at={one.deletedAt} />
          </td>
          <td>
            <time dateTime={one.purgeAt}>{exactTime(one.purgeAt)}</time>
          </td>
          <td className="numeric">
            {one.kind === 'CLUSTER' && gone.some(({ id }) => id === one.projectId) ? (
              <span className="soft small">Restore its project first</span>
            ) : (
              <Button look="quiet" aria-label={`Restore ${one.name}`} onClick={() => onRestore(one)}>
                Restore
              </Button>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

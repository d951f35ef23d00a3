import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { ApiError } from '../api/problem';
import type { Backup, Cluster } from '../api/records';
import { useCluster } from '../clusters/queries';
import { NotFoundPage } from '../NotFoundPage';
import { Button } from '../ui/Button';
import { Loaded } from '../ui/Loaded';
import { Empty, Page } from '../ui/Page';
import { MoreButton } from '../ui/Table';
import { BackupTable } from './BackupTable';
import { MakeBackup } from './MakeBackup';
import { useBackups } from './queries';
import { RestoreBackup } from './RestoreBackup';
import { Restores } from './Restores';
import { Schedules } from './Schedules';

export function BackupListPage() {
  const { clusterId = '' } = useParams();
  const cluster = useCluster(clusterId);
  if (cluster.error instanceof ApiError && cluster.error.notFound) return <NotFoundPage />;
  return <Loaded query={cluster}>{() => <Backups cluster={cluster.data!.body} />}</Loaded>;
}

function Backups({ cluster }: { cluster: Cluster }) {
  const backups = useBackups(cluster.id);
  const [making, setMaking] = useState(false);
  const [restoring, setRestoring] = useState<Backup | null>(null);
  const some = backups.items.length > 0;
  const make = (
    <Button look="primary" onClick={() => setMaking(true)}>
      Make a backup
    </Button>
  );
  return (
    <Page
      title={`Backups of ${cluster.name}`}
      lead={<Link to={`/projects/${cluster.projectId}/clusters/${cluster.id}`}>Back to the cluster</Link>}
      actions={some && make}
    >
      <Loaded query={backups}>
        {() =>
          some ? (
            <BackupTable backups={backups.items} onRestore={setRestoring} />
          ) : (
            <Empty title="No backup yet" action={make}>
              A backup is the cluster as it is at one moment. It can be restored as another cluster, or its
              collections beside those that the cluster has.
            </Empty>
          )
        }
      </Loaded>
      <MoreButton list={backups} label="Show older" />
      <Restores clusterId={cluster.id} />
      <Schedules clusterId={cluster.id} />
      {making && <MakeBackup clusterId={cluster.id} onClose={() => setMaking(false)} />}
      {restoring && <RestoreBackup cluster={cluster} backup={restoring} onClose={() => setRestoring(null)} />}
    </Page>
  );
}

import { Link, useParams } from 'react-router';
import { ApiError } from '../api/problem';
import type { Versioned } from '../api/client';
import type { Cluster } from '../api/records';
import { NotFoundPage } from '../NotFoundPage';
import { Loaded } from '../ui/Loaded';
import { Page } from '../ui/Page';
import { ClusterFacts } from './ClusterFacts';
import { Connect } from './Connect';
import { DeletedPage } from './DeletedPage';
import { DeleteCluster } from './DeleteCluster';
import { Labels } from './Labels';
import { OperationHistory } from './OperationHistory';
import { useCluster } from './queries';
import { Resize } from './Resize';
import { Restart } from './Restart';
import { Suspension } from './Suspension';
import { Upgrade } from './Upgrade';

export function ClusterPage() {
  const { clusterId = '' } = useParams();
  const cluster = useCluster(clusterId);
  const known = cluster.data?.body;

  if (cluster.error instanceof ApiError && cluster.error.notFound) {
    return known ? <DeletedPage cluster={known} /> : <NotFoundPage />;
  }
  return <Loaded query={cluster}>{() => <ClusterDetail key={clusterId} versioned={cluster.data!} />}</Loaded>;
}

function ClusterDetail({ versioned: { body: cluster, etag } }: { versioned: Versioned<Cluster> }) {
  const going = cluster.state === 'DELETING';
  return (
    <Page
      title={cluster.name}
      lead={<code className="small">{cluster.id}</code>}
      actions={
        !going && (
          <>
            {cluster.engine === 'aerie' && (
              <Link className="button" to="backups">
                Backups
              </Link>
            )}
            <Restart cluster={cluster} />
            <Suspension cluster={cluster} />
          </>
        )
      }
    >
      <ClusterFacts cluster={cluster} />
      {!going && <Connect cluster={cluster} />}
      {!going && <Resize cluster={cluster} etag={etag} />}
      {!going && <Upgrade cluster={cluster} />}
      {!going && <Labels cluster={cluster} etag={etag} />}
      <OperationHistory clusterId={cluster.id} />
      {!going && <DeleteCluster cluster={cluster} etag={etag} />}
    </Page>
  );
}

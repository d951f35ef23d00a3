import { useState } from 'react';
import { Link } from 'react-router';
import type { Cluster } from '../api/records';
import { RestoreCluster } from '../recyclebin/RestoreCluster';
import { Button } from '../ui/Button';
import { Empty, Page } from '../ui/Page';

/** Where a cluster was that somebody looked at; what was kept of it comes back from here. */
export function DeletedPage({ cluster }: { cluster: Cluster }) {
  const [asking, setAsking] = useState(false);
  const project = `/projects/${cluster.projectId}`;
  const kept = cluster.deletionPolicy === 'RETAIN';
  return (
    <Page title={`${cluster.name} is deleted`}>
      <Empty
        title="This cluster is gone"
        action={
          <div className="row">
            <Link className="button button-primary" to={`${project}/clusters`}>
              Back to clusters
            </Link>
            {kept && <Button onClick={() => setAsking(true)}>Restore</Button>}
            {kept && (
              <Link className="button" to={`${project}/deleted`}>
                Recently deleted
              </Link>
            )}
          </div>
        }
      >
        {kept
          ? 'Its data is kept for 30 days, as its deletion policy asked, and erased then. Until then it can be restored.'
          : 'Its data has been removed, as its deletion policy asked.'}
      </Empty>
      {asking && <RestoreCluster cluster={cluster} onClose={() => setAsking(false)} />}
    </Page>
  );
}

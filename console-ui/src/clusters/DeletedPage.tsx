import { Link } from 'react-router';
import type { Cluster } from '../api/records';
import { Empty, Page } from '../ui/Page';

export function DeletedPage({ cluster }: { cluster: Cluster }) {
  return (
    <Page title={`${cluster.name} is deleted`}>
      <Empty
        title="This cluster is gone"
        action={
          <Link className="button button-primary" to={`/projects/${cluster.projectId}/clusters`}>
            Back to clusters
          </Link>
        }
      >
        {cluster.deletionPolicy === 'RETAIN'
          ? 'Its data is kept for 30 days, as its deletion policy asked, and erased then.'
          : 'Its data has been removed, as its deletion policy asked.'}
      </Empty>
    </Page>
  );
}

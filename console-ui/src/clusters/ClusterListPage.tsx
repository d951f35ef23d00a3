import { Link } from 'react-router';
import type { Cluster } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Loaded } from '../ui/Loaded';
import { Empty, Page } from '../ui/Page';
import { MoreButton, Table } from '../ui/Table';
import { Ago } from '../ui/Time';
import { useClusters } from './queries';
import { sizeOf } from './state';
import { StateBadge } from './StateBadge';

const COLUMNS = ['Name', 'State', 'Size', 'Region', 'Class', 'Created'].map((name) => ({ name }));

export function ClusterListPage() {
  const project = useCurrentProject();
  const clusters = useClusters(project.id);
  const create = (
    <Link className="button button-primary" to={`/projects/${project.id}/clusters/new`}>
      Create cluster
    </Link>
  );
  const some = clusters.items.length > 0;
  return (
    <Page
      title="Clusters"
      lead={`In project ${project.name}`}
      actions={
        <>
          <Link className="button" to={`/projects/${project.id}/deleted`}>
            Recently deleted
          </Link>
          {some && create}
        </>
      }
    >
      <Loaded query={clusters}>
        {() =>
          some ? (
            <>
              <ClusterTable clusters={clusters.items} />
              <MoreButton list={clusters} label="Show more clusters" />
            </>
          ) : (
            <Empty title="No cluster yet" action={create}>
              A cluster is a vector database of your own that any Milvus client can talk to. It is ready in
              seconds.
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

function ClusterTable({ clusters }: { clusters: Cluster[] }) {
  return (
    <Table label="Clusters" columns={COLUMNS}>
      {clusters.map((cluster) => (
        <tr key={cluster.id}>
          <th scope="row">
            <Link to={`/projects/${cluster.projectId}/clusters/${cluster.id}`}>{cluster.name}</Link>
          </th>
          <td>
            <StateBadge state={cluster.state} />
          </td>
          <td className="number">{sizeOf(cluster)}</td>
          <td>{cluster.region}</td>
          <td>{cluster.class}</td>
          <td className="soft">
            <Ago at={cluster.createdAt} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

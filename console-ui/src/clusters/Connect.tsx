import { Link } from 'react-router';
import type { Cluster } from '../api/records';
import { InlineCopy, Snippet } from '../ui/Copy';

export function Connect({ cluster }: { cluster: Cluster }) {
  return (
    <section className="card" aria-labelledby="connect">
      <h2 id="connect">Connect</h2>
      {cluster.endpoint ? (
        <Endpoint uri={uriOf(cluster.endpoint)} cluster={cluster} />
      ) : (
        <p className="soft">The endpoint appears here when the cluster is running.</p>
      )}
    </section>
  );
}

function Endpoint({ uri, cluster }: { uri: string; cluster: Cluster }) {
  const ownUsers = cluster.engine === 'milvus';
  return (
    <>
      <InlineCopy text={uri} what="endpoint" />
      <Snippet text={pymilvus(uri, ownUsers ? 'root:...' : 'aerie_...')} what="pymilvus example" />
      <p className="small soft">
        {ownUsers ? (
          <>
            The token is a user of this cluster and its password. Whoever runs the region finds that of root
            in the Secret <code>{`${cluster.id.replace('_', '-')}-root`}</code>.
          </>
        ) : (
          <>
            The token is an <Link to={`/projects/${cluster.projectId}/keys`}>API key</Link> of this project.
          </>
        )}{' '}
        Any Milvus client works.
      </p>
    </>
  );
}

function uriOf(endpoint: string): string {
  return endpoint.includes('://') ? endpoint : `http://${endpoint}`;
}

function pymilvus(uri: string, token: string): string {
  return `from pymilvus import MilvusClient

client = MilvusClient(uri="${uri}", token="${token}")
client.create_collection("notes", dimension=4)
client.insert("notes", [{"id": 1, "vector": [0.1, 0.2, 0.3, 0.4], "text": "first"}])
print(client.search("notes", data=[[0.1, 0.2, 0.3, 0.4]], output_fields=["text"]))`;
}

import { Link } from 'react-router';
import type { Cluster } from '../api/records';
import { InlineCopy, Snippet } from '../ui/Copy';

export function Connect({ cluster }: { cluster: Cluster }) {
  return (
    <section className="card" aria-labelledby="connect">
      <h2 id="connect">Connect</h2>
      {cluster.endpoint ? (
        <Endpoint uri={uriOf(cluster.endpoint)} projectId={cluster.projectId} />
      ) : (
        <p className="soft">The endpoint appears here when the cluster is running.</p>
      )}
    </section>
  );
}

function Endpoint({ uri, projectId }: { uri: string; projectId: string }) {
  return (
    <>
      <InlineCopy text={uri} what="endpoint" />
      <Snippet text={pymilvus(uri)} what="pymilvus example" />
      <p className="small soft">
        The token is an <Link to={`/projects/${projectId}/keys`}>API key</Link> of this project. Any Milvus
        client works.
      </p>
    </>
  );
}

function uriOf(endpoint: string): string {
  return endpoint.includes('://') ? endpoint : `http://${endpoint}`;
}

function pymilvus(uri: string): string {
  return `from pymilvus import MilvusClient

client = MilvusClient(uri="${uri}", token="aerie_...")
client.create_collection("notes", dimension=4)
client.insert("notes", [{"id": 1, "vector": [0.1, 0.2, 0.3, 0.4], "text": "first"}])
print(client.search("notes", data=[[0.1, 0.2, 0.3, 0.4]], output_fields=["text"]))`;
}

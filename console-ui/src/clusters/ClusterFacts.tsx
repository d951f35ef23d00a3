import type { ReactNode } from 'react';
import type { Cluster } from '../api/records';
import { Ago } from '../ui/Time';
import { sizeOf, STATES } from './state';
import { StateBadge } from './StateBadge';

export function ClusterFacts({ cluster }: { cluster: Cluster }) {
  return (
    <section className="card" aria-label="State">
      <div role="status" className="row">
        <StateBadge state={cluster.state} />
        <span>{cluster.stateReason || STATES[cluster.state].meaning}</span>
      </div>
      <dl className="facts">
        <Fact name="Size">{sizeOf(cluster)}</Fact>
        <Fact name="Replicas ready">
          {cluster.readyReplicas} of {cluster.suspended ? 0 : cluster.replicas}
        </Fact>
        <Fact name="Region">{cluster.region}</Fact>
        <Fact name="Class">{cluster.class}</Fact>
        <Fact name="Engine">{cluster.engine === 'milvus' ? 'Milvus' : 'Aerie'}</Fact>
        <Fact name="Version">{cluster.version ?? 'not known yet'}</Fact>
        {cluster.engine === 'aerie' && <Fact name="Tier">{cluster.tiering?.default ?? 'auto'}</Fact>}
        <Fact name="When deleted">
          {cluster.deletionPolicy === 'RETAIN' ? 'keeps its data' : 'removes its data'}
        </Fact>
        <Fact name="Created">
          <Ago at={cluster.createdAt} />
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="number">{children}</dd>
    </div>
  );
}

import { useState } from 'react';
import type { Cluster } from '../api/records';
import { Cost } from '../quotes/Cost';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { carriesOut } from './features';
import { useRegions, useRestart } from './queries';

/** Starts a cluster's pods anew, where its region knows how. */
export function Restart({ cluster }: { cluster: Cluster }) {
  const restart = useRestart(cluster.id);
  const region = useRegions().items.find(({ name }) => name === cluster.region);
  const [asking, setAsking] = useState(false);
  if (cluster.suspended || !carriesOut(region, 'restart')) return null;

  async function confirm() {
    await restart.mutateAsync();
    setAsking(false);
  }

  return (
    <>
      <Button onClick={() => setAsking(true)}>Restart</Button>
      {asking && (
        <Confirm
          title={`Restart ${cluster.name}?`}
          action="Restart cluster"
          look="primary"
          change={restart}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
          more={<Cost of={{ action: 'RESTART', clusterId: cluster.id }} />}
        >
          {cluster.replicas > 1
            ? 'Its pods start anew, one after the other; the others answer meanwhile. Its data stays.'
            : 'Its only pod starts anew: the cluster does not answer until it has. Its data stays.'}
        </Confirm>
      )}
    </>
  );
}

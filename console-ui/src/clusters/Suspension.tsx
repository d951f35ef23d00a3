import { useState } from 'react';
import type { Cluster } from '../api/records';
import { Cost } from '../quotes/Cost';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { useSuspension } from './queries';

type Props = { cluster: Cluster };

/** Suspend or resume, whichever the cluster is not. */
export function Suspension({ cluster }: Props) {
  return cluster.suspended ? <Resume cluster={cluster} /> : <Suspend cluster={cluster} />;
}

function Resume({ cluster }: Props) {
  const suspension = useSuspension(cluster.id);
  const [asking, setAsking] = useState(false);

  async function confirm() {
    await suspension.mutateAsync('resume');
    setAsking(false);
  }

  return (
    <>
      <Button look="primary" onClick={() => setAsking(true)}>
        Resume
      </Button>
      {asking && (
        <Confirm
          title={`Resume ${cluster.name}?`}
          action="Resume cluster"
          look="primary"
          change={suspension}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
          more={<Cost of={{ action: 'RESUME', clusterId: cluster.id }} />}
        >
          Compute is prepared again, which takes some seconds, and is paid from then on. Its data is as it
          was.
        </Confirm>
      )}
    </>
  );
}

function Suspend({ cluster }: Props) {
  const suspension = useSuspension(cluster.id);
  const [asking, setAsking] = useState(false);

  async function confirm() {
    await suspension.mutateAsync('suspend');
    setAsking(false);
  }

  return (
    <>
      <Button onClick={() => setAsking(true)}>Suspend</Button>
      {asking && (
        <Confirm
          title={`Suspend ${cluster.name}?`}
          action="Suspend cluster"
          change={suspension}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
          more={<Cost of={{ action: 'SUSPEND', clusterId: cluster.id }} />}
        >
          The cluster stops answering, and programs that use it fail until it is resumed. Its data stays.
        </Confirm>
      )}
    </>
  );
}

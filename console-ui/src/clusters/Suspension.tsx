import { useState } from 'react';
import type { Cluster } from '../api/records';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { ProblemNotice } from '../ui/Problem';
import { useSuspension } from './queries';

type Props = { cluster: Cluster };

/** Suspend or resume, whichever the cluster is not. */
export function Suspension({ cluster }: Props) {
  return cluster.suspended ? <Resume cluster={cluster} /> : <Suspend cluster={cluster} />;
}

function Resume({ cluster }: Props) {
  const suspension = useSuspension(cluster.id);
  return (
    <>
      {suspension.error && <ProblemNotice error={suspension.error} />}
      <Button look="primary" busy={suspension.isPending} onClick={() => suspension.mutate('resume')}>
        Resume
      </Button>
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
        >
          The cluster stops answering, and programs that use it fail until it is resumed. Its data stays.
        </Confirm>
      )}
    </>
  );
}

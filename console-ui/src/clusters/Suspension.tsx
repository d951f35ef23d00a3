import type { Cluster } from '../api/records';
import { Button } from '../ui/Button';
import { ProblemNotice } from '../ui/Problem';
import { useSuspension } from './queries';

/** Suspend or resume, whichever the cluster is not. */
export function Suspension({ cluster }: { cluster: Cluster }) {
  const suspension = useSuspension(cluster.id);
  const verb = cluster.suspended ? 'resume' : 'suspend';
  return (
    <>
      {suspension.error && <ProblemNotice error={suspension.error} />}
      <Button
        look={cluster.suspended ? 'primary' : 'plain'}
        busy={suspension.isPending}
        onClick={() => suspension.mutate(verb)}
      >
        {cluster.suspended ? 'Resume' : 'Suspend'}
      </Button>
    </>
  );
}

import type { Cluster } from '../api/records';
import { ProblemNotice } from '../ui/Problem';
import { useToast } from '../ui/Toast';
import { useChangeCluster } from './queries';

type Props = { cluster: Cluster; etag: string | null };

/** Whether deleting is refused; switched without asking, as it changes nothing that runs. */
export function Protection({ cluster, etag }: Props) {
  const change = useChangeCluster(cluster.id, etag);
  const toast = useToast();
  const isProtected = cluster.deletionProtection;

  async function toggle() {
    await change.mutateAsync({ deletionProtection: !isProtected });
    toast(isProtected ? 'It can be deleted now' : 'It is protected from deletion');
  }

  return (
    <div className="stack">
      {change.error && <ProblemNotice error={change.error} />}
      <label className="choice">
        <input
          type="checkbox"
          checked={isProtected}
          aria-disabled={change.isPending || undefined}
          onChange={() => {
            if (!change.isPending) toggle().catch(() => {});
          }}
        />
        <span>
          <span className="choice-title">Protect it from deletion</span>
          <span className="choice-note">
            While this is on, deleting it is refused: here, by the API, and by tools such as Terraform.
          </span>
        </span>
      </label>
    </div>
  );
}

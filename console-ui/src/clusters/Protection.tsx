import { useState } from 'react';
import type { Cluster } from '../api/records';
import { ProblemNotice } from '../ui/Problem';
import { useToast } from '../ui/Toast';
import { useChangeCluster } from './queries';

type Props = { cluster: Cluster; etag: string | null };

/** Whether deleting is refused; switched without asking, as it changes nothing that runs. */
export function Protection({ cluster, etag }: Props) {
  const change = useChangeCluster(cluster.id, etag);
  const toast = useToast();
  const [wanted, setWanted] = useState<boolean | null>(null);

  async function switchTo(deletionProtection: boolean) {
    if (change.isPending) return;
    setWanted(deletionProtection);
    try {
      await change.mutateAsync({ deletionProtection });
      toast(deletionProtection ? 'It is protected from deletion' : 'It can be deleted now');
    } catch {
      // The notice says it.
    } finally {
      setWanted(null);
    }
  }

  return (
    <div className="stack">
      {change.error && <ProblemNotice error={change.error} />}
      <label className="choice">
        <input
          type="checkbox"
          checked={wanted ?? cluster.deletionProtection}
          onChange={(event) => void switchTo(event.target.checked)}
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

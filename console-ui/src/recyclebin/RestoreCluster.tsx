import { useNavigate } from 'react-router';
import { Cost } from '../quotes/Cost';
import { Confirm } from '../ui/Confirm';
import { useRestoreCluster } from './queries';

type Props = { cluster: { id: string; projectId: string; name: string }; onClose: () => void };

/** Asks before a deleted cluster comes back, as it is paid again from then on. */
export function RestoreCluster({ cluster: { id, projectId, name }, onClose }: Props) {
  const restore = useRestoreCluster(id);
  const navigate = useNavigate();

  async function confirm() {
    await restore.mutateAsync();
    onClose();
    void navigate(`/projects/${projectId}/clusters/${id}`);
  }

  return (
    <Confirm
      title={`Restore ${name}?`}
      action="Restore cluster"
      look="primary"
      change={restore}
      onConfirm={confirm}
      onClose={onClose}
      more={<Cost of={{ action: 'RESTORE', clusterId: id }} />}
    >
      The cluster is made anew on the data it had, with the size and settings it had. API keys that were made
      for it open it again, unless they were revoked.
    </Confirm>
  );
}

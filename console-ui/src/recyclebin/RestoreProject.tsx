import type { Deleted } from '../api/records';
import { Confirm } from '../ui/Confirm';
import { useToast } from '../ui/Toast';
import { useRestoreProject } from './queries';

type Props = { project: Deleted; onClose: () => void };

export function RestoreProject({ project: { id, name }, onClose }: Props) {
  const restore = useRestoreProject(id);
  const toast = useToast();

  async function confirm() {
    await restore.mutateAsync();
    toast(`Restored ${name}`);
    onClose();
  }

  return (
    <Confirm
      title={`Restore ${name}?`}
      action="Restore project"
      look="primary"
      change={restore}
      onConfirm={confirm}
      onClose={onClose}
    >
      The project comes back, and with it the roles that people had there. Its clusters stay here until each
      is restored; its API keys stay revoked.
    </Confirm>
  );
}

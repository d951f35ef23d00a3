import type { BackupSchedule } from '../api/records';
import { Confirm } from '../ui/Confirm';
import { useToast } from '../ui/Toast';
import { useDeleteSchedule } from './queries';

type Props = { clusterId: string; schedule: BackupSchedule; onClose: () => void };

export function DeleteSchedule({ clusterId, schedule, onClose }: Props) {
  const remove = useDeleteSchedule(clusterId);
  const toast = useToast();

  async function confirm() {
    await remove.mutateAsync(schedule.id);
    toast(`Deleted ${schedule.name}`);
    onClose();
  }

  return (
    <Confirm
      title={`Delete ${schedule.name}?`}
      action="Delete schedule"
      change={remove}
      onConfirm={confirm}
      onClose={onClose}
    >
      No more backups are made by it. Those it has made stay until somebody deletes them.
    </Confirm>
  );
}

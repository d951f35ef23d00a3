import type { AlertRule } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Confirm } from '../ui/Confirm';
import { useToast } from '../ui/Toast';
import { useDeleteRule } from './queries';

export function DeleteRule({ rule, onClose }: { rule: AlertRule; onClose: () => void }) {
  const remove = useDeleteRule(useCurrentProject().organizationId);
  const toast = useToast();

  async function confirm() {
    await remove.mutateAsync(rule.id);
    toast(`Deleted ${rule.name}`);
    onClose();
  }

  return (
    <Confirm
      title={`Delete ${rule.name}?`}
      action="Delete rule"
      change={remove}
      onConfirm={confirm}
      onClose={onClose}
    >
      Nobody is told of it any more.
    </Confirm>
  );
}

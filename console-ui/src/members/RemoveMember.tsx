import type { Member } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Confirm } from '../ui/Confirm';
import { useToast } from '../ui/Toast';
import { useRemoveMember } from './queries';

export function RemoveMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const remove = useRemoveMember(useCurrentProject().organizationId);
  const toast = useToast();

  async function confirm() {
    await remove.mutateAsync(member.userId);
    toast(`Removed ${member.name}`);
    onClose();
  }

  return (
    <Confirm
      title={`Remove ${member.name}?`}
      action="Remove member"
      change={remove}
      onConfirm={confirm}
      onClose={onClose}
    >
      They see nothing of the organisation from their next call on. API keys they have made stay.
    </Confirm>
  );
}

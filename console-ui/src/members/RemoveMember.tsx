import type { Member } from '../api/records';
import { EndingKeys } from '../keys/EndingKeys';
import { useCurrentProject } from '../projects/queries';
import { Confirm } from '../ui/Confirm';
import { useToast } from '../ui/Toast';
import { useRemoveMember } from './queries';

export function RemoveMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const { organizationId } = useCurrentProject();
  const remove = useRemoveMember(organizationId);
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
      They see nothing of the organisation from their next call on.{' '}
      <EndingKeys organizationId={organizationId} creator={{ id: member.userId, name: member.name }} />
    </Confirm>
  );
}

import type { Invitation } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Confirm } from '../ui/Confirm';
import { useToast } from '../ui/Toast';
import { useWithdraw } from './queries';

export function WithdrawInvitation({
  invitation: { id, email },
  onClose,
}: {
  invitation: Invitation;
  onClose: () => void;
}) {
  const withdraw = useWithdraw(useCurrentProject().organizationId);
  const toast = useToast();

  async function confirm() {
    await withdraw.mutateAsync(id);
    toast(`Withdrew the invitation of ${email}`);
    onClose();
  }

  return (
    <Confirm
      title={`Withdraw the invitation of ${email}?`}
      action="Withdraw invitation"
      change={withdraw}
      onConfirm={confirm}
      onClose={onClose}
    >
      The link in the mail they got opens nothing any more. They can be invited again.
    </Confirm>
  );
}

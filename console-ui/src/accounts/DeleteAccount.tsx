import type { ServiceAccount } from '../api/records';
import { EndingKeys } from '../keys/EndingKeys';
import { Confirm } from '../ui/Confirm';
import { useToast } from '../ui/Toast';
import { useDeleteAccount } from './queries';

export function DeleteAccount({ account, onClose }: { account: ServiceAccount; onClose: () => void }) {
  const remove = useDeleteAccount(account);
  const toast = useToast();

  async function confirm() {
    await remove.mutateAsync();
    toast(`Deleted ${account.name}`);
    onClose();
  }

  return (
    <Confirm
      title={`Delete ${account.name}?`}
      action="Delete service account"
      change={remove}
      onConfirm={confirm}
      onClose={onClose}
    >
      Programs that sign in with it are refused with their next call, whatever tokens they have. It cannot be
      brought back. <EndingKeys organizationId={account.organizationId} creator={account} />
    </Confirm>
  );
}

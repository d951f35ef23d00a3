import type { ServiceAccount, ServiceAccountWithSecret } from '../api/records';
import { Confirm } from '../ui/Confirm';
import { useRotateSecret } from './queries';

type Props = {
  account: ServiceAccount;
  onClose: () => void;
  onRotated: (account: ServiceAccountWithSecret) => void;
};

export function RotateSecret({ account, onClose, onRotated }: Props) {
  const rotate = useRotateSecret(account);

  async function confirm() {
    const { body } = await rotate.mutateAsync();
    onClose();
    onRotated(body);
  }

  return (
    <Confirm
      title={`Make a new secret for ${account.name}?`}
      action="Make new secret"
      change={rotate}
      onConfirm={confirm}
      onClose={onClose}
    >
      The secret it has gets no more tokens from that moment. Tokens it has got already hold until they end,
      within minutes.
    </Confirm>
  );
}

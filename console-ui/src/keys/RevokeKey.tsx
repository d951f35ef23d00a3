import type { ApiKey } from '../api/records';
import { Confirm } from '../ui/Confirm';
import { useToast } from '../ui/Toast';
import { useRevokeKey } from './queries';

export function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = useRevokeKey(apiKey.id);
  const toast = useToast();

  async function confirm() {
    await revoke.mutateAsync();
    toast(`Revoked ${apiKey.name}`);
    onClose();
  }

  return (
    <Confirm
      title={`Revoke ${apiKey.name}?`}
      action="Revoke key"
      change={revoke}
      onConfirm={confirm}
      onClose={onClose}
    >
      Programs that use it are refused within seconds. A revoked key cannot be used again.
    </Confirm>
  );
}

import type { ApiKey } from '../api/records';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Form } from '../ui/Form';
import { useToast } from '../ui/Toast';
import { useRevokeKey } from './queries';

export function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const revoke = useRevokeKey(apiKey.id);
  const toast = useToast();

  async function submit() {
    await revoke.mutateAsync();
    toast(`Revoked ${apiKey.name}`);
    onClose();
  }

  return (
    <Dialog title={`Revoke ${apiKey.name}?`} onClose={onClose}>
      <p>Programs that use it are refused within seconds. A revoked key cannot be used again.</p>
      <Form error={revoke.error} fields={[]} onSubmit={submit}>
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="danger-fill" busy={revoke.isPending}>
            Revoke key
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

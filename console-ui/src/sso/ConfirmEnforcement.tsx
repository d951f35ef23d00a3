import { useState } from 'react';
import type { SsoConnection } from '../api/records';
import { Confirm } from '../ui/Confirm';
import type { useChangeConnection } from './queries';

type Props = {
  connection: SsoConnection;
  /** Who may still sign in with a password. */
  owner: { id: string; name: string };
  change: ReturnType<typeof useChangeConnection>;
  onClose: () => void;
};

/** Asks before everybody of a domain has to come by the provider, or need not any more. */
export function ConfirmEnforcement({ connection, owner, change, onClose }: Props) {
  const { domain } = connection;
  // What was asked stays on the screen when the answer has come.
  const [enforced] = useState(connection.enforced);
  const confirm = async () => {
    await change.mutateAsync(enforced ? { enforced: false } : { enforced: true, breakGlassUserId: owner.id });
    onClose();
  };

  return enforced ? (
    <Confirm
      title={`Stop enforcing for ${domain}?`}
      action="Stop now"
      change={change}
      onConfirm={confirm}
      onClose={onClose}
    >
      Whoever of {domain} has a password may sign in with it again, whatever the provider says of them.
    </Confirm>
  ) : (
    <Confirm
      title={`Enforce for ${domain}?`}
      action="Enforce now"
      change={change}
      onConfirm={confirm}
      onClose={onClose}
    >
      Everybody of {domain} is signed out of what they have open, you too if you are one of them, and comes in
      by the provider from then on. Only {owner.name} may still sign in with a password: make sure that works.
    </Confirm>
  );
}

import type { ReactNode } from 'react';
import { Confirm } from './Confirm';
import { useToast } from './Toast';

type BadgeProps = { disabled: boolean };

export function ActiveBadge({ disabled }: BadgeProps) {
  return (
    <span className={`badge badge-${disabled ? 'idle' : 'good'}`}>{disabled ? 'Disabled' : 'Active'}</span>
  );
}

/** What switching somebody would do. */
export const verbOf = ({ disabled }: BadgeProps) => (disabled ? 'Enable' : 'Disable');

type Props = {
  /** As it is now. */
  of: { name: string; disabled: boolean };
  what: string;
  meaning: { ofDisabling: ReactNode; ofEnabling: ReactNode };
  change: {
    error: Error | null;
    isPending: boolean;
    mutateAsync: (wanted: { disabled: boolean }) => Promise<unknown>;
  };
  onClose: () => void;
};

/** Asks before somebody, or a program, is disabled or enabled again. */
export function Switch({ of: { name, disabled }, what, meaning, change, onClose }: Props) {
  const toast = useToast();
  const verb = verbOf({ disabled });

  async function confirm() {
    await change.mutateAsync({ disabled: !disabled });
    toast(`${verb}d ${name}`);
    onClose();
  }

  return (
    <Confirm
      title={`${verb} ${name}?`}
      action={`${verb} ${what}`}
      look={disabled ? 'primary' : 'danger-fill'}
      change={change}
      onConfirm={confirm}
      onClose={onClose}
    >
      {disabled ? meaning.ofEnabling : meaning.ofDisabling}
    </Confirm>
  );
}

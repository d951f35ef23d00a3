import { Button } from './Button';

type Props = {
  action: string;
  look?: 'primary' | 'danger-fill';
  disabled?: boolean;
  busy: boolean;
  onClose: () => void;
};

/** How a dialog's form ends: give up, or do what it is for. */
export function DialogFoot({ action, look = 'primary', disabled, busy, onClose }: Props) {
  return (
    <div className="dialog-foot">
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" look={look} disabled={disabled} busy={busy}>
        {action}
      </Button>
    </div>
  );
}

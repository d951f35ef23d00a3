import type { ReactNode } from 'react';
import { DialogFoot } from './DialogFoot';
import { Dialog } from './Dialog';
import { Form } from './Form';

type Props = {
  title: string;
  /** What confirming does, on the button. */
  action: string;
  look?: 'danger-fill' | 'primary';
  change: { error: Error | null; isPending: boolean };
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
  /** What else there is to know before it is done, such as what it costs. */
  more?: ReactNode;
  children: ReactNode;
};

/** Asks before something that others feel at once; `children` say what it means. */
export function Confirm({
  title,
  action,
  look = 'danger-fill',
  change,
  onConfirm,
  onClose,
  more,
  children,
}: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{children}</p>
      {more}
      <Form error={change.error} fields={[]} onSubmit={onConfirm}>
        <DialogFoot action={action} look={look} busy={change.isPending} onClose={onClose} />
      </Form>
    </Dialog>
  );
}

import { useState, type ReactNode } from 'react';
import { fieldMessages } from '../api/problem';
import type { BackupSchedule, NewBackupSchedule } from '../api/records';
import { DialogFoot } from '../ui/DialogFoot';
import { Dialog } from '../ui/Dialog';
import { TextField } from '../ui/Field';
import { Form } from '../ui/Form';
import { VerifyChoice } from './VerifyChoice';

const FIELDS = {
  name: { label: 'Name', hint: 'Small letters, digits and hyphens, such as nightly.' },
  schedule: {
    label: 'When',
    hint: 'Minute, hour, day of month, month, day of week: 0 3 * * * is each night at three.',
  },
  timeZone: { label: 'Time zone', hint: 'The zone it is meant in, such as Europe/Berlin.' },
  'retention.count': { label: 'Backups to keep', hint: 'Older ones are removed; 0 keeps all.' },
};
type Name = keyof typeof FIELDS;

type Props = {
  title: string;
  /** What sending it does, on the button. */
  action: string;
  start: Pick<BackupSchedule, 'name' | 'schedule' | 'timeZone' | 'retention' | 'verify'>;
  change: { error: Error | null; isPending: boolean };
  onSubmit: (wanted: NewBackupSchedule) => Promise<unknown>;
  onClose: () => void;
  /** What else can be chosen. */
  children?: ReactNode;
};

/** What a schedule of backups consists of; it closes when it was taken. */
export function ScheduleForm({ title, action, start, change, onSubmit, onClose, children }: Props) {
  const [text, setText] = useState<Record<Name, string>>({
    name: start.name,
    schedule: start.schedule,
    timeZone: start.timeZone,
    'retention.count': String(start.retention.count ?? ''),
  });
  const [verify, setVerify] = useState(start.verify);
  const messages = fieldMessages(change.error);

  async function submit() {
    const { 'retention.count': count, ...rest } = text;
    await onSubmit({ ...rest, verify, ...(count ? { retention: { count: Number(count) } } : {}) });
    onClose();
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <Form error={change.error} fields={Object.keys(FIELDS)} onSubmit={submit}>
        {Object.entries(FIELDS).map(([field, { label, hint }]) => (
          <TextField
            key={field}
            label={label}
            hint={hint}
            type={field === 'retention.count' ? 'number' : 'text'}
            min={0}
            value={text[field as Name]}
            onChange={(event) => setText({ ...text, [field]: event.target.value })}
            error={messages[field]}
            spellCheck={false}
          />
        ))}
        <VerifyChoice legend="After each" chosen={verify} onChange={setVerify} />
        {children}
        <DialogFoot action={action} busy={change.isPending} onClose={onClose} />
      </Form>
    </Dialog>
  );
}

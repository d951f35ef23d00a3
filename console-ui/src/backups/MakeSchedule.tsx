import { useState } from 'react';
import { fieldMessages } from '../api/problem';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { TextField } from '../ui/Field';
import { Form } from '../ui/Form';
import { useCreateSchedule } from './queries';
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

export function MakeSchedule({ clusterId, onClose }: { clusterId: string; onClose: () => void }) {
  const create = useCreateSchedule(clusterId);
  const [text, setText] = useState<Record<Name, string>>({
    name: 'nightly',
    schedule: '0 3 * * *',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    'retention.count': '7',
  });
  const [verify, setVerify] = useState(false);
  const messages = fieldMessages(create.error);

  async function submit() {
    const { 'retention.count': count, ...rest } = text;
    await create.mutateAsync({ ...rest, verify, ...(count ? { retention: { count: Number(count) } } : {}) });
    onClose();
  }

  return (
    <Dialog title="Create a schedule" onClose={onClose}>
      <Form error={create.error} fields={Object.keys(FIELDS)} onSubmit={submit}>
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
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={create.isPending}>
            Create schedule
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

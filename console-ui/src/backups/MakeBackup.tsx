import { useState } from 'react';
import { fieldMessages } from '../api/problem';
import { DialogFoot } from '../ui/DialogFoot';
import { Dialog } from '../ui/Dialog';
import { TextField } from '../ui/Field';
import { Form } from '../ui/Form';
import { useMakeBackup } from './queries';
import { VerifyChoice } from './VerifyChoice';

export function MakeBackup({ clusterId, onClose }: { clusterId: string; onClose: () => void }) {
  const make = useMakeBackup(clusterId);
  const [name, setName] = useState('');
  const [verify, setVerify] = useState(true);

  async function submit() {
    await make.mutateAsync({ ...(name ? { name } : {}), verify });
    onClose();
  }

  return (
    <Dialog title="Make a backup" onClose={onClose}>
      <Form error={make.error} fields={['name']} onSubmit={submit}>
        <TextField
          label="Name"
          hint="Small letters, digits and hyphens; one is chosen when this is empty."
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={fieldMessages(make.error).name}
          spellCheck={false}
        />
        <VerifyChoice legend="Afterwards" chosen={verify} onChange={setVerify} />
        <DialogFoot action="Make backup" busy={make.isPending} onClose={onClose} />
      </Form>
    </Dialog>
  );
}

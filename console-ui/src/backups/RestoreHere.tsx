import { useState } from 'react';
import { fieldMessages } from '../api/problem';
import type { Backup, Cluster } from '../api/records';
import { DialogFoot } from '../ui/DialogFoot';
import { TextField } from '../ui/Field';
import { Form } from '../ui/Form';
import { useRestoreHere } from './queries';

type Props = { cluster: Cluster; backup: Backup; onClose: () => void };

/** Collections come back into the cluster that the backup is of. */
export function RestoreHere({ cluster, backup, onClose }: Props) {
  const restore = useRestoreHere(cluster.id, backup.id);
  const [name, setName] = useState('');
  const [newName, setNewName] = useState('');

  async function submit() {
    const one = newName ? { name, newName } : { name };
    await restore.mutateAsync({ collections: name || newName ? [one] : [] });
    onClose();
  }

  return (
    <Form error={restore.error} fields={['collections']} onSubmit={submit}>
      <TextField
        label="Collection"
        hint="All of them, as they were called, when this is empty."
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={fieldMessages(restore.error).collections}
        spellCheck={false}
      />
      <TextField
        label="New name"
        hint="As it will be called; the same when this is empty."
        value={newName}
        onChange={(event) => setNewName(event.target.value)}
        spellCheck={false}
      />
      <DialogFoot action="Restore into the cluster" busy={restore.isPending} onClose={onClose} />
    </Form>
  );
}

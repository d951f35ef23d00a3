import { useState } from 'react';
import { useNavigate } from 'react-router';
import { fieldMessages } from '../api/problem';
import type { Backup, Cluster } from '../api/records';
import { useCreateCluster } from '../clusters/queries';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { TextField } from '../ui/Field';
import { Form } from '../ui/Form';

type Props = { cluster: Cluster; backup: Backup; onClose: () => void };

/** Another cluster like the one that was backed up, which itself stays as it is. */
export function RestoreBackup({ cluster, backup, onClose }: Props) {
  const create = useCreateCluster();
  const navigate = useNavigate();
  const [name, setName] = useState(`${cluster.name}-restored`);

  async function submit() {
    const { projectId, region, engine, units, replicas, deletionPolicy } = cluster;
    const made = await create.mutateAsync({
      name,
      projectId,
      region,
      class: cluster.class,
      engine,
      units,
      replicas,
      deletionPolicy,
      bootstrap: { fromBackup: { backupId: backup.id } },
    });
    void navigate(`/projects/${projectId}/clusters/${made.body.id}`);
  }

  return (
    <Dialog title={`Restore ${backup.name}`} onClose={onClose}>
      <p>
        A new cluster of the same size begins with what is in the backup. {cluster.name} stays as it is, and
        API keys of the whole project open both.
      </p>
      <Form error={create.error} fields={['name']} onSubmit={submit}>
        <TextField
          label="Name of the new cluster"
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={fieldMessages(create.error).name}
          spellCheck={false}
        />
        <div className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={create.isPending}>
            Restore as new cluster
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

import { useState } from 'react';
import { useNavigate } from 'react-router';
import { fieldMessages } from '../api/problem';
import type { Backup, Cluster, NewCluster } from '../api/records';
import { useCreateCluster } from '../clusters/queries';
import { Cost } from '../quotes/Cost';
import { DialogFoot } from '../ui/DialogFoot';
import { TextField } from '../ui/Field';
import { Form } from '../ui/Form';

type Props = { cluster: Cluster; backup: Backup; onClose: () => void };

/** Another cluster like the one that was backed up, which itself stays as it is. */
export function RestoreAnew({ cluster, backup, onClose }: Props) {
  const create = useCreateCluster();
  const navigate = useNavigate();
  const [name, setName] = useState(`${cluster.name}-restored`);

  const wanted = likeThat(cluster, backup);

  async function submit() {
    const made = await create.mutateAsync({ ...wanted, name });
    void navigate(`/projects/${cluster.projectId}/clusters/${made.body.id}`);
  }

  return (
    <Form error={create.error} fields={['name']} onSubmit={submit}>
      <TextField
        label="Name of the new cluster"
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={fieldMessages(create.error).name}
        spellCheck={false}
      />
      <Cost of={{ action: 'CREATE', create: wanted }} />
      <DialogFoot action="Restore as new cluster" busy={create.isPending} onClose={onClose} />
    </Form>
  );
}

/** A cluster of the same kind and size, under a name that is free. */
function likeThat(cluster: Cluster, backup: Backup): NewCluster {
  const { projectId, region, engine, units, replicas, deletionPolicy } = cluster;
  const tier = cluster.tiering?.default;
  return {
    name: `quote-${backup.id.slice(-26)}`,
    projectId,
    region,
    class: cluster.class,
    engine,
    units,
    replicas,
    deletionPolicy,
    tiering: tier && { default: tier },
    bootstrap: { fromBackup: { backupId: backup.id } },
  };
}

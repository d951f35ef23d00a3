import { useState } from 'react';
import type { Cluster } from '../api/records';
import { Cost } from '../quotes/Cost';
import { Button } from '../ui/Button';
import { DialogFoot } from '../ui/DialogFoot';
import { Dialog } from '../ui/Dialog';
import { TextField } from '../ui/Field';
import { Form } from '../ui/Form';
import { Protection } from './Protection';
import { useDeleteCluster } from './queries';

type Props = { cluster: Cluster; etag: string | null };

export function DeleteCluster({ cluster, etag }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <section className="card" aria-labelledby="delete">
      <div className="card-head">
        <div>
          <h2 id="delete">Delete</h2>
          <p className="soft">{consequence(cluster)}</p>
        </div>
        <Button look="danger" disabled={cluster.deletionProtection} onClick={() => setAsking(true)}>
          Delete cluster
        </Button>
      </div>
      <Protection cluster={cluster} etag={etag} />
      {asking && <Confirmation cluster={cluster} onClose={() => setAsking(false)} />}
    </section>
  );
}

function Confirmation({ cluster, onClose }: { cluster: Cluster; onClose: () => void }) {
  const remove = useDeleteCluster(cluster.id);
  const [typed, setTyped] = useState('');
  const sure = typed === cluster.name;

  async function submit() {
    if (!sure) return;
    await remove.mutateAsync();
    onClose();
  }

  return (
    <Dialog title={`Delete ${cluster.name}?`} onClose={onClose}>
      <p>{consequence(cluster)}</p>
      <Cost of={{ action: 'DELETE', clusterId: cluster.id }} />
      <Form error={remove.error} fields={[]} onSubmit={submit}>
        <TextField
          label={`Type “${cluster.name}” to confirm`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          spellCheck={false}
        />
        <DialogFoot
          action="Delete cluster"
          look="danger-fill"
          disabled={!sure}
          busy={remove.isPending}
          onClose={onClose}
        />
      </Form>
    </Dialog>
  );
}

function consequence(cluster: Cluster): string {
  return cluster.deletionPolicy === 'DELETE'
    ? 'The cluster stops answering and all its data is erased. This cannot be undone.'
    : 'The cluster stops answering. Its data stays in the object store, and it can be brought back for 30 days. Then its data is erased.';
}

import { useState } from 'react';
import { fieldMessages } from '../api/problem';
import type { Cluster } from '../api/records';
import { Cost } from '../quotes/Cost';
import { Button } from '../ui/Button';
import { Form } from '../ui/Form';
import { useToast } from '../ui/Toast';
import { useChangeCluster } from './queries';
import { isSize, SizeFields, sizeFrom, type SizeText } from './SizeFields';

type Props = { cluster: Cluster; etag: string | null };

export function Resize({ cluster, etag }: Props) {
  const resize = useChangeCluster(cluster.id, etag);
  const toast = useToast();
  const [typed, setTyped] = useState<SizeText | null>(null);
  const now = { units: String(cluster.units), replicas: String(cluster.replicas) };
  const size = typed ?? now;
  const changed = size.units !== now.units || size.replicas !== now.replicas;

  async function submit() {
    await resize.mutateAsync(sizeFrom(size));
    setTyped(null);
    toast('The change is on its way');
  }

  return (
    <section className="card" aria-labelledby="resize">
      <h2 id="resize">Size</h2>
      <Form error={resize.error} fields={['units', 'replicas']} onSubmit={submit}>
        <SizeFields size={size} onChange={setTyped} messages={fieldMessages(resize.error)} />
        <Cost
          of={
            changed && isSize(size)
              ? { action: 'MODIFY', clusterId: cluster.id, changes: sizeFrom(size) }
              : null
          }
        />
        <div className="row">
          <Button type="submit" busy={resize.isPending} disabled={!changed}>
            Apply size
          </Button>
          {changed && (
            <Button look="quiet" onClick={() => setTyped(null)}>
              Undo
            </Button>
          )}
        </div>
      </Form>
    </section>
  );
}

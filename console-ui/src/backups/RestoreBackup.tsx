import { useState } from 'react';
import type { Backup, Cluster } from '../api/records';
import { Choice, Choices } from '../ui/Choice';
import { Dialog } from '../ui/Dialog';
import { RestoreAnew } from './RestoreAnew';
import { RestoreHere } from './RestoreHere';

type Props = { cluster: Cluster; backup: Backup; onClose: () => void };

/** A backup comes back as another cluster, or beside what the cluster has. */
export function RestoreBackup({ cluster, backup, onClose }: Props) {
  const [here, setHere] = useState(false);
  const props = { cluster, backup, onClose };
  return (
    <Dialog title={`Restore ${backup.name}`} onClose={onClose}>
      <Choices legend="Where">
        <Choice
          name="where"
          title="A new cluster"
          note={`It is of the same size. ${cluster.name} stays as it is, and API keys of the whole project open both.`}
          checked={!here}
          onChoose={() => setHere(false)}
        />
        <Choice
          name="where"
          title={cluster.name}
          note="Collections come back beside those it has, under names that are free, while it serves."
          checked={here}
          onChoose={() => setHere(true)}
        />
      </Choices>
      {here ? <RestoreHere {...props} /> : <RestoreAnew {...props} />}
    </Dialog>
  );
}

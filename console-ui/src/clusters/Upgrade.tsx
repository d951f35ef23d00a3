import { useState } from 'react';
import type { Cluster } from '../api/records';
import { Cost } from '../quotes/Cost';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { SelectField } from '../ui/Field';
import { useRegions, useUpgrade } from './queries';

/** Another version, of those that the cluster's region offers for its class. */
export function Upgrade({ cluster }: { cluster: Cluster }) {
  const region = useRegions().items.find(({ name }) => name === cluster.region);
  const versions = region?.classes.find(({ name }) => name === cluster.class)?.versions ?? [];
  const wanted = cluster.targetVersion ?? cluster.version;
  const others = versions.filter((version) => version !== wanted);
  if (others.length === 0) return null;
  return (
    <section className="card" aria-labelledby="version">
      <h2 id="version">Version</h2>
      <p className="soft">
        It runs {cluster.version ?? 'a version that is not known yet'}
        {cluster.targetVersion && cluster.targetVersion !== cluster.version
          ? `, and ${cluster.targetVersion} as soon as its pods have started with it.`
          : '.'}
      </p>
      <Choice cluster={cluster} versions={others} />
    </section>
  );
}

function Choice({ cluster, versions }: { cluster: Cluster; versions: string[] }) {
  const upgrade = useUpgrade(cluster.id);
  const [chosen, setChosen] = useState('');
  const [asking, setAsking] = useState(false);
  const version = versions.includes(chosen) ? chosen : (versions.at(-1) ?? '');

  async function confirm() {
    await upgrade.mutateAsync(version);
    setAsking(false);
  }

  return (
    <>
      <SelectField label="Other versions" value={version} onChange={(event) => setChosen(event.target.value)}>
        {versions.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </SelectField>
      <div>
        <Button onClick={() => setAsking(true)}>Change version</Button>
      </div>
      {asking && (
        <Confirm
          title={`Run ${version} in ${cluster.name}?`}
          action={`Run ${version}`}
          look="primary"
          change={upgrade}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
          more={<Cost of={{ action: 'UPGRADE', clusterId: cluster.id, upgrade: { version } }} />}
        >
          {consequence(cluster)}
        </Confirm>
      )}
    </>
  );
}

function consequence({ suspended, replicas }: Cluster): string {
  if (suspended) return 'It has no pods now: it runs the version when it is resumed.';
  return replicas > 1
    ? 'Its pods start with the version, one after the other; the others answer meanwhile.'
    : 'Its only pod starts with the version: the cluster does not answer until it has.';
}

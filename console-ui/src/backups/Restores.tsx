import type { Restore, RestoreState } from '../api/records';
import type { Tone } from '../clusters/state';
import { MoreButton } from '../ui/Table';
import { Ago } from '../ui/Time';
import { useRestores } from './queries';

const STATES: Record<RestoreState, { name: string; tone: Tone }> = {
  PENDING: { name: 'Waiting', tone: 'busy' },
  RUNNING: { name: 'Being copied', tone: 'busy' },
  RESTORED: { name: 'Restored', tone: 'good' },
  FAILED: { name: 'Failed', tone: 'bad' },
};

/** What came back into the cluster itself, and why what did not. */
export function Restores({ clusterId }: { clusterId: string }) {
  const restores = useRestores(clusterId);
  if (restores.items.length === 0) return null;
  return (
    <section className="card" aria-labelledby="restores">
      <h2 id="restores">Restored into the cluster</h2>
      <ol className="history">
        {restores.items.map((restore) => (
          <Entry key={restore.id} restore={restore} />
        ))}
      </ol>
      <MoreButton list={restores} label="Show more restores" />
    </section>
  );
}

function Entry({ restore }: { restore: Restore }) {
  const { name, tone } = STATES[restore.state];
  return (
    <li>
      <span className="history-kind">{whatOf(restore)}</span>
      <span className={`badge badge-${tone}`}>{name}</span>
      <span className="soft small">
        {restore.state === 'RESTORED' && `${restore.rows.toLocaleString('en')} rows, `}
        <Ago at={restore.createdAt} />
      </span>
      {restore.stateReason && <p className="field-error">{restore.stateReason}</p>}
    </li>
  );
}

function whatOf({ collections }: Restore): string {
  if (collections.length === 0) return 'All collections';
  return collections.map(({ name, newName }) => (newName ? `${name} as ${newName}` : name)).join(', ');
}

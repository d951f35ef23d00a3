import type { Operation, OperationKind } from '../api/records';
import { Loaded } from '../ui/Loaded';
import { MoreButton } from '../ui/Table';
import { Ago } from '../ui/Time';
import { useOperations } from './queries';
import type { Tone } from './state';

const KINDS: Record<OperationKind, string> = {
  CREATE_CLUSTER: 'Create',
  UPDATE_CLUSTER: 'Change',
  SUSPEND_CLUSTER: 'Suspend',
  RESUME_CLUSTER: 'Resume',
  RESTART_CLUSTER: 'Restart',
  UPGRADE_CLUSTER: 'Upgrade',
  RESTORE_CLUSTER: 'Restore',
  DELETE_CLUSTER: 'Delete',
  CREATE_BACKUP: 'Back up',
  DELETE_BACKUP: 'Delete backup',
  RESTORE_BACKUP: 'Restore backup',
};

const STATES: Record<Operation['state'], { name: string; tone: Tone }> = {
  PENDING: { name: 'Waiting', tone: 'busy' },
  RUNNING: { name: 'Under way', tone: 'busy' },
  SUCCEEDED: { name: 'Done', tone: 'good' },
  FAILED: { name: 'Failed', tone: 'bad' },
};

export function OperationHistory({ clusterId }: { clusterId: string }) {
  const operations = useOperations(clusterId);
  return (
    <section className="card" aria-labelledby="history">
      <h2 id="history">History</h2>
      <Loaded query={operations}>
        {() => (
          <ol className="history">
            {operations.items.map((operation) => (
              <Entry key={operation.id} operation={operation} />
            ))}
          </ol>
        )}
      </Loaded>
      <MoreButton list={operations} label="Show older" />
    </section>
  );
}

function Entry({ operation }: { operation: Operation }) {
  const { name, tone } = STATES[operation.state];
  return (
    <li>
      <span className="history-kind">{KINDS[operation.kind]}</span>
      <span className={`badge badge-${tone}`}>{name}</span>
      <span className="soft small number">
        <Ago at={operation.createdAt} />
        {operation.finishedAt && `, took ${seconds(operation.createdAt, operation.finishedAt)}`}
      </span>
      {operation.error && <p className="field-error">{operation.error}</p>}
    </li>
  );
}

function seconds(from: string, to: string): string {
  return `${((Date.parse(to) - Date.parse(from)) / 1000).toFixed(1)} s`;
}

import type { ClusterState } from '../api/records';
import { STATES } from './state';

export function StateBadge({ state }: { state: ClusterState }) {
  const { name, tone } = STATES[state];
  return (
    <span className={`badge badge-${tone}`} data-state={state}>
      {name}
    </span>
  );
}

import type { Cluster, ClusterState } from '../api/records';

export type Tone = 'good' | 'busy' | 'idle' | 'bad';

export const STATES: Record<ClusterState, { name: string; tone: Tone; meaning: string }> = {
  CREATING: {
    name: 'Creating',
    tone: 'busy',
    meaning: 'Compute is being prepared; this takes a few seconds.',
  },
  RUNNING: { name: 'Running', tone: 'good', meaning: 'Answering reads and writes.' },
  MODIFYING: {
    name: 'Changing',
    tone: 'busy',
    meaning: 'A change is rolling out; the cluster keeps answering.',
  },
  SUSPENDING: { name: 'Suspending', tone: 'busy', meaning: 'Compute is being released; the data stays.' },
  SUSPENDED: {
    name: 'Suspended',
    tone: 'idle',
    meaning: 'No compute runs; the data is kept. Resume it to use it.',
  },
  RESUMING: {
    name: 'Resuming',
    tone: 'busy',
    meaning: 'Compute is being prepared again; the data is as it was.',
  },
  DELETING: { name: 'Deleting', tone: 'busy', meaning: 'The cluster is going away.' },
  ABNORMAL: {
    name: 'Abnormal',
    tone: 'bad',
    meaning: 'The cluster is not as it should be; repair goes on by itself.',
  },
};

/** Whether more change is to be expected without anybody asking for it. */
export function isMoving(cluster: Cluster): boolean {
  return STATES[cluster.state].tone === 'busy' || cluster.state === 'ABNORMAL';
}

export function sizeOf({ units, replicas }: { units: number; replicas: number }): string {
  return `${count(units, 'unit')} × ${count(replicas, 'replica')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

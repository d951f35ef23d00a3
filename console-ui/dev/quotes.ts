import type { Cluster } from '../src/api/records';
import type { Amounts, Wanted } from '../src/quotes/quote';
import { ok, Refusal, type Reply, type Route } from './http.ts';
import type { Clusters } from './clusters.ts';

const HOURS = 730;
const UNIT_HOUR: Record<string, number> = { standard: 0.1, memory: 0.16 };

type Priced = Pick<Cluster, 'class' | 'units' | 'replicas'> & { running: boolean };

const GONE: Priced = { class: 'standard', units: 0, replicas: 0, running: false };

/** What actions would cost, by the unit and hour. */
export class Quotes {
  private readonly clusters: Clusters;

  constructor(clusters: Clusters) {
    this.clusters = clusters;
  }

  readonly routes: Route[] = [
    ['POST', /^\/v1\/quotes$/, ({ body }) => this.quote(body as unknown as Wanted)],
  ];

  private quote(wanted: Wanted): Reply {
    const [before, after] = this.steps(wanted);
    const hourly = costOf(after) - costOf(before);
    return ok({
      action: wanted.action,
      currency: 'EUR',
      before: amounts(costOf(before)),
      after: amounts(costOf(after)),
      ...amounts(hourly),
      changes: [],
      notes: [
        'A month has 730 hours.',
        'Data is not counted: say how much is expected as storageGb.',
        ...(wanted.action === 'RESTART'
          ? ['Its pods start anew, one after the other; the amounts stay.']
          : []),
      ],
    });
  }

  private steps(wanted: Wanted): [Priced, Priced] {
    if (wanted.action === 'CREATE') {
      const { class: name = 'standard', units, replicas } = wanted.create;
      return [GONE, { class: name, units, replicas, running: true }];
    }
    if (wanted.action === 'RESTORE') {
      return [GONE, pricedOf(this.clusters.deleted(wanted.clusterId))];
    }
    const now = pricedOf(this.clusters.get(wanted.clusterId));
    switch (wanted.action) {
      case 'MODIFY':
        if (wanted.changes.units > 32) {
          throw new Refusal(409, 'QUOTA_EXCEEDED', 'The plan allows 32 units. Delete something first.');
        }
        return [now, { ...now, ...wanted.changes }];
      case 'SUSPEND':
        return [now, { ...now, running: false }];
      case 'RESUME':
        return [now, { ...now, running: true }];
      case 'DELETE':
        return [now, GONE];
      default:
        return [now, now];
    }
  }
}

const pricedOf = (cluster: Cluster): Priced => ({ ...cluster, running: !cluster.suspended });

function costOf({ class: name, units, replicas, running }: Priced): number {
  return running ? (UNIT_HOUR[name] ?? 0.1) * units * replicas : 0;
}

/** Texts without zeros at the end, as the control plane sends them. */
function amounts(hourly: number): Amounts {
  return { hourly: String(+hourly.toFixed(4)), monthly: String(+(hourly * HOURS).toFixed(2)) };
}

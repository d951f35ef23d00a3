import type { Cluster, ClusterChanges, ClusterState, Operation, OperationKind } from '../src/api/records';
import { Refusal, wrong } from './http.ts';

type Moving = { cluster: Cluster; operation: Operation; to: ClusterState | null; at: number };

const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const MOVE_MS = 4_000;

/** Clusters that move from state to state as time passes. */
export class Clusters {
  readonly operations: Operation[] = [];
  private readonly known = new Map<string, Cluster>();
  /** What can be brought back. */
  private readonly bin = new Map<string, { cluster: Cluster; at: number }>();
  private moving: Moving[] = [];
  private readonly now: () => number;
  private readonly newId: (prefix: string) => string;

  constructor(now: () => number, newId: (prefix: string) => string) {
    this.now = now;
    this.newId = newId;
  }

  all(): Cluster[] {
    this.settle();
    return [...this.known.values()];
  }

  get(id: string): Cluster {
    const found = this.all().find((cluster) => cluster.id === id);
    if (!found)
      throw new Refusal(
        404,
        'CLUSTER_NOT_FOUND',
        `There is no cluster ${id}. List clusters to see what is there.`,
      );
    return found;
  }

  create(wanted: Partial<Cluster>, organizationId: string): Cluster {
    const { name = '', projectId = '', units = 1, replicas = 1 } = wanted;
    if (!NAME.test(name))
      throw wrong('name', 'must be small letters, digits and hyphens, at most 63, and not empty');
    checkSize({ units, replicas });
    this.mustBeFree({ projectId, name });
    const at = new Date(this.now()).toISOString();
    const cluster: Cluster = {
      id: this.newId('cls'),
      organizationId,
      projectId,
      name,
      region: wanted.region ?? 'local',
      class: wanted.class ?? 'standard',
      engine: wanted.engine ?? 'aerie',
      version: '0.1.0',
      units,
      replicas,
      suspended: false,
      deletionProtection: false,
      labels: {},
      deletionPolicy: wanted.deletionPolicy ?? 'RETAIN',
      tiering: wanted.tiering ?? null,
      state: 'CREATING',
      stateReason: null,
      endpoint: null,
      readyReplicas: 0,
      createdAt: at,
      updatedAt: at,
    };
    this.known.set(cluster.id, cluster);
    return this.move(cluster, 'CREATE_CLUSTER', 'CREATING', 'RUNNING');
  }

  resize(id: string, size: { units?: number; replicas?: number }): Cluster {
    const cluster = this.get(id);
    checkSize({ units: cluster.units, replicas: cluster.replicas, ...size });
    Object.assign(cluster, size);
    return this.move(cluster, 'UPDATE_CLUSTER', 'MODIFYING', cluster.suspended ? 'SUSPENDED' : 'RUNNING');
  }

  change(id: string, changes: ClusterChanges): Cluster {
    const { labels, deletionProtection, ...size } = changes;
    for (const key of Object.keys(labels ?? {})) {
      if (!key.trim()) throw wrong(`labels.${key}`, 'must have a key of 1 to 63 characters');
    }
    const cluster = this.get(id);
    if (labels) cluster.labels = labels;
    if (deletionProtection !== undefined) cluster.deletionProtection = deletionProtection;
    return this.resize(id, size);
  }

  restart(id: string): Cluster {
    return this.move(this.get(id), 'RESTART_CLUSTER', 'MODIFYING', 'RUNNING');
  }

  upgrade(id: string, version: string): Cluster {
    const cluster = this.get(id);
    cluster.targetVersion = version;
    return this.move(cluster, 'UPGRADE_CLUSTER', 'MODIFYING', cluster.suspended ? 'SUSPENDED' : 'RUNNING');
  }

  suspend(id: string): Cluster {
    const cluster = this.get(id);
    cluster.suspended = true;
    return this.move(cluster, 'SUSPEND_CLUSTER', 'SUSPENDING', 'SUSPENDED');
  }

  resume(id: string): Cluster {
    const cluster = this.get(id);
    cluster.suspended = false;
    return this.move(cluster, 'RESUME_CLUSTER', 'RESUMING', 'RUNNING');
  }

  deleted(id: string): Cluster {
    this.settle();
    const found = this.bin.get(id);
    if (!found) throw new Refusal(404, 'NOT_FOUND', `There is no deleted cluster ${id}.`);
    return found.cluster;
  }

  /** What was deleted and kept, and when. */
  allDeleted(): { cluster: Cluster; at: number }[] {
    this.settle();
    return [...this.bin.values()];
  }

  restore(id: string): Cluster {
    const cluster = this.deleted(id);
    this.mustBeFree(cluster);
    this.bin.delete(id);
    this.known.set(id, cluster);
    return this.move(cluster, 'RESTORE_CLUSTER', 'CREATING', 'RUNNING');
  }

  delete(id: string): Cluster {
    if (this.get(id).deletionProtection) {
      throw new Refusal(409, 'DELETION_PROTECTED', 'It is protected from deletion. Lift that first.');
    }
    return this.move(this.get(id), 'DELETE_CLUSTER', 'DELETING', null);
  }

  private move(
    cluster: Cluster,
    kind: OperationKind,
    through: ClusterState,
    to: ClusterState | null,
  ): Cluster {
    cluster.state = through;
    cluster.updatedAt = new Date(this.now()).toISOString();
    const operation: Operation = {
      id: this.newId('op'),
      kind,
      clusterId: cluster.id,
      state: 'RUNNING',
      error: null,
      createdAt: cluster.updatedAt,
      finishedAt: null,
    };
    this.operations.unshift(operation);
    this.moving.push({ cluster, operation, to, at: this.now() + MOVE_MS });
    return cluster;
  }

  private settle() {
    const due = this.moving.filter((move) => move.at <= this.now());
    this.moving = this.moving.filter((move) => move.at > this.now());
    for (const { cluster, operation, to, at } of due) {
      operation.state = 'SUCCEEDED';
      operation.finishedAt = new Date(at).toISOString();
      if (to === null) this.bury(cluster, at);
      else arrive(cluster, to);
    }
  }

  private bury(cluster: Cluster, at: number) {
    this.known.delete(cluster.id);
    if (cluster.deletionPolicy === 'RETAIN') this.bin.set(cluster.id, { cluster, at });
  }

  private mustBeFree({ projectId, name }: Pick<Cluster, 'projectId' | 'name'>) {
    if (this.all().some((one) => one.projectId === projectId && one.name === name)) {
      throw new Refusal(
        409,
        'NAME_TAKEN',
        `A cluster named ${name} is in this project already. Choose another name.`,
      );
    }
  }
}

function arrive(cluster: Cluster, state: ClusterState) {
  cluster.state = state;
  if (state === 'RUNNING') cluster.version = cluster.targetVersion ?? cluster.version;
  cluster.readyReplicas = state === 'RUNNING' ? cluster.replicas : 0;
  cluster.endpoint = state === 'RUNNING' ? '127.0.0.1:31530' : null;
}

function checkSize({ units, replicas }: { units: number; replicas: number }) {
  if (!(units >= 1 && units <= 32)) throw wrong('units', 'must be from 1 to 32');
  if (!(replicas >= 1 && replicas <= 8)) throw wrong('replicas', 'must be from 1 to 8');
}

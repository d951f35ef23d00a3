/** What `/v1` sends, as docs/architecture.md writes it. Times are ISO 8601 in UTC. */

export type Page<T> = { items: T[]; nextCursor: string | null };

export type Me = {
  principal: { kind: 'USER' | 'API_KEY'; id: string; name: string };
};

export type Organization = { id: string; name: string; createdAt: string };

export type Project = { id: string; organizationId: string; name: string; createdAt: string };

export type ClusterState =
  'CREATING' | 'RUNNING' | 'MODIFYING' | 'SUSPENDING' | 'SUSPENDED' | 'RESUMING' | 'DELETING' | 'ABNORMAL';

export type DeletionPolicy = 'RETAIN' | 'DELETE';

export type Engine = 'aerie' | 'milvus';

export type Cluster = {
  id: string;
  organizationId: string;
  projectId: string;
  name: string;
  region: string;
  class: string;
  engine: Engine;
  version: string | null;
  units: number;
  replicas: number;
  suspended: boolean;
  deletionPolicy: DeletionPolicy;
  state: ClusterState;
  stateReason: string | null;
  endpoint: string | null;
  readyReplicas: number;
  createdAt: string;
  updatedAt: string;
};

export type NewCluster = {
  projectId: string;
  name: string;
  region: string;
  class?: string;
  engine: Engine;
  units: number;
  replicas: number;
  deletionPolicy: DeletionPolicy;
};

export type ClusterClass = {
  name: string;
  description: string | null;
  cpuPerUnit: string | null;
  memoryPerUnit: string | null;
  default: boolean;
};

export type Region = {
  name: string;
  cloud: string;
  kind: 'MANAGED' | 'BYOC';
  available: boolean;
  lastSeenAt: string | null;
  classes: ClusterClass[];
  /** What its agent carries out beyond the first version of its protocol. */
  features: string[];
};

export type OperationKind =
  | 'CREATE_CLUSTER'
  | 'UPDATE_CLUSTER'
  | 'SUSPEND_CLUSTER'
  | 'RESUME_CLUSTER'
  | 'RESTART_CLUSTER'
  | 'RESTORE_CLUSTER'
  | 'DELETE_CLUSTER';

export type Operation = {
  id: string;
  kind: OperationKind;
  clusterId: string;
  state: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  error: string | null;
  createdAt: string;
  finishedAt: string | null;
};

export type Role = 'DATA_VIEWER' | 'DATA_OPERATOR' | 'DATA_ADMIN' | 'PROJECT_ADMIN' | 'ORGANIZATION_OWNER';

export type ApiKey = {
  id: string;
  organizationId: string;
  projectId: string | null;
  clusterIds: string[];
  name: string;
  role: Role;
  expiresAt: string | null;
  revokedAt: string | null;
  createdAt: string;
};

export type NewApiKey = {
  organizationId: string;
  projectId?: string;
  clusterIds?: string[];
  name: string;
  role: Role;
  expiresAt?: string;
};

export type ApiKeyWithSecret = ApiKey & { secret: string };

export type AuditEvent = {
  id: string;
  at: string;
  actor: { kind: string; id: string; name: string | null };
  action: string;
  resource: string;
  result: 'OK' | 'REFUSED';
  traceId: string | null;
  remoteAddress: string | null;
  before: unknown;
  after: unknown;
};

export type Usage = {
  items: { clusterId: string; projectId: string; unitSeconds: number; from: string; to: string }[];
  unitSeconds: number;
};

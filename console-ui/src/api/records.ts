/** What `/v1` sends, as docs/architecture.md writes it. Times are ISO 8601 in UTC. */

export type Page<T> = { items: T[]; nextCursor: string | null };

export type Me = {
  principal: { kind: 'USER' | 'API_KEY'; id: string; name: string };
};

export type Organization = { id: string; name: string; createdAt: string };

export type Project = { id: string; organizationId: string; name: string; createdAt: string };

/** What can be brought back until `purgeAt`. */
export type Deleted = {
  kind: 'CLUSTER' | 'PROJECT';
  id: string;
  /** Of a project: its own id. */
  projectId: string;
  name: string;
  deletedAt: string;
  purgeAt: string;
};

export type ClusterState =
  'CREATING' | 'RUNNING' | 'MODIFYING' | 'SUSPENDING' | 'SUSPENDED' | 'RESUMING' | 'DELETING' | 'ABNORMAL';

export type DeletionPolicy = 'RETAIN' | 'DELETE';

export type Engine = 'aerie' | 'milvus';

/** Where rows are kept between reads. */
export type Tier = 'auto' | 'pinned' | 'cold';

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
  /** What it shall run, when another version was asked for. */
  targetVersion?: string | null;
  deletionPolicy: DeletionPolicy;
  /** While true, deleting is refused. */
  deletionProtection: boolean;
  labels: Record<string, string>;
  /** Null or without a default: auto. */
  tiering: { default?: Tier } | null;
  state: ClusterState;
  stateReason: string | null;
  endpoint: string | null;
  readyReplicas: number;
  createdAt: string;
  updatedAt: string;
};

export type ClusterChanges = Partial<Pick<Cluster, 'units' | 'replicas' | 'labels' | 'deletionProtection'>>;

export type NewCluster = {
  projectId: string;
  name: string;
  region: string;
  class?: string;
  engine: Engine;
  units: number;
  replicas: number;
  deletionPolicy: DeletionPolicy;
  tiering?: { default: Tier };
  bootstrap?: { fromBackup: { backupId: string } };
  backupPolicy?: NewBackupSchedule;
};

export type ClusterClass = {
  name: string;
  description: string | null;
  cpuPerUnit: string | null;
  memoryPerUnit: string | null;
  default: boolean;
  /** What clusters of it can run. */
  versions?: string[];
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
  | 'UPGRADE_CLUSTER'
  | 'RESTORE_CLUSTER'
  | 'DELETE_CLUSTER'
  | 'CREATE_BACKUP'
  | 'DELETE_BACKUP'
  | 'RESTORE_BACKUP';

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

/** Who made something, as they were called then. */
export type Creator = { kind: 'USER' | 'SERVICE_ACCOUNT' | 'API_KEY'; id: string; name: string };

export type ApiKey = {
  id: string;
  organizationId: string;
  projectId: string | null;
  clusterIds: string[];
  name: string;
  role: Role;
  expiresAt: string | null;
  revokedAt: string | null;
  /** The key that takes its place, and until when it holds beside that: `expiresAt`. */
  rotatedTo?: string | null;
  lastUsedAt?: string | null;
  createdBy: Creator | null;
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

export type AuditProof = {
  valid: boolean;
  firstBroken: { sequence: number; reason: string } | null;
  lastSequence: number;
  lastHash: string;
  /** Whether the end was reached; if not, ask for what comes after the last event verified. */
  complete: boolean;
  verifiedThrough: number;
  verifiedHash: string;
};

export type Usage = {
  items: { clusterId: string; projectId: string; unitSeconds: number; from: string; to: string }[];
  unitSeconds: number;
};

export type Quotas = { items: { quota: string; used: number; limit: number | null }[] };

/** What the stream of changes tells. */
export type Change = { kind: 'ORGANIZATION' | 'PROJECT' | 'CLUSTER' | 'OPERATION' | 'API_KEY' | 'RETURNED' };

export type BackupState = 'PENDING' | 'RUNNING' | 'VERIFYING' | 'READY' | 'FAILED' | 'DELETING';

export type Backup = {
  id: string;
  clusterId: string;
  /** The schedule that asked for it; null: somebody did. */
  scheduleId: string | null;
  name: string;
  state: BackupState;
  stateReason: string | null;
  takenAt: string | null;
  collections: number;
  rows: number;
  bytes: number;
  /** What a trial restore found; null: none was asked for, or it is under way. */
  verified: boolean | null;
  createdAt: string;
};

export type NewBackup = { name?: string; verify: boolean };

/** A collection of a backup, and what it shall be called if not the same. */
export type TakenCollection = { database?: string; name: string; newName?: string };

export type NewRestore = { collections: TakenCollection[] };

export type RestoreState = 'PENDING' | 'RUNNING' | 'RESTORED' | 'FAILED';

export type Restore = {
  id: string;
  clusterId: string;
  backupId: string;
  /** None: all of the backup. */
  collections: TakenCollection[];
  state: RestoreState;
  stateReason: string | null;
  rows: number;
  createdAt: string;
  finishedAt: string | null;
};

export type BackupSchedule = {
  id: string;
  name: string;
  /** A cron expression. */
  schedule: string;
  timeZone: string;
  retention: { count?: number; age?: string };
  verify: boolean;
  suspended: boolean;
  reason: string | null;
  nextAt: string | null;
  kept: number;
};

export type NewBackupSchedule = {
  name: string;
  schedule: string;
  timeZone: string;
  retention?: { count: number };
  verify: boolean;
};

export type BackupScheduleChanges = Partial<Omit<NewBackupSchedule, 'retention'>> & {
  retention?: BackupSchedule['retention'];
  suspended?: boolean;
};

export type OrganizationRole = 'ORGANIZATION_OWNER' | 'BILLING_ADMIN' | 'MEMBER';

export type Member = {
  userId: string;
  name: string;
  role: OrganizationRole;
  /** Keeps the roles, and has none of their rights. */
  disabled: boolean;
  createdAt: string;
};

export type NewInvitation = { email: string; role: OrganizationRole };

export type Invitation = NewInvitation & {
  id: string;
  expiresAt: string;
  acceptedAt: string | null;
  revokedAt: string | null;
};

/** The role is a built-in one, or the id of a custom one. */
export type ProjectMembership = { projectId: string; role: string };

export type NewServiceAccount = { name: string; role: OrganizationRole; projects: ProjectMembership[] };

/** Its id is its client id. */
export type ServiceAccount = NewServiceAccount & {
  id: string;
  organizationId: string;
  disabled: boolean;
  createdBy: Creator | null;
  createdAt: string;
};

export type ServiceAccountWithSecret = ServiceAccount & { secret: string; tokenUrl: string };

export type SsoProtocol = 'OIDC' | 'SAML';

export type SsoConnection = {
  id: string;
  organizationId: string;
  name: string;
  protocol: SsoProtocol;
  domain: string;
  /** The TXT record that proves the domain. */
  domainRecord: { name: string; value: string };
  domainVerifiedAt: string | null;
  enforced: boolean;
  breakGlassUserId: string | null;
  saml: {
    entityId: string;
    metadataUrl: string | null;
    metadataReadAt: string;
    metadataProblem: string | null;
    attributes: SamlAttributes;
    serviceProvider: { entityId: string; assertionConsumerUrl: string };
  } | null;
  oidc: { issuer: string; clientId: string; redirectUri: string } | null;
  createdAt: string;
  updatedAt: string;
};

/** What a SAML provider says of itself: where it lies, or the text. */
export type SamlMetadata = { metadataUrl: string } | { metadata: string };

/** What a SAML provider calls the attributes that say who somebody is. */
export type SamlAttributes = { email: string; firstName: string; lastName: string };

export type SsoConnectionChanges = {
  enforced?: boolean;
  breakGlassUserId?: string;
  saml?: SamlMetadata | { attributes: SamlAttributes };
};

export type NewSsoConnection = {
  name: string;
  domain: string;
  protocol: SsoProtocol;
  saml?: SamlMetadata & { attributes?: Partial<SamlAttributes> };
  oidc?: { issuer: string; clientId: string; clientSecret: string };
};

export type SsoCheck = { ok: boolean; findings: { subject: string; ok: boolean; message: string }[] };

export type AlertKind = 'OPERATION_FAILED' | 'BACKUP_FAILED' | 'REGION_UNAVAILABLE' | 'METRIC';

export type AlertCondition = {
  /** A kind that the console has no form for is shown as it is called. */
  kind: AlertKind | 'CLUSTER_STATE' | 'QUOTA_SHARE' | 'USAGE_BUDGET';
  metric?: string;
  comparison?: 'ABOVE' | 'BELOW';
  threshold?: number;
  minutes?: number;
};

export type AlertRule = {
  id: string;
  name: string;
  condition: AlertCondition;
  channelIds: string[];
  enabled: boolean;
};

export type NewAlertRule = { name: string; condition: AlertCondition; channelIds: string[] };

export type Channel = {
  id: string;
  name: string;
  email?: { addresses: string[] } | null;
  webhook?: { url: string } | null;
  slack?: { url: string } | null;
};

export type NewChannel = {
  name: string;
  email?: { addresses: string[] };
  webhook?: { url: string; secret: string };
  slack?: { url: string };
};

/** What was, or is to be, sent to a channel. */
export type Delivery = {
  id: string;
  channelId: string;
  kind: 'ALERT' | 'RECOVERY';
  title: string;
  text: string;
  state: 'PENDING' | 'DELIVERED' | 'FAILED';
  attempts: number;
  lastError: string | null;
  createdAt: string;
};

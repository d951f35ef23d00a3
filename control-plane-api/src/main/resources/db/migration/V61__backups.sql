-- States of clusters that stay restorable. Those that a schedule makes come to be known by what their region reports.
CREATE TABLE backups (
  org_id text NOT NULL,
  id text NOT NULL UNIQUE,
  cluster_id text NOT NULL,
  -- the name of the region's VectorBackup
  resource text NOT NULL,
  schedule_id text,
  -- desired
  name text NOT NULL,
  verify boolean NOT NULL DEFAULT false,
  deletion_protection boolean NOT NULL DEFAULT false,
  -- observed
  state text NOT NULL CHECK (state IN ('PENDING', 'RUNNING', 'VERIFYING', 'READY', 'FAILED', 'DELETING')),
  state_reason text,
  taken_at timestamptz,
  collections integer NOT NULL DEFAULT 0,
  row_count bigint NOT NULL DEFAULT 0,
  bytes bigint NOT NULL DEFAULT 0,
  verified boolean,
  verified_at timestamptz,
  recall text,
  gone_at timestamptz,
  operation_id text,
  etag bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, cluster_id) REFERENCES clusters
);
CREATE UNIQUE INDEX backups_resource ON backups (org_id, cluster_id, resource);
CREATE UNIQUE INDEX backups_name ON backups (org_id, cluster_id, name) WHERE gone_at IS NULL;

CREATE TABLE backup_schedules (
  org_id text NOT NULL,
  id text NOT NULL UNIQUE,
  cluster_id text NOT NULL,
  -- desired
  name text NOT NULL,
  schedule text NOT NULL,
  time_zone text NOT NULL,
  keep_count integer NOT NULL CHECK (keep_count BETWEEN 0 AND 1000),
  keep_age text,
  verify boolean NOT NULL DEFAULT false,
  suspended boolean NOT NULL DEFAULT false,
  deleted_at timestamptz,
  -- observed
  reason text,
  last_scheduled_at timestamptz,
  next_at timestamptz,
  kept integer NOT NULL DEFAULT 0,
  etag bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, cluster_id) REFERENCES clusters
);
CREATE UNIQUE INDEX backup_schedules_name ON backup_schedules (org_id, cluster_id, name) WHERE deleted_at IS NULL;

-- What is done to a backup is done to its cluster, and ends by what is reported of the backup.
ALTER TABLE operations ADD COLUMN backup_id text;

ALTER TABLE backups ENABLE ROW LEVEL SECURITY;
ALTER TABLE backup_schedules ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON backups USING (org_id = ANY (visible_organizations()));
CREATE POLICY tenant ON backup_schedules USING (org_id = ANY (visible_organizations()));
GRANT SELECT, INSERT, UPDATE ON backups, backup_schedules TO "${appUser}";

-- Collections of backups that come back into the cluster that the backup is of, beside those that it has.
CREATE TABLE restores (
  org_id text NOT NULL,
  id text NOT NULL UNIQUE,
  cluster_id text NOT NULL,
  backup_id text NOT NULL,
  -- desired: which, under which names; none: all
  collections jsonb NOT NULL,
  -- observed
  state text NOT NULL CHECK (state IN ('PENDING', 'RUNNING', 'RESTORED', 'FAILED')),
  state_reason text,
  taken_at timestamptz,
  restored_collections integer NOT NULL DEFAULT 0,
  row_count bigint NOT NULL DEFAULT 0,
  operation_id text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, cluster_id) REFERENCES clusters,
  FOREIGN KEY (org_id, backup_id) REFERENCES backups
);
CREATE INDEX restores_of_cluster ON restores (org_id, cluster_id, id);
-- One at a time: the region is told of those that have not ended.
CREATE UNIQUE INDEX restores_open ON restores (org_id, cluster_id) WHERE finished_at IS NULL;

ALTER TABLE restores ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON restores USING (org_id = ANY (visible_organizations()));
GRANT SELECT, INSERT, UPDATE ON restores TO "${appUser}";

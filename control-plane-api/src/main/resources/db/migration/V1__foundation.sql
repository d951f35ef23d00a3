-- Tenant rows carry org_id first in their key. Row-level security shows a transaction the organisations named in
-- aerie.org (comma separated); aerie.principal shows a caller its own credentials, aerie.region a region its clusters.
CREATE FUNCTION visible_organizations() RETURNS text[] LANGUAGE sql STABLE
  RETURN string_to_array(current_setting('aerie.org', true), ',');

-- Rises with every change of what regions should see; drawn under the region's advisory lock, so it commits in order.
CREATE SEQUENCE desired_revision;

CREATE TABLE organizations (
  org_id text PRIMARY KEY,
  name text NOT NULL,
  etag bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  deleted_at timestamptz
);

CREATE TABLE users (
  id text PRIMARY KEY,
  subject text NOT NULL UNIQUE,
  name text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE memberships (
  org_id text NOT NULL REFERENCES organizations,
  user_id text NOT NULL REFERENCES users,
  role text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, user_id)
);
CREATE INDEX memberships_of_user ON memberships (user_id);

CREATE TABLE projects (
  org_id text NOT NULL REFERENCES organizations,
  id text NOT NULL UNIQUE,
  name text NOT NULL,
  etag bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  deleted_at timestamptz,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX projects_name ON projects (org_id, name) WHERE deleted_at IS NULL;

CREATE TABLE regions (
  name text PRIMARY KEY,
  cloud text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('MANAGED', 'BYOC')),
  token_sha256 text NOT NULL UNIQUE,
  kubernetes_version text,
  agent_version text,
  classes jsonb NOT NULL DEFAULT '[]',
  last_seen_at timestamptz
);

CREATE TABLE agent_batches (
  region text NOT NULL REFERENCES regions,
  agent_id text NOT NULL,
  batch bigint NOT NULL,
  PRIMARY KEY (region, agent_id)
);

CREATE TABLE clusters (
  org_id text NOT NULL,
  id text NOT NULL UNIQUE,
  project_id text NOT NULL,
  region text NOT NULL REFERENCES regions,
  -- desired
  name text NOT NULL,
  class text NOT NULL,
  units integer NOT NULL CHECK (units BETWEEN 1 AND 32),
  replicas integer NOT NULL CHECK (replicas BETWEEN 1 AND 8),
  suspended boolean NOT NULL DEFAULT false,
  deletion_policy text NOT NULL CHECK (deletion_policy IN ('RETAIN', 'DELETE')),
  labels jsonb NOT NULL DEFAULT '{}',
  generation bigint NOT NULL DEFAULT 1,
  deleting boolean NOT NULL DEFAULT false,
  revision bigint NOT NULL,
  -- observed
  state text NOT NULL,
  state_reason text,
  observed_generation bigint NOT NULL DEFAULT 0,
  endpoint text,
  ready_replicas integer NOT NULL DEFAULT 0,
  version text,
  gone_at timestamptz,
  operation_id text,
  etag bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, project_id) REFERENCES projects
);
CREATE UNIQUE INDEX clusters_name ON clusters (org_id, project_id, name) WHERE gone_at IS NULL;
CREATE INDEX clusters_revision ON clusters (region, revision);

CREATE TABLE operations (
  org_id text NOT NULL,
  id text NOT NULL UNIQUE,
  cluster_id text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL CHECK (state IN ('PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED')),
  generation bigint NOT NULL,
  error text,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, cluster_id) REFERENCES clusters
);
CREATE INDEX operations_open ON operations (org_id, cluster_id) WHERE finished_at IS NULL;

CREATE TABLE api_keys (
  org_id text NOT NULL REFERENCES organizations,
  id text NOT NULL UNIQUE,
  project_id text,
  cluster_ids text[] NOT NULL DEFAULT '{}',
  name text NOT NULL,
  role text NOT NULL,
  sha256 text NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, project_id) REFERENCES projects
);
CREATE INDEX api_keys_of_project ON api_keys (org_id, project_id);

-- What a POST answered, so that a repeated one answers the same. The body is sealed with the caller's Idempotency-Key.
CREATE TABLE idempotency_keys (
  principal_id text NOT NULL,
  key_sha256 text NOT NULL,
  request_sha256 text NOT NULL,
  status integer,
  etag text,
  location text,
  body bytea,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (principal_id, key_sha256)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE audit_events (
  org_id text NOT NULL,
  seq bigint NOT NULL,
  id text NOT NULL UNIQUE,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  action text NOT NULL,
  resource text NOT NULL,
  result text NOT NULL CHECK (result IN ('OK', 'REFUSED')),
  trace_id text NOT NULL,
  remote_address text NOT NULL,
  -- json, not jsonb: the text is hashed and must come back as it was.
  before json,
  after json,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (org_id, seq)
);

CREATE TABLE meter_records (
  org_id text NOT NULL,
  id text NOT NULL,
  project_id text NOT NULL,
  cluster_id text NOT NULL,
  units integer NOT NULL CHECK (units >= 0),
  replicas integer NOT NULL CHECK (replicas >= 0),
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, cluster_id) REFERENCES clusters,
  CHECK (from_at < to_at)
);
CREATE INDEX meter_records_time ON meter_records (org_id, from_at);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON meter_records
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE projects ENABLE ROW LEVEL SECURITY;
ALTER TABLE clusters ENABLE ROW LEVEL SECURITY;
ALTER TABLE operations ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE meter_records ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant ON organizations USING (org_id = ANY (visible_organizations()));
CREATE POLICY tenant ON memberships USING (org_id = ANY (visible_organizations()));
CREATE POLICY own ON memberships FOR SELECT USING (user_id = current_setting('aerie.principal', true));
CREATE POLICY tenant ON projects USING (org_id = ANY (visible_organizations()));
CREATE POLICY tenant ON clusters USING (org_id = ANY (visible_organizations()));
CREATE POLICY region ON clusters FOR SELECT USING (region = current_setting('aerie.region', true));
CREATE POLICY tenant ON operations USING (org_id = ANY (visible_organizations()));
CREATE POLICY tenant ON api_keys USING (org_id = ANY (visible_organizations()));
CREATE POLICY own ON api_keys FOR SELECT USING (id = current_setting('aerie.principal', true));
CREATE POLICY own ON idempotency_keys USING (principal_id = current_setting('aerie.principal', true));
CREATE POLICY tenant ON audit_events USING (org_id = ANY (visible_organizations()));
CREATE POLICY tenant ON meter_records USING (org_id = ANY (visible_organizations()));

GRANT USAGE ON SCHEMA public TO "${appUser}";
GRANT USAGE ON SEQUENCE desired_revision TO "${appUser}";
GRANT SELECT, INSERT, UPDATE ON organizations, users, projects, clusters, operations, api_keys, regions, agent_batches
  TO "${appUser}";
GRANT SELECT, INSERT, DELETE ON memberships TO "${appUser}";
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO "${appUser}";
GRANT SELECT, INSERT ON audit_events, meter_records TO "${appUser}";

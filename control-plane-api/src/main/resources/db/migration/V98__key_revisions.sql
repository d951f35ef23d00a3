-- Keys have revisions of their own: a key that changes writes itself and one row for each region where its organisation has clusters, however
-- many those are (docs/decisions/0026-revisions-of-keys.md).
ALTER TABLE api_keys ADD COLUMN revision bigint NOT NULL DEFAULT 0;
CREATE INDEX api_keys_revision ON api_keys (org_id, revision);

-- The newest revision of an organisation's keys that a region is to hear of.
CREATE TABLE key_revisions (
  org_id text NOT NULL REFERENCES organizations,
  region text NOT NULL REFERENCES regions,
  revision bigint NOT NULL,
  PRIMARY KEY (org_id, region)
);
CREATE INDEX key_revisions_newest ON key_revisions (region, revision);

-- In which regions an organisation or a project has clusters, and which.
CREATE INDEX clusters_placed ON clusters (org_id, region, project_id) WHERE gone_at IS NULL;

ALTER TABLE key_revisions ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON key_revisions USING (coalesce(org_id = ANY (visible_organizations()), false));
CREATE POLICY region ON key_revisions FOR SELECT USING (region = current_setting('aerie.region', true));
GRANT SELECT, INSERT, UPDATE ON key_revisions TO "${appUser}";

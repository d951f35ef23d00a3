-- Clouds and their regions, as data: where a region of ours may be.
CREATE TABLE cloud_regions (
  cloud text NOT NULL,
  name text NOT NULL,
  place text NOT NULL,
  PRIMARY KEY (cloud, name)
);
INSERT INTO cloud_regions (cloud, name, place) VALUES
  ('alibaba', 'ap-southeast-1', 'Singapore'),
  ('alibaba', 'cn-beijing', 'Beijing'),
  ('alibaba', 'cn-hangzhou', 'Hangzhou'),
  ('alibaba', 'cn-shanghai', 'Shanghai'),
  ('alibaba', 'cn-shenzhen', 'Shenzhen'),
  ('aws', 'ap-northeast-1', 'Tokyo'),
  ('aws', 'ap-southeast-1', 'Singapore'),
  ('aws', 'eu-central-1', 'Frankfurt'),
  ('aws', 'eu-west-1', 'Ireland'),
  ('aws', 'us-east-1', 'Northern Virginia'),
  ('aws', 'us-west-2', 'Oregon'),
  ('azure', 'eastus', 'Virginia'),
  ('azure', 'germanywestcentral', 'Frankfurt'),
  ('azure', 'southeastasia', 'Singapore'),
  ('azure', 'uksouth', 'London'),
  ('azure', 'westeurope', 'Netherlands'),
  ('gcp', 'asia-southeast1', 'Singapore'),
  ('gcp', 'europe-west1', 'Belgium'),
  ('gcp', 'europe-west3', 'Frankfurt'),
  ('gcp', 'us-central1', 'Iowa'),
  ('gcp', 'us-west1', 'Oregon'),
  ('tencent', 'ap-guangzhou', 'Guangzhou'),
  ('tencent', 'ap-shanghai', 'Shanghai'),
  ('tencent', 'ap-singapore', 'Singapore'),
  ('tencent', 'na-ashburn', 'Virginia');

-- A region of an organisation (BYOC) is its own only; one without belongs to the platform and is there for all.
ALTER TABLE regions
  ADD COLUMN org_id text REFERENCES organizations,
  ADD COLUMN cloud_region text,
  ADD COLUMN draining_at timestamptz,
  ADD COLUMN removed_at timestamptz,
  ADD CHECK ((kind = 'BYOC') = (org_id IS NOT NULL));

-- Tokens that enrol an agent once, and the keys that agents have made for themselves; the texts are stored nowhere.
CREATE TABLE region_enrolments (
  org_id text REFERENCES organizations,
  region text NOT NULL REFERENCES regions,
  token_sha256 text PRIMARY KEY,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  key_sha256 text,
  revoked_at timestamptz
);
CREATE INDEX region_enrolments_of_region ON region_enrolments (region);
CREATE TABLE region_credentials (
  org_id text REFERENCES organizations,
  region text NOT NULL REFERENCES regions,
  sha256 text PRIMARY KEY,
  created_at timestamptz NOT NULL,
  used_at timestamptz,
  ended_at timestamptz
);
CREATE INDEX region_credentials_of_region ON region_credentials (region) WHERE ended_at IS NULL;

-- Agents that came with a region's token go on with it until they are updated.
INSERT INTO region_credentials (region, sha256, created_at, used_at)
  SELECT name, token_sha256, coalesce(last_seen_at, now()), coalesce(last_seen_at, now()) FROM regions;
ALTER TABLE regions DROP COLUMN token_sha256;

ALTER TABLE regions ENABLE ROW LEVEL SECURITY;
ALTER TABLE region_enrolments ENABLE ROW LEVEL SECURITY;
ALTER TABLE region_credentials ENABLE ROW LEVEL SECURITY;
CREATE POLICY managed ON regions FOR SELECT USING (org_id IS NULL);
CREATE POLICY tenant ON regions USING (org_id = ANY (visible_organizations()));
CREATE POLICY region ON regions USING (name = current_setting('aerie.region', true));
CREATE POLICY tenant ON region_enrolments USING (org_id = ANY (visible_organizations()));
CREATE POLICY region ON region_enrolments USING (region = current_setting('aerie.region', true));
CREATE POLICY tenant ON region_credentials USING (org_id = ANY (visible_organizations()));
CREATE POLICY region ON region_credentials USING (region = current_setting('aerie.region', true));

-- Which region a token or key names, for who has it; and whether clusters of anybody are left in a region.
CREATE FUNCTION region_enrolling(token text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  RETURN (SELECT region FROM region_enrolments WHERE token_sha256 = token);
CREATE FUNCTION region_with_credential(key text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  RETURN (SELECT region FROM region_credentials JOIN regions ON name = region
    WHERE sha256 = key AND ended_at IS NULL AND removed_at IS NULL);
CREATE FUNCTION region_is_empty(wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  RETURN NOT EXISTS (SELECT FROM clusters WHERE region = wanted AND gone_at IS NULL);
REVOKE ALL ON FUNCTION region_enrolling(text), region_with_credential(text), region_is_empty(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION region_enrolling(text), region_with_credential(text), region_is_empty(text) TO "${appUser}";
GRANT SELECT ON cloud_regions TO "${appUser}";
GRANT SELECT, INSERT, UPDATE ON region_enrolments, region_credentials TO "${appUser}";

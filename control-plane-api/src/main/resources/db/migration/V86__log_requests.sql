-- What people want to read of clusters' logs: given to the region once, answered once, read once, and gone after minutes.
CREATE TABLE log_requests (
  org_id text NOT NULL,
  id text NOT NULL UNIQUE,
  project_id text NOT NULL,
  cluster_id text NOT NULL,
  region text NOT NULL,
  pod text,
  tail integer NOT NULL,
  since_at timestamptz,
  asked_at timestamptz NOT NULL,
  given_at timestamptz,
  answer jsonb,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, cluster_id) REFERENCES clusters
);
CREATE INDEX log_requests_to_give ON log_requests (region) WHERE given_at IS NULL;
CREATE INDEX log_requests_age ON log_requests (asked_at);

ALTER TABLE log_requests ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON log_requests USING (org_id = ANY (visible_organizations()));
CREATE POLICY region ON log_requests USING (region = current_setting('aerie.region', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON log_requests TO "${appUser}";

-- Those that nobody came back for.
CREATE FUNCTION forget_log_requests(since timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  DELETE FROM log_requests WHERE asked_at < since;
END;
REVOKE ALL ON FUNCTION forget_log_requests(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_log_requests(timestamptz) TO "${appUser}";

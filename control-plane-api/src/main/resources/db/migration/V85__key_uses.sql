-- How API keys were used with clusters, as each process of a pod counted it by the hour; kept for 30 days. Counts only rise:
-- a report that comes again, or late, changes nothing. What was told to the audit log is noted beside them.
CREATE TABLE api_key_uses (
  org_id text NOT NULL,
  cluster_id text NOT NULL,
  key_id text NOT NULL,
  hour timestamptz NOT NULL,
  instance text NOT NULL,
  calls bigint NOT NULL CHECK (calls >= refused),
  refused bigint NOT NULL CHECK (refused >= 0),
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  told_calls bigint NOT NULL DEFAULT 0,
  told_refused bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (org_id, cluster_id, key_id, hour, instance),
  FOREIGN KEY (org_id, cluster_id) REFERENCES clusters,
  FOREIGN KEY (org_id, key_id) REFERENCES api_keys
);
CREATE INDEX api_key_uses_untold ON api_key_uses (hour, org_id) WHERE calls > told_calls;
CREATE INDEX api_key_uses_age ON api_key_uses (hour);

ALTER TABLE api_key_uses ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON api_key_uses USING (org_id = ANY (visible_organizations()));
GRANT SELECT, INSERT, UPDATE ON api_key_uses TO "${appUser}";

-- Whose uses are to be told, for the clock: its work has no caller who could see them.
CREATE FUNCTION organizations_with_untold_key_uses(since timestamptz) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT DISTINCT org_id FROM api_key_uses WHERE calls > told_calls AND hour < since ORDER BY org_id;
END;
CREATE FUNCTION forget_key_uses(since timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  DELETE FROM api_key_uses WHERE hour < since AND calls = told_calls;
END;
REVOKE ALL ON FUNCTION organizations_with_untold_key_uses(timestamptz), forget_key_uses(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organizations_with_untold_key_uses(timestamptz), forget_key_uses(timestamptz) TO "${appUser}";

ALTER TABLE clusters
  ADD COLUMN deletion_protection boolean NOT NULL DEFAULT false,
  ADD COLUMN restarts bigint NOT NULL DEFAULT 0;

-- Plans and their limits are data; a limit that is not there is none.
CREATE TABLE plans (
  name text PRIMARY KEY,
  limits jsonb NOT NULL
);
INSERT INTO plans VALUES
  ('free', '{"PROJECTS": 1, "CLUSTERS": 1, "UNITS": 2, "API_KEYS": 10, "MEMBERS": 5}'),
  ('standard', '{"PROJECTS": 20, "CLUSTERS": 100, "UNITS": 512, "API_KEYS": 200, "MEMBERS": 100}'),
  ('enterprise', '{"PROJECTS": 500, "CLUSTERS": 2000, "UNITS": 32768, "API_KEYS": 5000, "MEMBERS": 10000}');
ALTER TABLE organizations ADD COLUMN plan text NOT NULL DEFAULT 'standard' REFERENCES plans;
GRANT SELECT ON plans TO "${appUser}";

-- Whose operations have been open since before a time: the clock's work has no caller who could see them.
CREATE FUNCTION organizations_waiting(since timestamptz) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT DISTINCT org_id FROM operations WHERE finished_at IS NULL AND created_at < since ORDER BY org_id;
END;
REVOKE ALL ON FUNCTION organizations_waiting(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organizations_waiting(timestamptz) TO "${appUser}";

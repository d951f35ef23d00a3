-- Where organisations stream their audit logs to. The destination is encrypted as a whole: it holds keys of theirs.
CREATE TABLE audit_sinks (
  org_id text NOT NULL REFERENCES organizations,
  id text NOT NULL UNIQUE,
  name text NOT NULL,
  destination text NOT NULL,
  enabled boolean NOT NULL,
  -- Everything up to this event has been taken by the other side.
  delivered_seq bigint NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  -- Who delivers moves it ahead first: nobody else delivers meanwhile, and somebody does when the first one was killed.
  next_attempt_at timestamptz NOT NULL,
  last_delivered_at timestamptz,
  last_error text,
  last_error_at timestamptz,
  etag bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX audit_sinks_name ON audit_sinks (org_id, name);

ALTER TABLE audit_sinks ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_sinks USING (org_id = ANY (visible_organizations()));
GRANT SELECT, INSERT, UPDATE, DELETE ON audit_sinks TO "${appUser}";

-- Who has events that a sink waits for, for the clock.
CREATE FUNCTION organizations_to_stream(due timestamptz) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT DISTINCT s.org_id FROM audit_sinks s JOIN audit_chains c ON c.org_id = s.org_id
  WHERE s.enabled AND s.next_attempt_at <= due AND s.delivered_seq < c.seq ORDER BY s.org_id;
END;
REVOKE ALL ON FUNCTION organizations_to_stream(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organizations_to_stream(timestamptz) TO "${appUser}";

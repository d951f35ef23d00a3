-- How long a plan keeps audit events; null: for ever.
ALTER TABLE plans ADD COLUMN audit_retention_days integer CHECK (audit_retention_days > 0);
UPDATE plans SET audit_retention_days = CASE name WHEN 'free' THEN 30 WHEN 'standard' THEN 365 WHEN 'enterprise' THEN 2555 END;

-- Where an organisation's chain begins: the last event that was removed, and its hash, on which the next one is built.
CREATE TABLE audit_checkpoints (
  org_id text PRIMARY KEY REFERENCES organizations,
  seq bigint NOT NULL,
  hash text NOT NULL,
  at timestamptz NOT NULL
);
ALTER TABLE audit_checkpoints ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_checkpoints USING (org_id = ANY (visible_organizations()));
GRANT SELECT ON audit_checkpoints TO "${appUser}";

-- Audit events go by the function below only.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('aerie.audit_retention', true) = 'on' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME;
END $$;
DROP TRIGGER append_only ON audit_events;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Removes what the plan no longer keeps at a time: whole days, oldest first, at most so many, nothing that a sink still
-- waits for. The last one removed; null when there is none. The chain is locked by who calls.
CREATE FUNCTION remove_audit_events(org text, due timestamptz, most integer) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  days integer := (SELECT audit_retention_days FROM plans p JOIN organizations o ON o.plan = p.name WHERE o.org_id = org);
  since timestamptz := date_trunc('day', due - days * interval '1 day', 'UTC');
  first_seq bigint := (SELECT min(seq) FROM audit_events WHERE org_id = org);
  last_seq bigint;
BEGIN
  IF days IS NULL OR first_seq IS NULL THEN
    RETURN NULL;
  END IF;
  last_seq := least(
    first_seq + most - 1,
    (SELECT seq FROM audit_chains WHERE org_id = org),
    (SELECT seq - 1 FROM audit_events WHERE org_id = org AND at >= since ORDER BY seq LIMIT 1),
    (SELECT min(delivered_seq) FROM audit_sinks WHERE org_id = org AND enabled));
  IF last_seq < first_seq THEN
    RETURN NULL;
  END IF;
  INSERT INTO audit_checkpoints (org_id, seq, hash, at)
    SELECT org_id, seq, hash, due FROM audit_events WHERE org_id = org AND seq = last_seq
    ON CONFLICT (org_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, at = excluded.at;
  -- A SET clause of the function would need a right that the schema's owner may not have.
  PERFORM set_config('aerie.audit_retention', 'on', true);
  DELETE FROM audit_events WHERE org_id = org AND seq <= last_seq;
  PERFORM set_config('aerie.audit_retention', 'off', true);
  RETURN last_seq;
END $$;

-- Whose oldest events may be due, for the clock.
CREATE FUNCTION organizations_with_old_events(due timestamptz) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT o.org_id FROM organizations o JOIN plans p ON p.name = o.plan
  WHERE EXISTS (SELECT FROM audit_events e WHERE e.org_id = o.org_id
    AND e.at < date_trunc('day', due - p.audit_retention_days * interval '1 day', 'UTC'))
  ORDER BY o.org_id;
END;
REVOKE ALL ON FUNCTION remove_audit_events(text, timestamptz, integer), organizations_with_old_events(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION remove_audit_events(text, timestamptz, integer), organizations_with_old_events(timestamptz)
  TO "${appUser}";

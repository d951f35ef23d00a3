-- What removes rows for whoever calls believes no time that it is told: how long rows are kept stands here, and the clock is PostgreSQL's.
-- Without that, whoever speaks to the database as the application could remove what was written a moment ago, audit events among it.
CREATE FUNCTION database_time() RETURNS timestamptz LANGUAGE sql STABLE RETURN now();
CREATE FUNCTION kept_since(told timestamptz, span interval) RETURNS timestamptz LANGUAGE sql STABLE
  RETURN least(told, database_time() - span);

CREATE OR REPLACE FUNCTION forget_cluster_samples(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM cluster_samples s USING (
      SELECT o.org_id, o.cluster_id, o.at FROM cluster_samples o WHERE o.at < kept_since(before, interval '30 days')
      ORDER BY o.at LIMIT most FOR UPDATE SKIP LOCKED) old
    WHERE s.org_id = old.org_id AND s.cluster_id = old.cluster_id AND s.at = old.at RETURNING 1)
  SELECT count(*) FROM gone;
END;

CREATE OR REPLACE FUNCTION forget_cluster_events(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM cluster_events e USING (
      SELECT o.org_id, o.cluster_id, o.id FROM cluster_events o WHERE o.at < kept_since(before, interval '30 days')
      ORDER BY o.at LIMIT most FOR UPDATE SKIP LOCKED) old
    WHERE e.org_id = old.org_id AND e.cluster_id = old.cluster_id AND e.id = old.id RETURNING 1)
  SELECT count(*) FROM gone;
END;

CREATE OR REPLACE FUNCTION forget_key_uses(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM api_key_uses u USING (
      SELECT o.org_id, o.cluster_id, o.key_id, o.hour, o.instance FROM api_key_uses o
      WHERE o.hour < kept_since(before, interval '30 days') AND o.calls = o.told_calls ORDER BY o.hour LIMIT most FOR UPDATE SKIP LOCKED) old
    WHERE u.org_id = old.org_id AND u.cluster_id = old.cluster_id AND u.key_id = old.key_id AND u.hour = old.hour
      AND u.instance = old.instance RETURNING 1)
  SELECT count(*) FROM gone;
END;

CREATE OR REPLACE FUNCTION forget_log_requests(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM log_requests r USING (
      SELECT o.id FROM log_requests o WHERE o.asked_at < kept_since(before, interval '2 minutes')
      ORDER BY o.asked_at LIMIT most FOR UPDATE SKIP LOCKED) old
    WHERE r.id = old.id RETURNING 1)
  SELECT count(*) FROM gone;
END;

CREATE OR REPLACE FUNCTION forget_idempotency_keys(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM idempotency_keys k USING (
      SELECT o.principal_id, o.key_sha256 FROM idempotency_keys o WHERE o.created_at < kept_since(before, interval '24 hours')
      ORDER BY o.created_at LIMIT most FOR UPDATE SKIP LOCKED) old
    WHERE k.principal_id = old.principal_id AND k.key_sha256 = old.key_sha256 RETURNING 1)
  SELECT count(*) FROM gone;
END;

CREATE OR REPLACE FUNCTION forget_ended_sessions(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM ended_sessions s USING (
      SELECT o.session FROM ended_sessions o WHERE o.ended_at < kept_since(before, interval '31 days')
      ORDER BY o.ended_at LIMIT most FOR UPDATE SKIP LOCKED) old
    WHERE s.session = old.session RETURNING 1)
  SELECT count(*) FROM gone;
END;

-- As before, and only of an organisation that the transaction works for.
CREATE OR REPLACE FUNCTION remove_audit_events(org text, due timestamptz, most integer) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  days integer := (SELECT audit_retention_days FROM plans p JOIN organizations o ON o.plan = p.name
    WHERE o.org_id = org AND o.org_id = ANY (visible_organizations())
      AND (o.audit_kept_until IS NULL OR o.audit_kept_until <= database_time()));
  since timestamptz := date_trunc('day', kept_since(due, interval '0') - days * interval '1 day', 'UTC');
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

CREATE OR REPLACE FUNCTION forget_ended_subjects(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM ended_subjects s USING (
      SELECT o.subject FROM ended_subjects o WHERE o.ended_at < kept_since(before, interval '31 days')
      ORDER BY o.ended_at LIMIT most FOR UPDATE SKIP LOCKED) old
    WHERE s.subject = old.subject RETURNING 1)
  SELECT count(*) FROM gone;
END;

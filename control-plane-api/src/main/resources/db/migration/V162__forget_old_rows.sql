-- One way of removing rows that have been kept for long enough: so many at a time, of whichever tenant, and counted. The clock's work has no
-- caller who could see them.
DROP FUNCTION forget_observations(timestamptz);
DROP FUNCTION forget_key_uses(timestamptz);
DROP FUNCTION forget_log_requests(timestamptz);

CREATE FUNCTION forget_cluster_samples(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM cluster_samples s USING (
      SELECT o.org_id, o.cluster_id, o.at FROM cluster_samples o WHERE o.at < before
      ORDER BY o.at LIMIT most FOR UPDATE SKIP LOCKED) old
    WHERE s.org_id = old.org_id AND s.cluster_id = old.cluster_id AND s.at = old.at RETURNING 1)
  SELECT count(*) FROM gone;
END;

CREATE FUNCTION forget_cluster_events(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM cluster_events e USING (
      SELECT o.org_id, o.cluster_id, o.id FROM cluster_events o WHERE o.at < before
      ORDER BY o.at LIMIT most FOR UPDATE SKIP LOCKED) old
    WHERE e.org_id = old.org_id AND e.cluster_id = old.cluster_id AND e.id = old.id RETURNING 1)
  SELECT count(*) FROM gone;
END;

-- What was not told to the audit log stays until it is.
CREATE FUNCTION forget_key_uses(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM api_key_uses u USING (
      SELECT o.org_id, o.cluster_id, o.key_id, o.hour, o.instance FROM api_key_uses o
      WHERE o.hour < before AND o.calls = o.told_calls ORDER BY o.hour LIMIT most FOR UPDATE SKIP LOCKED) old
    WHERE u.org_id = old.org_id AND u.cluster_id = old.cluster_id AND u.key_id = old.key_id AND u.hour = old.hour
      AND u.instance = old.instance RETURNING 1)
  SELECT count(*) FROM gone;
END;

CREATE FUNCTION forget_log_requests(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM log_requests r USING (
      SELECT o.id FROM log_requests o WHERE o.asked_at < before
      ORDER BY o.asked_at LIMIT most FOR UPDATE SKIP LOCKED) old
    WHERE r.id = old.id RETURNING 1)
  SELECT count(*) FROM gone;
END;

REVOKE ALL ON FUNCTION forget_cluster_samples(timestamptz, integer), forget_cluster_events(timestamptz, integer),
  forget_key_uses(timestamptz, integer), forget_log_requests(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_cluster_samples(timestamptz, integer), forget_cluster_events(timestamptz, integer),
  forget_key_uses(timestamptz, integer), forget_log_requests(timestamptz, integer) TO "${appUser}";

-- Ended sessions go as all rows do that have been kept for long enough, and in no other way: with one deleted, a copy of its cookie would open the
-- console again.
CREATE FUNCTION forget_ended_sessions(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM ended_sessions s USING (
      SELECT o.session FROM ended_sessions o WHERE o.ended_at < before
      ORDER BY o.ended_at LIMIT most FOR UPDATE SKIP LOCKED) old
    WHERE s.session = old.session RETURNING 1)
  SELECT count(*) FROM gone;
END;
REVOKE ALL ON FUNCTION forget_ended_sessions(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_ended_sessions(timestamptz, integer) TO "${appUser}";
REVOKE DELETE ON ended_sessions FROM "${appUser}";

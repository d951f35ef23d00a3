-- What was answered under Idempotency-Keys, of whoever: keys that were revoked and people who left do not come back to have theirs removed.
CREATE FUNCTION forget_idempotency_keys(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM idempotency_keys k USING (
      SELECT o.principal_id, o.key_sha256 FROM idempotency_keys o WHERE o.created_at < before
      ORDER BY o.created_at LIMIT most FOR UPDATE SKIP LOCKED) old
    WHERE k.principal_id = old.principal_id AND k.key_sha256 = old.key_sha256 RETURNING 1)
  SELECT count(*) FROM gone;
END;
REVOKE ALL ON FUNCTION forget_idempotency_keys(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_idempotency_keys(timestamptz, integer) TO "${appUser}";

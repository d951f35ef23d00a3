-- A verified domain is looked at again: it may have been sold.
ALTER TABLE sso_connections
  ADD COLUMN domain_looked_at timestamptz,
  -- Since when its TXT record is gone; empty while it is there.
  ADD COLUMN domain_missing_since timestamptz;

-- Connections whose domain was last looked at before a time, for the clock.
CREATE FUNCTION sso_domains_due(before timestamptz)
  RETURNS TABLE (org_id text, id text, looked_at timestamptz, missing_since timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT c.org_id, c.id, c.domain_looked_at, c.domain_missing_since
  FROM sso_connections c JOIN organizations o ON o.org_id = c.org_id
  WHERE o.deleted_at IS NULL AND c.domain_verified_at IS NOT NULL
    AND (c.domain_looked_at IS NULL OR c.domain_looked_at < before)
  ORDER BY c.domain_looked_at NULLS FIRST;
END;
REVOKE ALL ON FUNCTION sso_domains_due(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sso_domains_due(timestamptz) TO "${appUser}";

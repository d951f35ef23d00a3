-- Connections people come through first, and last those that could not be read the time before: what does not answer holds up no other.
CREATE OR REPLACE FUNCTION sso_metadata_due(before timestamptz) RETURNS TABLE (org_id text, id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT c.org_id, c.id FROM sso_connections c JOIN organizations o ON o.org_id = c.org_id
  WHERE o.deleted_at IS NULL AND c.metadata_url IS NOT NULL AND c.metadata_read_at < before
  ORDER BY c.metadata_problem IS NOT NULL, c.domain_verified_at IS NULL, c.metadata_read_at, c.id;
END;

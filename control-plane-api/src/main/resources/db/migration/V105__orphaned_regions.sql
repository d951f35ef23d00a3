-- Regions of organisations that were deleted when that left regions behind, for the clock: nobody is left who could see them.
CREATE FUNCTION orphaned_regions() RETURNS TABLE (org_id text, name text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT r.org_id, r.name FROM regions r JOIN organizations o ON o.org_id = r.org_id
  WHERE r.removed_at IS NULL AND o.deleted_at IS NOT NULL ORDER BY r.name;
END;
REVOKE ALL ON FUNCTION orphaned_regions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION orphaned_regions() TO "${appUser}";

-- A token of a region that was removed enrols nobody; it made the control plane look for the region in vain (500).
CREATE OR REPLACE FUNCTION region_enrolling(token text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  RETURN (SELECT region FROM region_enrolments JOIN regions ON name = region WHERE token_sha256 = token AND removed_at IS NULL);

-- What holds for somebody who signs in: by the address that the token tells, by the connection it came through, and by the address that
-- is kept of the account, since whoever changes theirs at Keycloak stays in the organisation that enforces its domain. The break-glass
-- owner is kept whatever their address, so that their sign-ins are noticed. Replicas of the version before use sso_rules(text, text)
-- until they are gone.
CREATE FUNCTION sso_rules(wanted_domain text, wanted_connection text, wanted_user text)
  RETURNS TABLE (org_id text, id text, domain text, enforced boolean, break_glass_user_id text, kept boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH person AS (
    -- Who was told by SCIM and has not signed in yet has the address as name.
    SELECT u.id, lower(substring(coalesce(u.email, u.name) FROM '[^@]*$')) AS domain FROM users u WHERE u.id = wanted_user)
  SELECT c.org_id, c.id, c.domain, c.enforced, c.break_glass_user_id, coalesce(c.break_glass_user_id = wanted_user, false)
    OR EXISTS (SELECT FROM person p JOIN memberships m ON m.user_id = p.id WHERE p.domain = c.domain AND m.org_id = c.org_id)
  FROM sso_connections c JOIN organizations o ON o.org_id = c.org_id
  WHERE o.deleted_at IS NULL AND c.domain_verified_at IS NOT NULL
    AND (c.domain = lower(wanted_domain) OR c.id = wanted_connection OR c.break_glass_user_id = wanted_user
      OR c.domain = (SELECT p.domain FROM person p));
END;
REVOKE ALL ON FUNCTION sso_rules(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sso_rules(text, text, text) TO "${appUser}";

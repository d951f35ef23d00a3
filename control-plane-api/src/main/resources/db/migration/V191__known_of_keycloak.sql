-- Which of these ids a row names, whichever organisation's; a service account that was deleted counts until Keycloak has heard of it, and after that.
CREATE FUNCTION known_of_keycloak(ids text[]) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT id FROM service_accounts WHERE id = ANY (ids)
  UNION ALL SELECT id FROM sso_connections WHERE id = ANY (ids);
END;
REVOKE ALL ON FUNCTION known_of_keycloak(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION known_of_keycloak(text[]) TO "${appUser}";

-- Sessions that people have ended by signing out, by the id that Keycloak gave them; a copy of the session's cookie opens nothing then.
CREATE TABLE ended_sessions (
  session text PRIMARY KEY CHECK (session <> ''),
  ended_at timestamptz NOT NULL
);
CREATE INDEX ended_sessions_age ON ended_sessions (ended_at);
GRANT SELECT, INSERT, DELETE ON ended_sessions TO "${appUser}";

-- Tells listeners that somebody may hold fewer rights than a while ago, so that what they listen to ends; never which. Without a principal it may be
-- anybody of the organisation.
CREATE FUNCTION tell_rights() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
BEGIN
  PERFORM pg_notify('aerie_rights', jsonb_build_object(
    'organizationId', changed ->> 'org_id',
    'principalId', changed ->> TG_ARGV[0],
    'session', changed ->> TG_ARGV[1])::text);
  RETURN NULL;
END $$;
CREATE TRIGGER rights_told AFTER UPDATE OF revoked_at, expires_at, role, project_id, cluster_ids, scopes, ip_allowlist OR DELETE ON api_keys
  FOR EACH ROW EXECUTE FUNCTION tell_rights('id', '');
CREATE TRIGGER rights_told AFTER UPDATE OR DELETE ON memberships FOR EACH ROW EXECUTE FUNCTION tell_rights('user_id', '');
CREATE TRIGGER rights_told AFTER UPDATE OR DELETE ON project_memberships FOR EACH ROW EXECUTE FUNCTION tell_rights('user_id', '');
CREATE TRIGGER rights_told AFTER UPDATE OF disabled, deleted_at OR DELETE ON service_accounts
  FOR EACH ROW EXECUTE FUNCTION tell_rights('id', '');
CREATE TRIGGER rights_told AFTER UPDATE OF permissions, data_role OR DELETE ON project_roles FOR EACH ROW EXECUTE FUNCTION tell_rights('', '');
CREATE TRIGGER rights_told AFTER UPDATE OF enforced, domain_verified_at, break_glass_user_id OR DELETE ON sso_connections
  FOR EACH ROW EXECUTE FUNCTION tell_rights('', '');
CREATE TRIGGER rights_told AFTER INSERT ON ended_sessions FOR EACH ROW EXECUTE FUNCTION tell_rights('', 'session');

-- Tells listeners what has changed, never how: who hears of it asks the API, which knows what they may see.
CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed jsonb := to_jsonb(NEW);
BEGIN
  PERFORM pg_notify('aerie_changes', jsonb_build_object(
    'organizationId', NEW.org_id,
    'kind', TG_ARGV[0],
    'id', changed ->> TG_ARGV[1],
    'projectId', changed ->> TG_ARGV[2],
    'clusterId', changed ->> TG_ARGV[3])::text);
  RETURN NULL;
END $$;
CREATE TRIGGER told AFTER INSERT OR UPDATE ON organizations FOR EACH ROW
  EXECUTE FUNCTION tell_change('ORGANIZATION', 'org_id', '', '');
CREATE TRIGGER told AFTER INSERT OR UPDATE ON projects FOR EACH ROW
  EXECUTE FUNCTION tell_change('PROJECT', 'id', 'id', '');
CREATE TRIGGER told AFTER INSERT OR UPDATE ON clusters FOR EACH ROW
  EXECUTE FUNCTION tell_change('CLUSTER', 'id', 'project_id', 'id');
CREATE TRIGGER told AFTER INSERT OR UPDATE ON operations FOR EACH ROW
  EXECUTE FUNCTION tell_change('OPERATION', 'id', '', 'cluster_id');
CREATE TRIGGER told AFTER INSERT OR UPDATE OF revoked_at, expires_at, rotated_to ON api_keys FOR EACH ROW
  EXECUTE FUNCTION tell_change('API_KEY', 'id', 'project_id', '');

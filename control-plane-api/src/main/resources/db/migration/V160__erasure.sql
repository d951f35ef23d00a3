-- What was deleted is erased when it can be brought back no more. A cluster is erased by its region, which is told since erasing_at
-- and has done so at erased_at; one that is there cannot be: who brings it back takes gone_at away.
ALTER TABLE clusters
  ADD COLUMN erasing_at timestamptz,
  ADD COLUMN erased_at timestamptz,
  -- Not before, though it is due.
  ADD COLUMN kept_until timestamptz,
  -- Why the region could not, the last time it told.
  ADD COLUMN erasure_problem text,
  ADD CONSTRAINT clusters_erased_when_gone CHECK (gone_at IS NOT NULL OR (erasing_at IS NULL AND erased_at IS NULL));
ALTER TABLE projects
  ADD COLUMN erased_at timestamptz,
  ADD CONSTRAINT projects_erased_when_deleted CHECK (deleted_at IS NOT NULL OR erased_at IS NULL);
ALTER TABLE organizations
  ADD COLUMN erased_at timestamptz,
  ADD CONSTRAINT organizations_erased_when_deleted CHECK (deleted_at IS NOT NULL OR erased_at IS NULL);
-- Until now objects of these stayed for as long as people left them there, which somebody may rely on: they have 30 days from here.
UPDATE clusters SET kept_until = now() + interval '30 days' WHERE gone_at IS NOT NULL AND deletion_policy = 'RETAIN';
CREATE INDEX clusters_to_erase ON clusters (gone_at) WHERE gone_at IS NOT NULL AND erased_at IS NULL;

-- What was deleted before a time and is still there, for the clock: what is inside goes first.
CREATE FUNCTION erasures_due(since timestamptz, due timestamptz) RETURNS TABLE (kind text, org_id text, id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT 'CLUSTER', c.org_id, c.id FROM clusters c
    WHERE c.gone_at IS NOT NULL AND c.gone_at <= since AND (c.kept_until IS NULL OR c.kept_until <= due) AND c.erased_at IS NULL AND (c.erasing_at IS NULL
      OR EXISTS (SELECT FROM regions r WHERE r.name = c.region AND r.removed_at IS NOT NULL))
  UNION ALL SELECT 'PROJECT', p.org_id, p.id FROM projects p WHERE p.deleted_at <= since AND p.erased_at IS NULL
    AND NOT EXISTS (SELECT FROM clusters c WHERE c.org_id = p.org_id AND c.project_id = p.id AND c.erased_at IS NULL)
  UNION ALL SELECT 'ORGANIZATION', o.org_id, o.org_id FROM organizations o WHERE o.deleted_at <= since AND o.erased_at IS NULL
    AND NOT EXISTS (SELECT FROM projects p WHERE p.org_id = o.org_id AND p.erased_at IS NULL);
END;

-- Removes what tells anything of a cluster, which has no objects any more. Its row stays without what people wrote, and so do those of its
-- backups: usage, and clusters that began with one of these, name them. False when it is not to be erased.
CREATE FUNCTION erase_cluster(org text, cluster text, due timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE clusters SET erased_at = due, erasure_problem = NULL, name = id, labels = '{}', options = '{}', state_reason = NULL, endpoint = NULL
    WHERE org_id = org AND id = cluster AND org_id = ANY (visible_organizations())
      AND gone_at IS NOT NULL AND erasing_at IS NOT NULL AND erased_at IS NULL;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM notifications WHERE org_id = org AND payload ->> 'subject' = cluster;
  DELETE FROM alerts WHERE org_id = org AND subject = cluster;
  DELETE FROM cluster_samples WHERE org_id = org AND cluster_id = cluster;
  DELETE FROM cluster_events WHERE org_id = org AND cluster_id = cluster;
  DELETE FROM log_requests WHERE org_id = org AND cluster_id = cluster;
  DELETE FROM api_key_uses WHERE org_id = org AND cluster_id = cluster;
  DELETE FROM restores WHERE org_id = org AND cluster_id = cluster;
  DELETE FROM backup_schedules WHERE org_id = org AND cluster_id = cluster;
  DELETE FROM operations WHERE org_id = org AND cluster_id = cluster;
  UPDATE backups SET gone_at = coalesce(gone_at, due), name = id, state_reason = NULL, collections = 0, row_count = 0, bytes = 0, recall = NULL
    WHERE org_id = org AND cluster_id = cluster;
  -- Keys that opened nothing but what is erased: their scopes name databases and collections. Without them they would open more, so they end.
  UPDATE api_keys k SET revoked_at = coalesce(k.revoked_at, due), scopes = '[]', ip_allowlist = '{}', etag = k.etag + 1
    WHERE k.org_id = org AND cluster = ANY (k.cluster_ids)
      AND NOT EXISTS (SELECT FROM clusters c WHERE c.org_id = org AND c.id = ANY (k.cluster_ids) AND c.erased_at IS NULL);
  RETURN true;
END $$;

-- The same of a project whose clusters are erased.
CREATE FUNCTION erase_project(org text, project text, since timestamptz, due timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE projects SET erased_at = due, name = id, limits = '{}'
    WHERE org_id = org AND id = project AND org_id = ANY (visible_organizations()) AND deleted_at <= since AND erased_at IS NULL
      AND NOT EXISTS (SELECT FROM clusters c WHERE c.org_id = org AND c.project_id = project AND c.erased_at IS NULL);
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM project_memberships WHERE org_id = org AND project_id = project;
  DELETE FROM scim_group_projects WHERE org_id = org AND project_id = project;
  DELETE FROM api_key_uses u USING api_keys k WHERE u.org_id = org AND k.org_id = org AND k.id = u.key_id AND k.project_id = project;
  DELETE FROM api_keys WHERE org_id = org AND project_id = project;
  RETURN true;
END $$;

-- The same of an organisation whose projects are erased and whose service accounts Keycloak has let go. Usage, which was billed, and
-- audit events, which go by the plan, stay.
CREATE FUNCTION erase_organization(org text, since timestamptz, due timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE organizations SET erased_at = due, name = org_id
    WHERE org_id = org AND org_id = ANY (visible_organizations()) AND deleted_at <= since AND erased_at IS NULL
      AND NOT EXISTS (SELECT FROM projects p WHERE p.org_id = org AND p.erased_at IS NULL)
      AND NOT EXISTS (SELECT FROM service_accounts a WHERE a.org_id = org AND NOT a.told);
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM notification_channels WHERE org_id = org;
  DELETE FROM alert_rules WHERE org_id = org;
  DELETE FROM audit_sinks WHERE org_id = org;
  DELETE FROM mails WHERE org_id = org;
  DELETE FROM mail_allowances WHERE org_id = org;
  DELETE FROM invitations WHERE org_id = org;
  DELETE FROM scim_groups WHERE org_id = org;
  DELETE FROM scim_users WHERE org_id = org;
  DELETE FROM scim_tokens WHERE org_id = org;
  DELETE FROM sso_connections WHERE org_id = org;
  DELETE FROM api_key_uses WHERE org_id = org;
  DELETE FROM api_keys WHERE org_id = org;
  DELETE FROM key_revisions WHERE org_id = org;
  DELETE FROM project_roles WHERE org_id = org;
  UPDATE users u SET name = u.id FROM service_accounts a WHERE a.org_id = org AND a.id = u.id;
  DELETE FROM service_accounts WHERE org_id = org;
  RETURN true;
END $$;

-- Of a region of the platform, clusters whose objects are still to be erased count as well: nobody else could.
CREATE OR REPLACE FUNCTION region_is_empty(wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  RETURN NOT EXISTS (SELECT FROM clusters c JOIN regions r ON r.name = c.region WHERE c.region = wanted
    AND (c.gone_at IS NULL OR (r.org_id IS NULL AND c.deletion_policy = 'RETAIN' AND c.erased_at IS NULL)));

REVOKE ALL ON FUNCTION erasures_due(timestamptz, timestamptz), erase_cluster(text, text, timestamptz), erase_project(text, text, timestamptz, timestamptz),
  erase_organization(text, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION erasures_due(timestamptz, timestamptz), erase_cluster(text, text, timestamptz), erase_project(text, text, timestamptz, timestamptz),
  erase_organization(text, timestamptz, timestamptz) TO "${appUser}";

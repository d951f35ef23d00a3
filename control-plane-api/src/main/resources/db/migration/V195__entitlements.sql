-- What an organisation may have in place of what its plan allows; a limit that is not there is the plan's.
ALTER TABLE organizations
  ADD COLUMN limits jsonb NOT NULL DEFAULT '{}',
  -- No audit event is removed before: the plan before kept them for longer, and this one may be a mistake.
  ADD COLUMN audit_kept_until timestamptz;

-- Ids of organisations that have a text in their names, and a plan if one is given, for those who run the platform. Ids alone: what else
-- there is to see of them stands behind row-level security.
CREATE FUNCTION organizations_named(part text, wanted_plan text, after_id text, most integer) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT org_id FROM organizations
  WHERE deleted_at IS NULL AND org_id > after_id AND strpos(lower(name), lower(part)) > 0
    AND (wanted_plan IS NULL OR plan = wanted_plan)
  ORDER BY org_id LIMIT most;
END;
REVOKE ALL ON FUNCTION organizations_named(text, text, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organizations_named(text, text, text, integer) TO "${appUser}";

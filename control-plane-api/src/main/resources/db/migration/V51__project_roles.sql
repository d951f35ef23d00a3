-- Roles that organisations make of single permissions, to be held in projects.
CREATE TABLE project_roles (
  org_id text NOT NULL REFERENCES organizations,
  id text NOT NULL UNIQUE,
  name text NOT NULL,
  permissions text[] NOT NULL,
  -- The role its keys have with clusters.
  data_role text CHECK (data_role IN ('DATA_ADMIN', 'DATA_OPERATOR', 'DATA_VIEWER')),
  etag bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  UNIQUE (org_id, name)
);

-- A role is the name of a built-in one or the id of one of these.
ALTER TABLE project_memberships
  DROP CONSTRAINT project_memberships_role_check,
  ADD COLUMN custom_role text GENERATED ALWAYS AS (CASE WHEN role LIKE 'rol\_%' THEN role END) STORED,
  ADD CHECK (custom_role IS NOT NULL OR role IN ('PROJECT_ADMIN', 'DATA_ADMIN', 'DATA_OPERATOR', 'DATA_VIEWER')),
  ADD FOREIGN KEY (org_id, custom_role) REFERENCES project_roles;
CREATE INDEX project_memberships_of_role ON project_memberships (org_id, custom_role);
CREATE INDEX api_keys_of_role ON api_keys (org_id, role);

ALTER TABLE project_roles ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON project_roles USING (org_id = ANY (visible_organizations()));
CREATE POLICY held ON project_roles FOR SELECT USING (
  EXISTS (SELECT FROM project_memberships m WHERE m.org_id = project_roles.org_id AND m.role = project_roles.id
    AND m.user_id = current_setting('aerie.principal', true))
  OR EXISTS (SELECT FROM api_keys k WHERE k.org_id = project_roles.org_id AND k.role = project_roles.id
    AND k.id = current_setting('aerie.principal', true)));
GRANT SELECT, INSERT, UPDATE, DELETE ON project_roles TO "${appUser}";

UPDATE plans SET limits = limits || '{"PROJECT_ROLES": 2}' WHERE name = 'free';
UPDATE plans SET limits = limits || '{"PROJECT_ROLES": 20}' WHERE name = 'standard';
UPDATE plans SET limits = limits || '{"PROJECT_ROLES": 100}' WHERE name = 'enterprise';

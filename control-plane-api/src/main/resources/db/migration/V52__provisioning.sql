-- Accounts made by an organisation's identity provider (SCIM) before the person has signed in.
ALTER TABLE users ADD COLUMN provisioned boolean NOT NULL DEFAULT false;

CREATE TABLE scim_tokens (
  org_id text NOT NULL REFERENCES organizations,
  id text NOT NULL UNIQUE,
  name text NOT NULL,
  sha256 text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz,
  PRIMARY KEY (org_id, id)
);

-- People as the identity provider tells of them; while one is active, they are a member.
CREATE TABLE scim_users (
  org_id text NOT NULL REFERENCES organizations,
  id text NOT NULL REFERENCES users,
  user_name text NOT NULL,
  external_id text,
  active boolean NOT NULL,
  resource json NOT NULL,
  -- Whether the roles they have now came from groups.
  roles_of_groups boolean NOT NULL DEFAULT false,
  version bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX scim_users_name ON scim_users (org_id, lower(user_name));

-- Groups, and what their members are: owners of the organisation say that.
CREATE TABLE scim_groups (
  org_id text NOT NULL REFERENCES organizations,
  id text NOT NULL UNIQUE,
  display_name text NOT NULL,
  external_id text,
  role text CHECK (role IN ('ORGANIZATION_OWNER', 'BILLING_ADMIN', 'MEMBER')),
  version bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX scim_groups_name ON scim_groups (org_id, lower(display_name));
CREATE TABLE scim_group_members (
  org_id text NOT NULL,
  group_id text NOT NULL,
  user_id text NOT NULL,
  PRIMARY KEY (org_id, group_id, user_id),
  FOREIGN KEY (org_id, group_id) REFERENCES scim_groups ON DELETE CASCADE,
  FOREIGN KEY (org_id, user_id) REFERENCES scim_users ON DELETE CASCADE
);
CREATE INDEX scim_group_members_of_user ON scim_group_members (org_id, user_id);
CREATE TABLE scim_group_projects (
  org_id text NOT NULL,
  group_id text NOT NULL,
  project_id text NOT NULL,
  role text NOT NULL,
  custom_role text GENERATED ALWAYS AS (CASE WHEN role LIKE 'rol\_%' THEN role END) STORED,
  PRIMARY KEY (org_id, group_id, project_id),
  FOREIGN KEY (org_id, group_id) REFERENCES scim_groups ON DELETE CASCADE,
  FOREIGN KEY (org_id, project_id) REFERENCES projects,
  FOREIGN KEY (org_id, custom_role) REFERENCES project_roles
);
CREATE INDEX scim_group_projects_of_role ON scim_group_projects (org_id, custom_role);

ALTER TABLE scim_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE scim_users ENABLE ROW LEVEL SECURITY;
ALTER TABLE scim_groups ENABLE ROW LEVEL SECURITY;
ALTER TABLE scim_group_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE scim_group_projects ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON scim_tokens USING (org_id = ANY (visible_organizations()));
CREATE POLICY tenant ON scim_users USING (org_id = ANY (visible_organizations()));
CREATE POLICY tenant ON scim_groups USING (org_id = ANY (visible_organizations()));
CREATE POLICY tenant ON scim_group_members USING (org_id = ANY (visible_organizations()));
CREATE POLICY tenant ON scim_group_projects USING (org_id = ANY (visible_organizations()));
GRANT SELECT, INSERT, UPDATE ON scim_tokens TO "${appUser}";
GRANT SELECT, INSERT, UPDATE, DELETE ON scim_users, scim_groups, scim_group_members, scim_group_projects TO "${appUser}";

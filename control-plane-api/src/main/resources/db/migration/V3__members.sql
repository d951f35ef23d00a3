-- What people may do in single projects, beside their role in the organisation.
CREATE TABLE project_memberships (
  org_id text NOT NULL,
  project_id text NOT NULL,
  user_id text NOT NULL,
  role text NOT NULL CHECK (role IN ('PROJECT_ADMIN', 'DATA_ADMIN', 'DATA_OPERATOR', 'DATA_VIEWER')),
  PRIMARY KEY (org_id, project_id, user_id),
  FOREIGN KEY (org_id, project_id) REFERENCES projects,
  FOREIGN KEY (org_id, user_id) REFERENCES memberships ON DELETE CASCADE
);
CREATE INDEX project_memberships_of_user ON project_memberships (user_id);

ALTER TABLE memberships
  ADD COLUMN etag bigint NOT NULL DEFAULT 1,
  ADD CHECK (role IN ('ORGANIZATION_OWNER', 'BILLING_ADMIN', 'MEMBER'));

-- The address the identity provider has verified; how members are added.
ALTER TABLE users ADD COLUMN email text;
CREATE INDEX users_email ON users (lower(email));

ALTER TABLE project_memberships ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON project_memberships USING (org_id = ANY (visible_organizations()));
CREATE POLICY own ON project_memberships FOR SELECT USING (user_id = current_setting('aerie.principal', true));

-- People see themselves, and those they share an organisation with.
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users USING (subject = current_setting('aerie.subject', true));
CREATE POLICY fellow ON users FOR SELECT USING (EXISTS (
  SELECT FROM memberships m WHERE m.user_id = users.id AND m.org_id = ANY (visible_organizations())));

-- The account with a verified address, for an owner who adds it by that address.
CREATE FUNCTION account_of(wanted text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  RETURN (SELECT id FROM users WHERE lower(email) = lower(wanted) ORDER BY created_at LIMIT 1);
REVOKE ALL ON FUNCTION account_of(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION account_of(text) TO "${appUser}";

GRANT UPDATE ON memberships TO "${appUser}";
GRANT SELECT, INSERT, DELETE ON project_memberships TO "${appUser}";

-- How the people of an organisation sign in by an identity provider of their own. Keycloak brokers; secrets are only there.
CREATE TABLE sso_connections (
  org_id text NOT NULL REFERENCES organizations,
  id text NOT NULL UNIQUE,
  name text NOT NULL,
  protocol text NOT NULL CHECK (protocol IN ('SAML', 'OIDC')),
  domain text NOT NULL CHECK (domain = lower(domain)),
  domain_token text NOT NULL,
  domain_verified_at timestamptz,
  enforced boolean NOT NULL DEFAULT false,
  break_glass_user_id text,
  default_role text CHECK (default_role IN ('ORGANIZATION_OWNER', 'BILLING_ADMIN', 'MEMBER')),
  groups_attribute text NOT NULL,
  role_mappings jsonb NOT NULL DEFAULT '[]',
  -- The entity id of a SAML provider, the issuer of an OIDC one.
  issuer text NOT NULL,
  sign_on_url text NOT NULL,
  client_id text,
  metadata_url text,
  encrypted_assertions boolean NOT NULL DEFAULT false,
  -- What the provider signs with, each in base64.
  certificates text[] NOT NULL DEFAULT '{}',
  metadata_read_at timestamptz NOT NULL,
  metadata_problem text,
  etag bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  CHECK (domain_verified_at IS NOT NULL OR NOT enforced),
  CHECK (break_glass_user_id IS NOT NULL OR NOT enforced)
);
-- Whoever proves a domain first has it, whichever organisation that is.
CREATE UNIQUE INDEX sso_connections_domain ON sso_connections (domain) WHERE domain_verified_at IS NOT NULL;

-- Sessions that came through a connection or past it. What groups give is applied once for each: somebody with two sessions open
-- keeps what the later one gave.
CREATE TABLE sso_sign_ins (
  org_id text NOT NULL,
  connection_id text NOT NULL,
  user_id text NOT NULL REFERENCES users,
  session text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (org_id, connection_id, user_id, session),
  FOREIGN KEY (org_id, connection_id) REFERENCES sso_connections ON DELETE CASCADE
);

ALTER TABLE sso_connections ENABLE ROW LEVEL SECURITY;
ALTER TABLE sso_sign_ins ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sso_connections USING (org_id = ANY (visible_organizations()));
CREATE POLICY tenant ON sso_sign_ins USING (org_id = ANY (visible_organizations()));

-- What holds for somebody who signs in with an address of a domain, or through a connection, before it is known who it is.
CREATE FUNCTION sso_rules(wanted_domain text, wanted_connection text)
  RETURNS TABLE (org_id text, id text, domain text, enforced boolean, break_glass_user_id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT c.org_id, c.id, c.domain, c.enforced, c.break_glass_user_id
  FROM sso_connections c JOIN organizations o ON o.org_id = c.org_id
  WHERE o.deleted_at IS NULL AND c.domain_verified_at IS NOT NULL
    AND (c.domain = lower(wanted_domain) OR c.id = wanted_connection);
END;
-- Connections whose metadata lies at a URL and was last read before a time, for the clock.
CREATE FUNCTION sso_metadata_due(before timestamptz) RETURNS TABLE (org_id text, id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT c.org_id, c.id FROM sso_connections c JOIN organizations o ON o.org_id = c.org_id
  WHERE o.deleted_at IS NULL AND c.metadata_url IS NOT NULL AND c.metadata_read_at < before ORDER BY c.id;
END;
REVOKE ALL ON FUNCTION sso_rules(text, text), sso_metadata_due(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sso_rules(text, text), sso_metadata_due(timestamptz) TO "${appUser}";
GRANT SELECT, INSERT, UPDATE, DELETE ON sso_connections, sso_sign_ins TO "${appUser}";

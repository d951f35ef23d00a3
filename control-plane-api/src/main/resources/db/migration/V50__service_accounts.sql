-- Service accounts stand beside people: as them they have a name, a role in the organisation and others in its projects.
ALTER TABLE users ADD COLUMN kind text NOT NULL DEFAULT 'USER' CHECK (kind IN ('USER', 'SERVICE_ACCOUNT'));

CREATE TABLE service_accounts (
  org_id text NOT NULL REFERENCES organizations,
  id text NOT NULL UNIQUE REFERENCES users,
  -- What Keycloak calls its client; the client's secret is kept there only.
  client_key text NOT NULL,
  disabled boolean NOT NULL DEFAULT false,
  -- Whether Keycloak knows that it is enabled, disabled or deleted; whoever calls is let in by this row alone.
  told boolean NOT NULL DEFAULT true,
  etag bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  deleted_at timestamptz,
  PRIMARY KEY (org_id, id)
);
CREATE INDEX service_accounts_untold ON service_accounts (org_id) WHERE NOT told;

ALTER TABLE service_accounts ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON service_accounts USING (org_id = ANY (visible_organizations()));
CREATE POLICY own ON service_accounts FOR SELECT USING (id = current_setting('aerie.principal', true));

-- Whose service accounts Keycloak has to be told of, for the clock.
CREATE FUNCTION organizations_with_untold_service_accounts() RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT DISTINCT org_id FROM service_accounts WHERE NOT told ORDER BY org_id;
END;
REVOKE ALL ON FUNCTION organizations_with_untold_service_accounts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organizations_with_untold_service_accounts() TO "${appUser}";
GRANT SELECT, INSERT, UPDATE ON service_accounts TO "${appUser}";

UPDATE plans SET limits = limits || '{"SERVICE_ACCOUNTS": 2}' WHERE name = 'free';
UPDATE plans SET limits = limits || '{"SERVICE_ACCOUNTS": 50}' WHERE name = 'standard';
UPDATE plans SET limits = limits || '{"SERVICE_ACCOUNTS": 1000}' WHERE name = 'enterprise';

-- Which events of Keycloak are in the audit log, or are of nobody who belongs to an organisation. The newest says from when on to ask for more.
CREATE TABLE account_events (
  id text PRIMARY KEY,
  at timestamptz NOT NULL
);
CREATE INDEX account_events_at ON account_events (at);
GRANT SELECT, INSERT, DELETE ON account_events TO "${appUser}";

-- The end of each organisation's chain, so that rows missing at the end are found too. Its row lock puts events in order.
CREATE TABLE audit_chains (
  org_id text PRIMARY KEY,
  seq bigint NOT NULL,
  hash text NOT NULL
);
INSERT INTO audit_chains (org_id, seq, hash)
  SELECT DISTINCT ON (org_id) org_id, seq, hash FROM audit_events ORDER BY org_id, seq DESC;
ALTER TABLE audit_chains ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_chains USING (org_id = ANY (visible_organizations()));
GRANT SELECT, INSERT, UPDATE ON audit_chains TO "${appUser}";

-- Words of an event: letters and digits, so that cluster.create is found by either half. Immutable: json's text is the
-- one that was written.
CREATE FUNCTION audit_words(VARIADIC parts text[]) RETURNS tsvector LANGUAGE sql IMMUTABLE
  RETURN to_tsvector('simple'::regconfig, regexp_replace(array_to_string(parts, ' '), '[^[:alnum:]]+', ' ', 'g'));
CREATE FUNCTION json_text(value json) RETURNS text LANGUAGE sql IMMUTABLE RETURN value::text;

ALTER TABLE audit_events ADD COLUMN words tsvector GENERATED ALWAYS AS (
  audit_words(actor_id, actor_name, action, resource, result, trace_id, json_text(before), json_text(after))) STORED;
CREATE INDEX audit_events_words ON audit_events USING gin (words);
CREATE INDEX audit_events_actor ON audit_events (org_id, actor_id, seq);
CREATE INDEX audit_events_resource ON audit_events (org_id, resource, seq);
CREATE INDEX audit_events_time ON audit_events (org_id, at);

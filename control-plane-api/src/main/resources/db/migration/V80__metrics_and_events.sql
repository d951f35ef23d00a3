-- What regions measure of clusters, a row a minute, and what has happened to them; kept for 30 days.
CREATE TABLE cluster_samples (
  org_id text NOT NULL,
  cluster_id text NOT NULL,
  at timestamptz NOT NULL,
  figures jsonb NOT NULL,
  PRIMARY KEY (org_id, cluster_id, at),
  FOREIGN KEY (org_id, cluster_id) REFERENCES clusters
);
CREATE INDEX cluster_samples_age ON cluster_samples (at);

CREATE TABLE cluster_events (
  org_id text NOT NULL,
  cluster_id text NOT NULL,
  id text NOT NULL,
  at timestamptz NOT NULL,
  type text NOT NULL CHECK (type IN ('NORMAL', 'WARNING')),
  reason text NOT NULL,
  note text NOT NULL,
  PRIMARY KEY (org_id, cluster_id, id),
  FOREIGN KEY (org_id, cluster_id) REFERENCES clusters
);
CREATE INDEX cluster_events_time ON cluster_events (org_id, cluster_id, at, id);
CREATE INDEX cluster_events_age ON cluster_events (at);

ALTER TABLE cluster_samples ENABLE ROW LEVEL SECURITY;
ALTER TABLE cluster_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON cluster_samples USING (org_id = ANY (visible_organizations()));
CREATE POLICY tenant ON cluster_events USING (org_id = ANY (visible_organizations()));
GRANT SELECT, INSERT ON cluster_samples, cluster_events TO "${appUser}";

-- What is too old goes for all at once: the clock's work has no caller who could see it.
CREATE FUNCTION forget_observations(since timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  DELETE FROM cluster_samples WHERE at < since;
  DELETE FROM cluster_events WHERE at < since;
END;
REVOKE ALL ON FUNCTION forget_observations(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_observations(timestamptz) TO "${appUser}";

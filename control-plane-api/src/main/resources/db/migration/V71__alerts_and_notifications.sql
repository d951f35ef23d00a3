-- Ways to reach people and their systems. The target is encrypted as a whole: URLs of chats are secrets.
CREATE TABLE notification_channels (
  org_id text NOT NULL REFERENCES organizations,
  id text NOT NULL UNIQUE,
  name text NOT NULL,
  target text NOT NULL,
  etag bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX notification_channels_name ON notification_channels (org_id, name);

-- What is sent, written with what it is about; it stays as the log of deliveries.
CREATE TABLE notifications (
  org_id text NOT NULL,
  id text NOT NULL UNIQUE,
  channel_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('ALERT', 'RECOVERY')),
  title text NOT NULL,
  body text NOT NULL,
  payload jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('PENDING', 'DELIVERED', 'FAILED')),
  attempts integer NOT NULL DEFAULT 0,
  -- Who sends moves it ahead first: nobody else sends meanwhile, and somebody does when the first one was killed.
  next_attempt_at timestamptz NOT NULL,
  delivered_at timestamptz,
  last_error text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, channel_id) REFERENCES notification_channels ON DELETE CASCADE
);
CREATE INDEX notifications_due ON notifications (next_attempt_at) WHERE state = 'PENDING';

CREATE TABLE alert_rules (
  org_id text NOT NULL REFERENCES organizations,
  id text NOT NULL UNIQUE,
  name text NOT NULL,
  condition jsonb NOT NULL,
  channel_ids text[] NOT NULL,
  enabled boolean NOT NULL,
  etag bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX alert_rules_name ON alert_rules (org_id, name);

-- What a rule has found, once while it stays true.
CREATE TABLE alerts (
  org_id text NOT NULL,
  id text NOT NULL UNIQUE,
  rule_id text NOT NULL,
  subject text NOT NULL,
  summary text NOT NULL,
  began_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (org_id, id),
  FOREIGN KEY (org_id, rule_id) REFERENCES alert_rules ON DELETE CASCADE
);
CREATE UNIQUE INDEX alerts_open ON alerts (org_id, rule_id, subject) WHERE ended_at IS NULL;

ALTER TABLE notification_channels ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE alerts ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON notification_channels USING (org_id = ANY (visible_organizations()));
CREATE POLICY tenant ON notifications USING (org_id = ANY (visible_organizations()));
CREATE POLICY tenant ON alert_rules USING (org_id = ANY (visible_organizations()));
CREATE POLICY tenant ON alerts USING (org_id = ANY (visible_organizations()));
GRANT SELECT, INSERT, UPDATE, DELETE ON notification_channels, alert_rules TO "${appUser}";
GRANT SELECT, INSERT, UPDATE ON notifications, alerts TO "${appUser}";

-- Who has rules, and who has something to send, for the clock.
CREATE FUNCTION organizations_with_alert_rules() RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT DISTINCT r.org_id FROM alert_rules r JOIN organizations o USING (org_id)
  WHERE r.enabled AND o.deleted_at IS NULL ORDER BY r.org_id;
END;
CREATE FUNCTION organizations_to_notify(due timestamptz) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT DISTINCT org_id FROM notifications WHERE state = 'PENDING' AND next_attempt_at <= due ORDER BY org_id;
END;
REVOKE ALL ON FUNCTION organizations_with_alert_rules(), organizations_to_notify(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organizations_with_alert_rules(), organizations_to_notify(timestamptz) TO "${appUser}";

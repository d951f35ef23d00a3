-- Who made keys and service accounts. A person's keys end when they leave (docs/decisions/0030-keys-end-with-who-made-them.md).
ALTER TABLE api_keys
  ADD COLUMN created_by_kind text,
  ADD COLUMN created_by_id text,
  ADD COLUMN created_by_name text;
ALTER TABLE service_accounts
  ADD COLUMN created_by_kind text,
  ADD COLUMN created_by_id text,
  ADD COLUMN created_by_name text;
CREATE INDEX api_keys_of_creator ON api_keys (org_id, created_by_id);

-- Of those that are there the audit log knows, as far back as it is kept.
UPDATE api_keys k SET created_by_kind = e.actor_kind, created_by_id = e.actor_id, created_by_name = e.actor_name
FROM audit_events e
WHERE e.org_id = k.org_id AND e.action = 'api-key.create' AND e.resource = k.id AND e.result = 'OK';
UPDATE api_keys k SET created_by_kind = e.actor_kind, created_by_id = e.actor_id, created_by_name = e.actor_name
FROM (SELECT org_id, actor_kind, actor_id, actor_name, after ->> 'rotatedTo' AS successor FROM audit_events
  WHERE action = 'api-key.rotate' AND result = 'OK') e
WHERE e.org_id = k.org_id AND e.successor = k.id;
UPDATE service_accounts a SET created_by_kind = e.actor_kind, created_by_id = e.actor_id, created_by_name = e.actor_name
FROM audit_events e
WHERE e.org_id = a.org_id AND e.action = 'service-account.create' AND e.resource = a.id AND e.result = 'OK';

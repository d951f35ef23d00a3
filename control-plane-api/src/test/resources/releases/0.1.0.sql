-- A database as release 0.1.0 leaves it: every table has rows. Loaded on its schema (V1).
INSERT INTO organizations (org_id, name, created_at, updated_at) VALUES ('org_01k0aaaaaaaaaaaaaaaaaaaaaa', 'first', '2026-01-01', '2026-01-01');
INSERT INTO users VALUES ('usr_01k0aaaaaaaaaaaaaaaaaaaaaa', 'https://idp subject-of-ada', 'ada@example.org', '2026-01-01');
INSERT INTO memberships VALUES ('org_01k0aaaaaaaaaaaaaaaaaaaaaa', 'usr_01k0aaaaaaaaaaaaaaaaaaaaaa', 'ORGANIZATION_OWNER', '2026-01-01');
INSERT INTO projects (org_id, id, name, created_at, updated_at) VALUES ('org_01k0aaaaaaaaaaaaaaaaaaaaaa', 'prj_01k0aaaaaaaaaaaaaaaaaaaaaa', 'main', '2026-01-01', '2026-01-01');
INSERT INTO regions (name, cloud, kind, token_sha256, classes) VALUES ('eu', 'aws', 'MANAGED', 'abc', '[{"name": "standard", "default": true}]');
INSERT INTO agent_batches VALUES ('eu', 'agent', 7);
INSERT INTO clusters (org_id, id, project_id, region, name, class, units, replicas, deletion_policy, revision, state, created_at, updated_at)
  VALUES ('org_01k0aaaaaaaaaaaaaaaaaaaaaa', 'cls_01k0aaaaaaaaaaaaaaaaaaaaaa', 'prj_01k0aaaaaaaaaaaaaaaaaaaaaa', 'eu', 'vectors', 'standard', 2, 1, 'RETAIN', nextval('desired_revision'), 'RUNNING', '2026-01-01', '2026-01-01');
INSERT INTO clusters (org_id, id, project_id, region, name, class, units, replicas, deletion_policy, revision, state, deleting, gone_at, created_at, updated_at)
  VALUES ('org_01k0aaaaaaaaaaaaaaaaaaaaaa', 'cls_01k0aaaaaaaaaaaaaaaaaaaaab', 'prj_01k0aaaaaaaaaaaaaaaaaaaaaa', 'eu', 'gone', 'standard', 1, 1, 'DELETE', nextval('desired_revision'), 'DELETING', true, '2026-01-02', '2026-01-01', '2026-01-01');
INSERT INTO operations VALUES ('org_01k0aaaaaaaaaaaaaaaaaaaaaa', 'op_01k0aaaaaaaaaaaaaaaaaaaaaa', 'cls_01k0aaaaaaaaaaaaaaaaaaaaaa', 'CREATE_CLUSTER', 'SUCCEEDED', 1, NULL, '2026-01-01', '2026-01-01');
INSERT INTO api_keys (org_id, id, project_id, name, role, sha256, revoked_at, created_at)
  VALUES ('org_01k0aaaaaaaaaaaaaaaaaaaaaa', 'key_01k0aaaaaaaaaaaaaaaaaaaaaa', 'prj_01k0aaaaaaaaaaaaaaaaaaaaaa', 'old', 'DATA_VIEWER', 'abc', '2026-01-02', '2026-01-01');
INSERT INTO api_keys (org_id, id, name, role, sha256, created_at)
  VALUES ('org_01k0aaaaaaaaaaaaaaaaaaaaaa', 'key_01k0aaaaaaaaaaaaaaaaaaaaab', 'owner', 'ORGANIZATION_OWNER', 'def', '2026-01-01');
INSERT INTO idempotency_keys (principal_id, key_sha256, request_sha256, created_at) VALUES ('usr_01k0aaaaaaaaaaaaaaaaaaaaaa', 'abc', 'def', '2026-01-01');
INSERT INTO audit_events VALUES
  ('org_01k0aaaaaaaaaaaaaaaaaaaaaa', 1, 'evt_01k0aaaaaaaaaaaaaaaaaaaaaa', '2026-01-01T00:00:00Z', 'USER', 'usr_01k0aaaaaaaaaaaaaaaaaaaaaa', 'ada@example.org', 'organization.create',
   'org_01k0aaaaaaaaaaaaaaaaaaaaaa', 'OK', '00000000000000000000000000000001', '127.0.0.1', NULL, '{"name":"first"}', '', '02fd440415f55624f3f6e3cf8986fec1cf62010852e4caf9a86a9efd7d6ba2f6'),
  ('org_01k0aaaaaaaaaaaaaaaaaaaaaa', 2, 'evt_01k0aaaaaaaaaaaaaaaaaaaaab', '2026-01-01T00:01:00.5Z', 'USER', 'usr_01k0aaaaaaaaaaaaaaaaaaaaaa', 'ada@example.org', 'cluster.create',
   'cls_01k0aaaaaaaaaaaaaaaaaaaaaa', 'OK', '00000000000000000000000000000001', '127.0.0.1', NULL, '{"name":"vectors", "units":2}', '02fd440415f55624f3f6e3cf8986fec1cf62010852e4caf9a86a9efd7d6ba2f6',
   '68275ac686b05810df44e03b6a33dbf1f369a19213903bb9bc9a209cc2851b0a');
INSERT INTO meter_records VALUES ('org_01k0aaaaaaaaaaaaaaaaaaaaaa', 'r1', 'prj_01k0aaaaaaaaaaaaaaaaaaaaaa', 'cls_01k0aaaaaaaaaaaaaaaaaaaaaa', 2, 1, '2026-01-01', '2026-01-02', '2026-01-02');

-- Keys narrowed to databases, collections and addresses, and rotated.
ALTER TABLE api_keys
  ADD COLUMN scopes jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN ip_allowlist text[] NOT NULL DEFAULT '{}',
  ADD COLUMN rotated_to text,
  ADD COLUMN last_used_at timestamptz,
  ADD COLUMN etag bigint NOT NULL DEFAULT 1;
UPDATE api_keys SET etag = 2 WHERE revoked_at IS NOT NULL;

-- What a region's agent and data plane understand; a narrowed key reaches only regions that check what narrows it.
ALTER TABLE regions ADD COLUMN features text[] NOT NULL DEFAULT '{}';

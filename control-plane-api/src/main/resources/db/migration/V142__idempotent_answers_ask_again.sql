-- What was asked of whoever got an answer with a secret, to be asked again of whoever wants to have it again.
ALTER TABLE idempotency_keys ADD COLUMN asked text[] NOT NULL DEFAULT '{}';

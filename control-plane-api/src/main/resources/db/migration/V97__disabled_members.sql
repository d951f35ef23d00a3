-- A member that is disabled keeps their roles and has none of their rights.
ALTER TABLE memberships ADD COLUMN disabled boolean NOT NULL DEFAULT false;

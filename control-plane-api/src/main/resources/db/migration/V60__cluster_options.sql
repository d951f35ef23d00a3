-- What callers want of a cluster beyond its size; only ever read and written as a whole.
ALTER TABLE clusters ADD COLUMN options jsonb NOT NULL DEFAULT '{}';

-- What a project may have of what its organisation's plan allows; a limit that is not there is none of its own.
ALTER TABLE projects ADD COLUMN limits jsonb NOT NULL DEFAULT '{}';

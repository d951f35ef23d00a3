-- People all of whose sessions the identity provider has ended, and up to when; what they have begun later goes on. Who signs in there need have no
-- account here yet.
CREATE TABLE ended_subjects (
  subject text PRIMARY KEY CHECK (subject <> ''),
  ended_until timestamptz NOT NULL,
  ended_at timestamptz NOT NULL
);
CREATE INDEX ended_subjects_age ON ended_subjects (ended_at);
GRANT SELECT, INSERT, UPDATE ON ended_subjects TO "${appUser}";

-- What they listen to ends, as with the one session that is ended.
CREATE FUNCTION tell_rights_of_subject() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_notify('aerie_rights', jsonb_build_object('organizationId', NULL, 'principalId', id, 'session', NULL)::text)
    FROM users WHERE subject = NEW.subject;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION tell_rights_of_subject() FROM PUBLIC;
CREATE TRIGGER rights_told AFTER INSERT OR UPDATE ON ended_subjects FOR EACH ROW EXECUTE FUNCTION tell_rights_of_subject();

CREATE FUNCTION forget_ended_subjects(before timestamptz, most integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM ended_subjects s USING (
      SELECT o.subject FROM ended_subjects o WHERE o.ended_at < before
      ORDER BY o.ended_at LIMIT most FOR UPDATE SKIP LOCKED) old
    WHERE s.subject = old.subject RETURNING 1)
  SELECT count(*) FROM gone;
END;
REVOKE ALL ON FUNCTION forget_ended_subjects(timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_ended_subjects(timestamptz, integer) TO "${appUser}";

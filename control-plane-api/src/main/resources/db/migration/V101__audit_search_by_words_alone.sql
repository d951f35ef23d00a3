-- As before, but the sequences are no condition that an index could be found for: PostgreSQL took the primary key for it as well and read, for each
-- run, the sequences of all organisations.
CREATE OR REPLACE FUNCTION audit_events_with(org text, text text, after_seq bigint, before_seq bigint, most integer)
  RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  wanted text[] := audit_words(text);
BEGIN
  IF wanted IS NULL OR NOT org = ANY (visible_organizations()) THEN
    RETURN;
  END IF;
  RETURN QUERY SELECT found.seq
    FROM generate_series(audit_run(after_seq + 1), audit_run(before_seq - 1)) run,
      LATERAL (SELECT e.seq FROM audit_events e
        WHERE audit_words_in(e.org_id, audit_run(e.seq), audit_words(
            e.actor_id, e.actor_name, e.action, e.resource, e.result, e.trace_id, json_text(e.before), json_text(e.after)))
          @> audit_words_in(org, run, wanted)
          AND e.seq + 0 > after_seq AND e.seq + 0 < before_seq
        ORDER BY e.seq DESC LIMIT most) found;
END $$;

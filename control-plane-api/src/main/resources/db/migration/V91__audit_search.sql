DROP INDEX audit_events_words;
ALTER TABLE audit_events DROP COLUMN words;
DROP FUNCTION audit_words(text[]);

-- Words of an event: letters and digits, so that cluster.create is found by either half; of long ones the beginning.
CREATE FUNCTION audit_words(VARIADIC parts text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
  SELECT array_agg(left(word, 200)) FROM unnest(tsvector_to_array(to_tsvector(
    'simple'::regconfig, regexp_replace(array_to_string(parts, ' '), '[^[:alnum:]]+', ' ', 'g')))) word);
ALTER FUNCTION json_text(json) PARALLEL SAFE;

-- The index has each word together with the organisation and the run of 2,048 events it occurs in: a search reads nothing of
-- other organisations, and of a frequent word no more than a run.
CREATE FUNCTION audit_run(seq bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN seq >> 11;
CREATE FUNCTION audit_words_in(org text, run bigint, words text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
  SELECT array_agg(org || ' ' || run || ' ' || word) FROM unnest(words) word);
CREATE INDEX audit_events_words ON audit_events USING gin (audit_words_in(org_id, audit_run(seq), audit_words(
  actor_id, actor_name, action, resource, result, trace_id, json_text(before), json_text(after))));

-- The events with all of some words, after one sequence and before another; of each run the newest so many. As the schema's
-- owner: below row-level security only operators that are known to give nothing away may use an index, and those of arrays
-- are not.
CREATE FUNCTION audit_events_with(org text, text text, after_seq bigint, before_seq bigint, most integer)
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
          AND e.seq > after_seq AND e.seq < before_seq
        ORDER BY e.seq DESC LIMIT most) found;
END $$;
REVOKE ALL ON FUNCTION audit_events_with(text, text, bigint, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_events_with(text, text, bigint, bigint, integer) TO "${appUser}";

-- Words of audit events by runs of 512 events of an organisation, and many runs in one scan: the index has a key for each word of
-- each run. A key is a number of 128 bits: the beginning is that of 128 runs of the organisation, so that what is new is written to
-- one place of the index; then 82 bits are the word's, and the last 7 the run's, so that a word of neighbouring runs is on one page.
DROP FUNCTION audit_events_with(text, text, bigint, bigint, integer);
DROP INDEX audit_events_words;
DROP FUNCTION audit_words_in(text, bigint, text[]);

CREATE OR REPLACE FUNCTION audit_run(seq bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN seq >> 9;
CREATE FUNCTION audit_word_key(org text, run bigint, word text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
  lpad(to_hex((hashtextextended(org, run >> 7) & -16777216) | (hashtextextended(word, 0) & 16777215)), 16, '0')
  || lpad(to_hex((hashtextextended(word, 1) << 7) | (run & 127)), 16, '0'))::uuid;
CREATE FUNCTION audit_word_keys(org text, run bigint, words text[]) RETURNS uuid[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
  SELECT array_agg(audit_word_key(org, run, word)) FROM unnest(words) word);
CREATE FUNCTION audit_run_keys(org text, first_run bigint, last_run bigint, word text) RETURNS uuid[] LANGUAGE sql IMMUTABLE
  PARALLEL SAFE RETURN (SELECT array_agg(audit_word_key(org, run, word)) FROM generate_series(first_run, last_run) run);
CREATE INDEX audit_events_words ON audit_events USING gin (audit_word_keys(org_id, audit_run(seq), audit_words(
  actor_id, actor_name, action, resource, result, trace_id, json_text(before), json_text(after)))) WITH (fastupdate = off);

-- The first so many events with all of some words, after one sequence and before another, from the newest or the oldest on. A frequent
-- word is read of one run; while events are lacking it goes on with four times as many runs, 64 at most. The three longest words are
-- looked up. As the schema's owner: below row-level security only operators that are known to give nothing away may use an
-- index, and those of arrays are not. No condition but that on words is one that an index could be taken for. Parallel workers and
-- compiled expressions take longer to start than a scan does.
CREATE FUNCTION audit_events_with(org text, text text, after_seq bigint, before_seq bigint, most integer, newest boolean)
  RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
  SET search_path = public SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
DECLARE
  wanted text[] := ARRAY(SELECT word FROM unnest(audit_words(text)) word ORDER BY length(word) DESC);
  first_kept bigint;
  last_kept bigint;
  low bigint;
  high bigint;
  first_run bigint;
  last_run bigint;
  runs bigint := 1;
  lacking integer := most;
  got integer;
  one uuid[];
  two uuid[];
  three uuid[];
BEGIN
  IF cardinality(wanted) = 0 OR NOT org = ANY (visible_organizations()) THEN
    RETURN;
  END IF;
  SELECT min(seq), max(seq) INTO first_kept, last_kept FROM audit_events WHERE org_id = org;
  IF first_kept IS NULL THEN
    RETURN;
  END IF;
  low := audit_run(greatest(first_kept, after_seq + 1));
  high := audit_run(least(last_kept, before_seq - 1));
  WHILE low <= high AND lacking > 0 LOOP
    IF newest THEN
      last_run := high;
      first_run := greatest(high - runs + 1, low);
      high := first_run - 1;
    ELSE
      first_run := low;
      last_run := least(low + runs - 1, high);
      low := last_run + 1;
    END IF;
    one := audit_run_keys(org, first_run, last_run, wanted[1]);
    IF cardinality(wanted) = 1 THEN
      RETURN QUERY SELECT e.seq FROM audit_events e
        WHERE audit_word_keys(e.org_id, audit_run(e.seq), audit_words(
            e.actor_id, e.actor_name, e.action, e.resource, e.result, e.trace_id, json_text(e.before), json_text(e.after))) && one
          AND e.org_id || '' = org AND e.seq + 0 > after_seq AND e.seq + 0 < before_seq
        ORDER BY CASE WHEN newest THEN -e.seq ELSE e.seq END LIMIT lacking;
    ELSE
      two := audit_run_keys(org, first_run, last_run, wanted[2]);
      three := CASE WHEN wanted[3] IS NULL THEN two ELSE audit_run_keys(org, first_run, last_run, wanted[3]) END;
      RETURN QUERY SELECT e.seq FROM audit_events e
        WHERE audit_word_keys(e.org_id, audit_run(e.seq), audit_words(
            e.actor_id, e.actor_name, e.action, e.resource, e.result, e.trace_id, json_text(e.before), json_text(e.after))) && one
          AND audit_word_keys(e.org_id, audit_run(e.seq), audit_words(
            e.actor_id, e.actor_name, e.action, e.resource, e.result, e.trace_id, json_text(e.before), json_text(e.after))) && two
          AND audit_word_keys(e.org_id, audit_run(e.seq), audit_words(
            e.actor_id, e.actor_name, e.action, e.resource, e.result, e.trace_id, json_text(e.before), json_text(e.after))) && three
          AND e.org_id || '' = org AND e.seq + 0 > after_seq AND e.seq + 0 < before_seq
          AND (cardinality(wanted) <= 3 OR audit_words(
            e.actor_id, e.actor_name, e.action, e.resource, e.result, e.trace_id, json_text(e.before), json_text(e.after)) @> wanted)
        ORDER BY CASE WHEN newest THEN -e.seq ELSE e.seq END LIMIT lacking;
    END IF;
    GET DIAGNOSTICS got = ROW_COUNT;
    lacking := lacking - got;
    runs := least(runs * 4, 64);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION audit_events_with(text, text, bigint, bigint, integer, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_events_with(text, text, bigint, bigint, integer, boolean) TO "${appUser}";

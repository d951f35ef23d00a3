-- Words of audit events by runs of two lengths: 128 events of an organisation, so that little more is read of a frequent word than
-- is asked for, and 8,192, so that an organisation of millions of events is looked through for a rare one in a few scans of the index.
-- Words of twenty letters or more are identifiers, which are rare: the short runs do without them, and the index stays smaller.
DROP FUNCTION audit_events_with(text, text, bigint, bigint, integer, boolean);
DROP INDEX audit_events_words;
DROP FUNCTION audit_run_keys(text, bigint, bigint, text);
DROP FUNCTION audit_word_keys(text, bigint, text[]);
DROP FUNCTION audit_run(bigint);

-- The key of a word of a run is what audit_word_key answers; the long runs have the numbers below zero.
CREATE FUNCTION audit_long_run(seq bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ~(seq >> 13);
CREATE FUNCTION audit_short_run(seq bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN seq >> 7;
CREATE FUNCTION audit_word_is_long(word text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN length(word) >= 20;
CREATE FUNCTION audit_word_keys(org text, seq bigint, words text[]) RETURNS uuid[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
  SELECT array_agg(audit_word_key(org, run, word)) FROM unnest(words) word, unnest(CASE WHEN audit_word_is_long(word)
    THEN ARRAY[audit_long_run(seq)] ELSE ARRAY[audit_long_run(seq), audit_short_run(seq)] END) run);
CREATE INDEX audit_events_words ON audit_events USING gin (audit_word_keys(org_id, seq, audit_words(
  actor_id, actor_name, action, resource, result, trace_id, json_text(before), json_text(after)))) WITH (fastupdate = off);

-- Events with what the index has of them. Its expressions are the index's, and take no condition from it but that on keys: a sum is
-- none that another index could be taken for.
CREATE VIEW audit_event_words AS
  SELECT org_id || '' AS org_id, seq + 0 AS seq, words, audit_word_keys(org_id, seq, words) AS keys
  FROM (SELECT org_id, seq, audit_words(
    actor_id, actor_name, action, resource, result, trace_id, json_text(before), json_text(after)) AS words FROM audit_events) event;

-- The first so many events with all of some words, after one sequence and before another, from the newest or the oldest on. It goes
-- through windows, each one scan of the index: the first is one or two short runs, and each further one as long as is likely to have
-- what is lacking, by what the windows before had; of up to eight short runs, or of up to eight long ones. The three longest words are
-- looked up. As the schema's owner: below row-level security only operators that are known to give nothing away may use an index, and
-- those of arrays are not. Parallel workers and compiled expressions take longer to start than a scan does.
CREATE FUNCTION audit_events_with(org text, text text, after_seq bigint, before_seq bigint, most integer, newest boolean)
  RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
  SET search_path = public SET plan_cache_mode = force_generic_plan SET max_parallel_workers_per_gather = 0 SET jit = off AS $$
DECLARE
  short_run CONSTANT bigint := 128;
  long_run CONSTANT bigint := 8192;
  runs_at_once CONSTANT bigint := 8;
  wanted text[] := ARRAY(SELECT word FROM unnest(audit_words(text)) word ORDER BY length(word) DESC);
  low bigint;
  high bigint;
  first_seq bigint;
  last_seq bigint;
  events bigint := short_run;
  run bigint;
  runs bigint[];
  looked_at bigint := 0;
  answered bigint := 0;
  got bigint;
  one uuid[];
  two uuid[];
  three uuid[];
BEGIN
  IF cardinality(wanted) = 0 OR NOT org = ANY (visible_organizations()) THEN
    RETURN;
  END IF;
  SELECT greatest(min(seq), after_seq + 1), least(max(seq), before_seq - 1) INTO low, high FROM audit_events WHERE org_id = org;
  WHILE low <= high AND answered < most LOOP
    run := CASE WHEN audit_word_is_long(wanted[1]) OR events > runs_at_once * short_run THEN long_run ELSE short_run END;
    events := least(events, runs_at_once * long_run);
    IF newest THEN
      last_seq := high;
      first_seq := greatest(low, (high - events + 1) / run * run);
      high := first_seq - 1;
    ELSE
      first_seq := low;
      last_seq := least(high, (low + events - 1) / run * run + run - 1);
      low := last_seq + 1;
    END IF;
    runs := ARRAY(SELECT CASE run WHEN long_run THEN audit_long_run(n * run) ELSE n END FROM generate_series(first_seq / run, last_seq / run) n);
    one := ARRAY(SELECT audit_word_key(org, n, wanted[1]) FROM unnest(runs) n);
    IF cardinality(wanted) = 1 THEN
      RETURN QUERY SELECT e.seq FROM audit_event_words e WHERE keys && one AND e.org_id = org AND e.seq BETWEEN first_seq AND last_seq
        ORDER BY CASE WHEN newest THEN -e.seq ELSE e.seq END LIMIT most - answered;
    ELSE
      two := ARRAY(SELECT audit_word_key(org, n, wanted[2]) FROM unnest(runs) n);
      three := CASE WHEN wanted[3] IS NULL THEN two ELSE ARRAY(SELECT audit_word_key(org, n, wanted[3]) FROM unnest(runs) n) END;
      RETURN QUERY SELECT e.seq FROM audit_event_words e WHERE keys && one AND keys && two AND keys && three
          AND e.org_id = org AND e.seq BETWEEN first_seq AND last_seq AND (cardinality(wanted) <= 3 OR words @> wanted)
        ORDER BY CASE WHEN newest THEN -e.seq ELSE e.seq END LIMIT most - answered;
    END IF;
    GET DIAGNOSTICS got = ROW_COUNT;
    answered := answered + got;
    looked_at := looked_at + last_seq - first_seq + 1;
    events := (most - answered) * looked_at * 3 / 2 / (answered + 1);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION audit_events_with(text, text, bigint, bigint, integer, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_events_with(text, text, bigint, bigint, integer, boolean) TO "${appUser}";

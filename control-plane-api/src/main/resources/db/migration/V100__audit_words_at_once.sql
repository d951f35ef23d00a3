-- Words of new events go into the index with their event: every search reads the whole list of those that wait to be put in, once
-- for each run it looks at.
ALTER INDEX audit_events_words SET (fastupdate = off);
SELECT gin_clean_pending_list('audit_events_words');

-- Pages of lists: each organisation, project or cluster gives its first rows in the order of ids.
CREATE INDEX clusters_listed ON clusters (project_id, id) WHERE gone_at IS NULL;
CREATE INDEX operations_listed ON operations (cluster_id, id);

-- Events are asked for by the actor's name as often as by its id.
CREATE INDEX audit_events_actor_name ON audit_events (org_id, actor_name, seq);

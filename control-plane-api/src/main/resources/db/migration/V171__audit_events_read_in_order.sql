-- A condition on the organisation in the policy beside that of the query made PostgreSQL count both, and expect two events where there are hundreds: events that a search
-- had found were looked up in any index that begins with the organisation. The policy is what rows are looked at with, as those of clusters and operations (V96).
ALTER POLICY tenant ON audit_events USING (coalesce(org_id = ANY (visible_organizations()), false));

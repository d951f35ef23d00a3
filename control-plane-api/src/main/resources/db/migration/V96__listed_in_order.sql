-- What a tenant sees is a filter on rows that a query finds by its own conditions, no way of finding them: joined by OR with what a region
-- sees, or counted as a second choice of the same organisation, it made PostgreSQL read all rows of an organisation and sort them for a page
-- of fifty (docs/decisions/0025-pages-of-one-place.md).
ALTER POLICY tenant ON clusters USING (coalesce(org_id = ANY (visible_organizations()), false));
ALTER POLICY tenant ON operations USING (coalesce(org_id = ANY (visible_organizations()), false));

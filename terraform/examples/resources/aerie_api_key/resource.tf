# Reads one database and writes one collection, from the office only. A new rotation_trigger gives a new secret; programs have
# two days to change over.
resource "aerie_api_key" "shop" {
  organization_id = var.organization_id
  project_id      = aerie_project.search.id
  cluster_ids     = [aerie_cluster.products.id]
  name            = "shop"
  role            = "DATA_OPERATOR"

  scopes = [
    { database = "default", access = "READ" },
    { database = "shop", collection = "products", access = "READ_WRITE" },
  ]
  ip_allowlist = ["192.0.2.0/24", "2001:db8::1"]
  expires_at   = "2099-01-01T00:00:00Z"

  rotation_trigger         = "2026-12"
  rotation_overlap_seconds = 172800

  lifecycle {
    create_before_destroy = true
  }
}

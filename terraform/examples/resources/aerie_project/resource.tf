resource "aerie_project" "search" {
  organization_id = var.organization_id
  name            = "search"
}

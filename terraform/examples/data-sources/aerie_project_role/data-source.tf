data "aerie_project_role" "viewer" {
  organization_id = var.organization_id
  name            = "DATA_VIEWER"
}

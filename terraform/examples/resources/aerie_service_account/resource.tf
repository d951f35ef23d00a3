# Its roles in projects are given by aerie_project_membership.
resource "aerie_service_account" "deployer" {
  organization_id  = var.organization_id
  name             = "deployer"
  rotation_trigger = "2026-12"
}

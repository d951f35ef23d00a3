resource "aerie_project_membership" "deployer" {
  organization_id = var.organization_id
  project_id      = aerie_project.search.id
  member_id       = aerie_service_account.deployer.id
  role            = "PROJECT_ADMIN"
}

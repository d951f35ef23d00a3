resource "aerie_member" "ada" {
  organization_id = var.organization_id
  email           = "ada@example.com"
  role            = "MEMBER"

  projects = [
    { project_id = aerie_project.search.id, role = aerie_project_role.backup_operator.id },
  ]
}

# May make backups and see clusters, and reads rows with its keys.
resource "aerie_project_role" "backup_operator" {
  organization_id = var.organization_id
  name            = "backup operator"
  permissions     = ["CLUSTER_READ", "BACKUP_READ", "BACKUP_WRITE"]
  data_role       = "DATA_VIEWER"
}

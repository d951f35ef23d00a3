resource "aerie_invitation" "grace" {
  organization_id = var.organization_id
  email           = "grace@example.com"
  role            = "MEMBER"
}

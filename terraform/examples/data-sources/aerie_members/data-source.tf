data "aerie_members" "all" {
  organization_id = var.organization_id
}

output "owners" {
  value = [for member in data.aerie_members.all.members : member.name if member.role == "ORGANIZATION_OWNER"]
}

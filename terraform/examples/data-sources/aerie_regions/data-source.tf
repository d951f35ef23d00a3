data "aerie_regions" "all" {}

output "available_regions" {
  value = [for region in data.aerie_regions.all.regions : region.name if region.available]
}

resource "aerie_cluster" "products" {
  project_id      = aerie_project.search.id
  name            = "products"
  region          = data.aerie_region.here.name
  units           = 2
  replicas        = 2
  deletion_policy = "RETAIN"
  labels          = { team = "search" }
  allowed_cidrs   = ["10.0.0.0/8"]

  maintenance_window = {
    schedule  = "0 3 * * 0"
    duration  = "4h"
    time_zone = "Europe/Berlin"
  }

  timeouts {
    create = "30m"
  }
}

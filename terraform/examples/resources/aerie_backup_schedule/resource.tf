resource "aerie_backup_schedule" "nightly" {
  cluster_id = aerie_cluster.products.id
  name       = "nightly"
  schedule   = "0 3 * * *"
  time_zone  = "Europe/Berlin"
  keep_count = 14
  keep_age   = "720h"
  verify     = true
}

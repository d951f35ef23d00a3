resource "aerie_alert_rule" "ill" {
  organization_id = var.organization_id
  name            = "cluster is ill"
  condition       = { kind = "CLUSTER_STATE" }
  channel_ids     = [aerie_notification_channel.on_call.id]
}

resource "aerie_alert_rule" "busy" {
  organization_id = var.organization_id
  name            = "busy clusters"

  condition = {
    kind       = "METRIC"
    metric     = "busy_ratio"
    comparison = "ABOVE"
    threshold  = 0.8
    minutes    = 15
  }
  channel_ids = [aerie_notification_channel.operations.id]
}

resource "aerie_alert_rule" "budget" {
  organization_id = var.organization_id
  name            = "most of the month's budget is used"
  condition       = { kind = "USAGE_BUDGET", unit_hours = 5000, percent = 80 }
  channel_ids     = [aerie_notification_channel.operations.id]
}

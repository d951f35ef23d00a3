resource "aerie_notification_channel" "operations" {
  organization_id = var.organization_id
  name            = "operations"
  email           = { addresses = ["ops@example.com"] }
}

resource "aerie_notification_channel" "on_call" {
  organization_id = var.organization_id
  name            = "on call"

  webhook = {
    url    = "https://pager.example.com/aerie"
    secret = var.webhook_secret # echo whsec_$(openssl rand -base64 32)
  }
}

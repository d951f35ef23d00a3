resource "aerie_audit_sink" "siem" {
  organization_id = var.organization_id
  name            = "security team"

  https = {
    url    = "https://siem.example.com/aerie"
    secret = var.webhook_secret # echo whsec_$(openssl rand -base64 32)
  }
}

# All events there are, to be kept.
resource "aerie_audit_sink" "archive" {
  organization_id = var.organization_id
  name            = "archive"
  from_sequence   = 1

  s3 = {
    bucket            = "audit-archive"
    region            = "eu-central-1"
    prefix            = "aerie/"
    access_key_id     = var.archive_access_key_id
    secret_access_key = var.archive_secret_access_key
  }
}

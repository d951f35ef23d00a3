"""Terraform and the console, against the running platform."""

import json
import os

from support import vectors
from support.tools import run
from support.waiting import eventually

NARROW_KEY = """
terraform {
  required_providers {
    aerie = { source = "aerie.dev/aerie/aerie" }
  }
}

variable "organization_id" {}
variable "project_id" {}
variable "cluster_id" {}
variable "collection" {}
variable "rotation_trigger" {}

resource "aerie_api_key" "reader" {
  organization_id          = var.organization_id
  project_id               = var.project_id
  cluster_ids              = [var.cluster_id]
  name                     = "reader"
  role                     = "DATA_OPERATOR"
  scopes                   = [{ database = "default", collection = var.collection, access = "READ" }]
  rotation_trigger         = var.rotation_trigger
  rotation_overlap_seconds = 3600
}

output "secret" {
  value     = aerie_api_key.reader.secret
  sensitive = true
}
"""

# The provider's own tests that must have run against the platform, not only against the stand-in.
LIVES = ["Cluster", "APIKey", "NarrowedAPIKey", "BackupSchedule", "ProjectRole", "ProjectMembership", "ServiceAccount", "Invitation",
         "NotificationChannel", "AlertRule", "AuditSink"]


def test_terraform_provider(api_url, organization, cluster):
    """The provider's own tests with the real terraform CLI; `cluster` shows that the region is ready."""
    told = run(["go", "test", "-count=1", "-v", "./internal/provider"], "terraform", {
        "AERIE_API_URL": api_url, "AERIE_API_KEY": organization.key["secret"], "AERIE_ORGANIZATION_ID": organization.id,
    })

    for noun in LIVES:
        assert f"--- PASS: Test{noun}Lives" in told


def test_key_of_terraform_opens_its_scope_and_is_rotated_with_overlap(
        api_url, organization, project, cluster, collection, tmp_path):
    """The built provider in the real terraform CLI: a narrowed key, its successor beside it, and both gone when it is destroyed."""
    terraform = terraform_with_provider(tmp_path, {
        "AERIE_API_URL": api_url, "AERIE_API_KEY": organization.key["secret"],
        "TF_VAR_organization_id": organization.id, "TF_VAR_project_id": project["id"], "TF_VAR_cluster_id": cluster["id"],
        "TF_VAR_collection": collection,
    })
    (tmp_path / "main.tf").write_text(NARROW_KEY)

    spring = applied(terraform, "spring")
    reader = vectors.connect(cluster, spring)
    assert vectors.nearest(reader, collection, 42, limit=1) == [42]
    assert "scopes" in vectors.refusal(lambda: reader.insert(collection, vectors.rows(900, 1)))

    summer = applied(terraform, "summer")
    assert summer != spring
    successor = vectors.connect(cluster, summer)
    assert vectors.nearest(successor, collection, 42, limit=1) == [42]
    assert vectors.nearest(reader, collection, 42, limit=1) == [42]

    terraform("destroy", "-auto-approve", "-input=false", trigger="summer")
    for client in (reader, successor):
        eventually(lambda: vectors.is_refused(client), 60, "the destroyed key and the one before it are refused")


def terraform_with_provider(folder, environment):
    """Runs terraform in a folder, with the provider built from the checkout in place of an installed one."""
    run(["go", "build", "-o", str(folder / "provider" / "terraform-provider-aerie"), "."], "terraform", {})
    settings = folder / "terraform.rc"
    settings.write_text(
        'provider_installation {\n  dev_overrides {\n    "aerie.dev/aerie/aerie" = "%s"\n  }\n}\n' % (folder / "provider"))
    binary = os.environ.get("TF_ACC_TERRAFORM_PATH", "terraform")
    always = {**environment, "TF_CLI_CONFIG_FILE": str(settings), "CHECKPOINT_DISABLE": "1"}
    return lambda *words, trigger: run([binary, *words], folder, {**always, "TF_VAR_rotation_trigger": trigger})


def applied(terraform, trigger):
    """Applies, sees that a second plan has nothing to do, and tells the secret."""
    terraform("apply", "-auto-approve", "-input=false", trigger=trigger)
    terraform("plan", "-detailed-exitcode", "-input=false", trigger=trigger)
    return json.loads(terraform("output", "-json", trigger=trigger))["secret"]["value"]


def test_console_in_a_browser(platform, api_url, cluster):
    """The console's own browser tests: sign in, create a cluster, see it run."""
    run(["npm", "run", "e2e"], "console-ui", {
        "AERIE_CONSOLE_URL": api_url, "AERIE_CONSOLE_PASSWORD": platform.secret("adminPassword"),
    })

"""A cluster's life by the verbs of `./aerie` alone, by an API key, as programs have it."""

import json
from types import SimpleNamespace

import pytest

from support import kubernetes, vectors
from support.cli import Cli
from support.waiting import eventually

ROWS = 50


@pytest.fixture(scope="module")
def cli(api_url, organization, tmp_path_factory):
    """The verbs, by the key of the organization's owner."""
    folder = tmp_path_factory.mktemp("cli")
    return Cli(folder, AERIE_API_KEY=organization.key["secret"], AERIE_API_URL=api_url)


@pytest.fixture(scope="module")
def books(cli, cluster, project, key):
    """A cluster with rows; `cluster` shows that the region is ready."""
    made = cli.json(
        "cluster", "create", "by-verbs", "--region", "local", "--project", project["id"],
        "--label", "team=search", "--wait")
    assert (made["state"], made["deletionPolicy"], made["labels"]) == ("RUNNING", "RETAIN", {"team": "search"})
    vectors.collection(vectors.connect(made, key["secret"]), "kept", ROWS)
    yield SimpleNamespace(id=made["id"], first=made)
    if cli.run("cluster", "get", made["id"]).returncode == 0:
        cli.run("cluster", "update", made["id"], "--no-deletion-protection", "--deletion-policy", "delete", "--wait")
        assert cli.run("cluster", "delete", made["id"], "--yes", "--wait").returncode == 0


def rows(books, cli, key):
    client = vectors.connect(cli.json("cluster", "get", books.id), key["secret"])
    try:
        return vectors.ids(client, "kept")
    finally:
        client.close()


def test_suspend_resume_restart(platform, cli, books, key):
    asleep = cli.json("cluster", "suspend", books.id, "--wait")
    assert (asleep["state"], asleep["readyReplicas"]) == ("SUSPENDED", 0)
    assert "CLUSTER_STATE" in cli.refused("cluster", "suspend", books.id)
    assert "CLUSTER_STATE" in cli.refused("cluster", "restart", books.id)

    assert cli.json("cluster", "resume", books.id, "--wait")["state"] == "RUNNING"
    assert "CLUSTER_STATE" in cli.refused("cluster", "resume", books.id)
    assert rows(books, cli, key) == set(range(ROWS))

    before = {pod["metadata"]["uid"] for pod in kubernetes.pods(platform, books.first)}
    assert cli.json("cluster", "restart", books.id, "--wait")["state"] == "RUNNING"
    after = {pod["metadata"]["uid"] for pod in kubernetes.pods(platform, books.first)}
    assert before and after and not before & after
    assert rows(books, cli, key) == set(range(ROWS))


def test_update(cli, books):
    changed = cli.json(
        "cluster", "update", books.id, "--units", "2", "--label", "tier=gold", "--deletion-protection", "--wait")
    assert (changed["state"], changed["units"], changed["labels"]) == ("RUNNING", 2, {"team": "search", "tier": "gold"})
    assert "DELETION_PROTECTED" in cli.refused("cluster", "delete", books.id, "--yes")

    changed = cli.json(
        "cluster", "update", books.id, "--unlabel", "tier", "--no-deletion-protection",
        "--autoscale", "dry", "--autoscale-units", "1-4")
    assert (changed["labels"], changed["deletionProtection"]) == ({"team": "search"}, False)
    assert (changed["autoscaling"]["mode"], changed["autoscaling"]["units"]) == ("DRY_RUN", {"min": 1, "max": 4})
    assert not cli.json("cluster", "update", books.id, "--autoscale", "off", "--wait").get("autoscaling")

    assert "units" in cli.refused("cluster", "update", books.id, "--units", "99")
    assert "--help" in cli.refused("cluster", "update", books.id)
    assert cli.run("cluster", "update", books.id, "--autoscale", "sometimes").returncode == 2


def test_upgrade(cli, books):
    offered = cli.json("region", "get", "local")["classes"][0]["versions"]
    assert cli.json("cluster", "upgrade", books.id, offered[0], "--wait")["targetVersion"] == offered[0]
    assert "UNKNOWN_VERSION" in cli.refused("cluster", "upgrade", books.id, "9.9.9")


def test_what_happened_and_what_was_written(cli, books):
    done = {one["kind"]: one["state"] for one in cli.json("cluster", "operations", books.id)}
    assert done["CREATE_CLUSTER"] == "SUCCEEDED"

    told = eventually(lambda: cli.json("cluster", "events", books.id), 60, "the cluster has events")
    assert {one["clusterId"] for one in told} == {books.id}
    table = cli.run("cluster", "events", books.id, "--limit", "1").stdout.splitlines()
    assert (len(table), table[0].split()) == (2, ["AT", "TYPE", "REASON", "NOTE"])

    logs = cli.json("cluster", "logs", books.id, "--tail", "20")["items"]
    assert logs and all(one["lines"] for one in logs)
    assert cli.run("cluster", "logs", books.id, "--tail", "3").stdout.strip()
    assert "tail" in cli.refused("cluster", "logs", books.id, "--tail", "none")
    assert "cluster.read-logs" in [one["action"] for one in cli.json("audit", "--resource", books.id)]

    def measured():
        return [one for one in cli.json("cluster", "metrics", books.id, "--metric", "rows")["items"] if one["points"]]

    assert eventually(measured, 200, "its rows have been counted")[0]["metric"] == "rows"
    assert cli.run("cluster", "metrics", books.id).stdout.split()[:4] == ["METRIC", "AT", "AVERAGE", "HIGHEST"]
    assert "metric" in cli.refused("cluster", "metrics", books.id, "--metric", "luck")


def test_a_deleted_cluster_comes_back_with_its_rows(cli, books, project, key):
    assert "CLUSTER_STATE" in cli.refused("cluster", "restore", books.id)
    assert rows(books, cli, key) == set(range(ROWS))

    assert cli.run("cluster", "delete", books.id, "--yes", "--wait").returncode == 0
    assert "There are no clusters called" in cli.refused("cluster", "get", books.id)
    within = ["--project", project["id"]]
    gone = {one["id"]: one["name"] for one in cli.json("cluster", "list", "--deleted", *within)}
    assert gone[books.id] == "by-verbs"
    assert cli.json("quote", "restore", "by-verbs", *within)["action"] == "RESTORE"

    back = cli.json("cluster", "restore", "by-verbs", *within, "--wait")

    assert (back["id"], back["state"], back["labels"]) == (books.id, "RUNNING", {"team": "search"})
    assert rows(books, cli, key) == set(range(ROWS))
    assert books.id not in {one["id"] for one in cli.json("cluster", "list", "--deleted", *within)}
    assert "no deleted cluster" in cli.refused("cluster", "restore", "by-verbs", *within)


def test_audit_of_a_cluster(cli, books, organization, tmp_path):
    mine = ["--resource", books.id]
    done = [one["action"] for one in cli.json("audit", *mine, "--limit", "200")]
    assert {"cluster.create", "cluster.delete", "cluster.restore"} <= set(done)
    assert {one["result"] for one in cli.json("audit", *mine, "--result", "OK")} == {"OK"}
    assert [one["action"] for one in cli.json("audit", *mine, "--action", "cluster.create", "--words", "by-verbs")] == ["cluster.create"]
    assert cli.json("audit", *mine, "--to", "2020-01-01T00:00:00Z") == []

    file = tmp_path / "events.ndjson"
    assert cli.run("audit", "export", *mine, "--file", str(file)).returncode == 0
    exported = [json.loads(line) for line in file.read_text().splitlines()]
    assert [one["action"] for one in exported] == list(reversed(done))
    assert cli.json("audit", "verify")["valid"] is True


def test_a_region_of_ones_own(cli, organization):
    assert "local" in [one["name"] for one in cli.json("region", "list")]
    cloud = cli.json("region", "clouds")[0]
    made = cli.json("region", "create", "ours", "--cloud", cloud["cloud"], "--cloud-region", cloud["name"])
    name = made["region"]["name"]
    assert made["enrolment"]["token"] != cli.json("region", "enrol", name)["enrolment"]["token"]
    assert cli.json("region", "drain", name)["draining"] is True
    assert cli.json("region", "open", name)["draining"] is False
    assert "--yes" in cli.refused("region", "revoke", name)
    assert cli.json("region", "revoke", name, "--yes")["name"] == name
    assert cli.run("region", "delete", name, "--yes").returncode == 0
    assert "NOT_FOUND" in cli.refused("region", "get", name)
    assert "cloudRegion" in cli.refused("region", "create", "ours", "--cloud", cloud["cloud"])
    assert "PLATFORM_ADMINISTRATORS_ONLY" in cli.refused("region", "create", "all", "--cloud", "other", "--managed")

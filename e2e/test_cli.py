"""The verbs of `./aerie` for users: a real sign-in by the device flow, then a cluster's life."""

import json
import subprocess
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests

from support import kubernetes, vectors
from support.cli import Cli
from support.identity import USER
from support.waiting import eventually

@pytest.fixture(scope="module")
def signed_in(platform, api_url, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    cli = Cli(folder)
    told = cli.login(api_url, platform.secret("adminPassword"))
    assert f"Signed in as {USER}" in told
    return SimpleNamespace(cli=cli, folder=Path(folder))


def test_sign_in_is_for_its_owner_only(signed_in):
    assert signed_in.cli.json("whoami")["principal"]["name"] == USER
    assert (signed_in.folder / "session.json").stat().st_mode & 0o077 == 0


def test_life_of_a_cluster(signed_in, cluster):
    """`cluster` shows that the region is ready."""
    cli = signed_in.cli
    org = cli.json("org", "create", "by-cli")["id"]
    project = cli.json("project", "create", "search", "--org", org)["id"]
    within = ["--project", project]

    assert "--backup-schedule" in cli.refused("cluster", "create", "odd", "--region", "local", "--backup-keep", "3", *within)
    chosen = ["--tiering", "cold", "--backup-schedule", "0 3 * * *", "--backup-keep", "14"]
    made = cli.json("cluster", "create", "books", "--region", "local", "--engine", "aerie", *chosen, *within)
    assert (made["state"], made["engine"], made["tiering"]) == ("CREATING", "aerie", {"default": "cold"})
    assert [(one["name"], one["schedule"]) for one in cli.json("backup", "schedules", "books", *within)] == [("policy", "0 3 * * *")]
    assert "tiering.default" in cli.refused("cluster", "create", "odd", "--region", "local", "--tiering", "warm", *within)
    assert "engine" in cli.refused("cluster", "create", "odd", "--region", "local", "--engine", "other", *within)
    assert cli.json("cluster", "get", "books", *within)["id"] == made["id"]
    table = cli.run("cluster", "list", *within).stdout.splitlines()
    assert table[0].split()[:3] == ["ID", "NAME", "STATE"]
    assert table[1].split()[:2] == [made["id"], "books"]
    assert cli.json("cluster", "scale", "books", "--units", "2", *within)["units"] == 2

    key = cli.json("key", "create", "reader", "--role", "DATA_VIEWER", *within)
    narrow = cli.json("key", "create", "narrow", "--scope", "default/books:READ", "--from", "127.0.0.0/8", *within)
    assert narrow["scopes"] == [{"database": "default", "collection": "books", "access": "READ"}]
    assert narrow["ipAllowlist"] == ["127.0.0.0/8"]
    next_one = cli.json("key", "rotate", narrow["id"], "--overlap", "0")
    assert next_one["scopes"] == narrow["scopes"]
    listed = {one["id"]: one for one in cli.json("key", "list", *within)}
    assert listed[narrow["id"]]["rotatedTo"] == next_one["id"]
    me = cli.json("whoami")["principal"]["id"]
    assert listed[key["id"]]["createdBy"]["id"] == me
    ending = [one["id"] for one in cli.json("key", "list", "--created-by", me, *within)]
    assert {key["id"], narrow["id"], next_one["id"]} <= set(ending)
    by_key = Cli(signed_in.folder / "none", AERIE_API_KEY=key["secret"], AERIE_API_URL=cli_url(signed_in))
    assert by_key.json("whoami")["principal"]["kind"] == "API_KEY"
    assert "FORBIDDEN" in by_key.refused("cluster", "delete", made["id"], "--yes")
    assert cli.run("key", "revoke", key["id"]).returncode == 0
    assert "aerie login" in by_key.refused("whoami")

    assert "--here" in cli.refused("backup", "restore", "books", "before", *within)
    assert "--here" in cli.refused("backup", "restore", "books", "before", "anew", "--here", *within)
    assert cli.json("backup", "restores", "books", *within) == []

    assert "--yes" in cli.refused("cluster", "delete", "books", *within)
    assert cli.json("cluster", "delete", "books", "--yes", *within)["state"] == "DELETING"
    assert "cluster.create" in [event["action"] for event in cli.json("audit", "--org", org)]
    assert cli.json("usage", "--org", org)["unitSeconds"] >= 0


def test_plans(signed_in):
    """Who signs in is the first user, who runs the local platform."""
    cli = signed_in.cli
    org = cli.json("org", "create", "planned-by-cli")["id"]

    assert org in [one["id"] for one in cli.json("org", "list", "--all", "--name", "NED-BY-CLI")]
    shown = cli.json("org", "plan", org, "free", "--limit", "PROJECTS=2", "--limit", "MEMBERS=plan")
    assert shown["plan"] == "free"
    limits = {one["quota"]: (one["limit"], one["source"]) for one in shown["items"]}
    assert (limits["PROJECTS"], limits["MEMBERS"]) == ((2, "ORGANIZATION"), (5, "PLAN"))
    table = cli.run("org", "plan", org).stdout.splitlines()
    assert table[1].split()[-1] == "free"
    assert ["PROJECTS", "0", "2", "ORGANIZATION"] in [line.split() for line in table]
    assert "UNKNOWN_PLAN" in cli.refused("org", "plan", org, "gold")
    cli.json("project", "create", "one", "--org", org)
    cli.json("project", "create", "two", "--org", org)
    assert "QUOTA_EXCEEDED" in cli.refused("project", "create", "three", "--org", org)
    assert "organization.set-plan" in [event["action"] for event in cli.json("audit", "--org", org)]
    key = cli.json("key", "create", "owner", "--role", "ORGANIZATION_OWNER", "--org", org)
    by_key = Cli(signed_in.folder / "none", AERIE_API_KEY=key["secret"], AERIE_API_URL=cli_url(signed_in))
    assert "PLATFORM_ADMINISTRATORS_ONLY" in by_key.refused("org", "plan", org, "enterprise")


def cli_url(signed_in):
    return json.loads((signed_in.folder / "session.json").read_text())["address"]


def test_connecting(signed_in, organization, cluster):
    told = signed_in.cli.run("cluster", "connect", cluster["id"], "--org", organization.id)
    assert "MilvusClient(uri=" in told.stdout, told.stderr


def test_quotes(signed_in, organization, project, cluster):
    cli, within = signed_in.cli, ["--org", organization.id, "--project", project["id"]]

    larger = cli.json("quote", "scale", cluster["id"], "--units", str(cluster["units"] + 1), *within)
    assert Decimal(larger["after"]["monthly"]) > Decimal(larger["before"]["monthly"])
    assert [change["field"] for change in larger["changes"]] == ["units"]
    told = cli.run("quote", "create", "--region", "local", "--units", "2", "--storage-gb", "10", *within).stdout
    assert {"CREATE", "UNIT_HOUR"} <= set(told.split())
    assert "units" in cli.refused("quote", "create", "--region", "local", "--units", "99", *within)

    gone = cli.json("quote", "delete", cluster["id"], *within)
    assert Decimal(gone["after"]["monthly"]) < Decimal(gone["before"]["monthly"])
    copied = cli.json("quote", "backup", cluster["id"], "--storage-gb", "10", *within)
    assert [part["item"] for part in copied["after"]["parts"]][-1] == "BACKUP_GB_MONTH"
    assert Decimal(cli.json("quote", "restart", cluster["id"], *within)["monthly"]) == 0
    assert "version" in cli.refused("quote", "upgrade", cluster["id"], "9.9.9", *within)


def test_backups(signed_in, owner, organization, project, cluster, client, collection):
    cli, within = signed_in.cli, ["--org", organization.id, "--project", project["id"]]
    of = [cluster["id"], *within]

    made = cli.json("backup", "create", *of, "--name", "by-cli")
    path = f"/clusters/{cluster['id']}/backups/{made['id']}"
    eventually(lambda: owner.get(path)["state"] == "READY", kubernetes.SECONDS, "the backup has been made")
    table = cli.run("backup", "list", *of).stdout.splitlines()
    assert table[0].split()[:3] == ["ID", "NAME", "STATE"]
    assert [made["id"], "by-cli", "READY"] in [line.split()[:3] for line in table]

    client.delete(collection, filter="id >= 50")
    before = f"{collection}_before"
    try:
        asked = cli.json(
            "backup", "restore", cluster["id"], "by-cli", "--here", "--collection", f"{collection}={before}", *within)

        def restored():
            shown = next(one for one in cli.json("backup", "restores", *of) if one["id"] == asked["id"])
            assert shown["state"] == "RESTORED", shown
            return shown

        assert eventually(restored, kubernetes.SECONDS, "the collection has come back")["rows"] == 100
        assert (vectors.ids(client, before), vectors.ids(client, collection)) == (set(range(100)), set(range(50)))
    finally:
        client.drop_collection(before)

    again = cli.json("backup", "restore", cluster["id"], "by-cli", "by-cli-again", *within)
    assert (again["state"], again["units"]) == ("CREATING", cluster["units"])
    assert cli.json("cluster", "delete", again["id"], "--yes", *within)["state"] == "DELETING"

    schedule = cli.json("backup", "schedule", cluster["id"], "weekly", "0 3 * * 0", "--keep", "3", *within)
    assert schedule["retention"]["count"] == 3
    assert "weekly" in [one["name"] for one in cli.json("backup", "schedules", *of)]
    assert cli.run("backup", "unschedule", cluster["id"], "weekly", *within).returncode == 0
    assert "weekly" not in [one["name"] for one in cli.json("backup", "schedules", *of)]

    assert "--yes" in cli.refused("backup", "delete", cluster["id"], "by-cli", *within)
    assert cli.json("backup", "delete", cluster["id"], "by-cli", "--yes", *within)["state"] == "DELETING"


def test_mistakes_tell_what_to_do(signed_in, tmp_path):
    assert "aerie login" in Cli(tmp_path).refused("whoami")
    assert "There are no clusters called nothing" in signed_in.cli.refused("cluster", "get", "nothing")
    assert signed_in.cli.run("cluster", "scale").returncode == 2


def test_completion(signed_in, tmp_path):
    script = tmp_path / "completion"
    script.write_text(signed_in.cli.run("completion").stdout)

    def offered(*words):
        typed = f"COMP_WORDS=({' '.join(words)}) COMP_CWORD={len(words) - 1} COMP_LINE='{' '.join(words)}'"
        ask = f"source {script}; {typed}; _complete_aerie; echo ${{COMPREPLY[@]}}"
        return subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True).stdout.split()

    assert offered("aerie", "clu") == ["cluster"]
    assert sorted(offered("aerie", "backup", "sched")) == ["schedule", "schedules"]
    assert sorted(offered("aerie", "cluster", "res")) == ["restart", "restore", "resume"]
    assert offered("aerie", "region", "cl") == ["clouds"]
    assert "--units" in offered("aerie", "cluster", "scale", "--u")
    assert sorted(offered("aerie", "cluster", "update", "--autoscale", "")) == ["auto", "dry", "off"]


def test_signing_out_ends_the_session(signed_in):
    session = json.loads((signed_in.folder / "session.json").read_text())
    assert signed_in.cli.run("logout").returncode == 0
    assert "aerie login" in signed_in.cli.refused("whoami")
    renewed = requests.post(
        f"{session['issuer']}/protocol/openid-connect/token", timeout=30,
        data={"grant_type": "refresh_token", "client_id": "aerie-cli", "refresh_token": session["refreshToken"]})
    assert renewed.status_code == 400

"""A cluster is backed up, and comes back as another cluster and as a branch."""

import json
from datetime import datetime, timezone

import pytest

from support import kubernetes, vectors
from support.control_plane import Refused
from support.waiting import eventually


def test_rows_come_back_from_a_backup_and_in_a_branch(platform, owner, project, key, apply):
    cluster = owner.create_cluster(project["id"], "precious")
    client = vectors.connect(cluster, key["secret"])
    vectors.collection(client, "kept", 200)
    namespace, source = kubernetes.namespace(project["id"]), kubernetes.name(cluster["id"])

    apply("VectorBackup", namespace, "before", spec={"clusterRef": source, "verify": True})
    eventually(
        lambda: kubernetes.status(platform, "vectorbackup", namespace, "before").get("verification"),
        kubernetes.SECONDS, "the backup has been tried")
    backup = kubernetes.awaited(platform, "vectorbackup", namespace, "before", "Ready")
    assert backup["rows"] == 200
    assert backup["verification"]["passed"], backup
    assert (backup["verification"]["rows"], backup["verification"]["recall"]) == (200, "1.000")

    client.delete("kept", filter="id >= 50")
    assert vectors.ids(client, "kept") == set(range(50))

    spec = json.loads(platform.kubectl("get", "vectorcluster", source, "-n", namespace, "-o", "json"))["spec"]

    def another(name, bootstrap):
        apply("VectorCluster", namespace, name, spec={
            "classRef": spec.get("classRef", ""), "keysRef": spec["keysRef"], "deletionPolicy": "Delete",
            "storage": {"uri": spec["storage"]["uri"] + "-" + name}, "bootstrap": bootstrap})

    def connected(name):
        endpoint = kubernetes.awaited(platform, "vectorcluster", namespace, name, "Ready")["endpoint"]
        return vectors.connect({"name": name, "endpoint": endpoint}, key["secret"])

    another("again", {"fromBackup": {"name": "before"}, "collections": [{"name": "kept", "newName": "restored"}]})
    another("branch", {"branchOf": {"clusterRef": source}})

    restored = connected("again")
    assert vectors.ids(restored, "restored") == set(range(200))
    assert vectors.nearest(restored, "restored", 150, limit=1) == [150]

    branch = connected("branch")
    assert vectors.ids(branch, "kept") == set(range(50))
    branch.insert("kept", vectors.rows(500, 10))
    branch.delete("kept", filter="id < 10")
    assert vectors.ids(branch, "kept") == {*range(10, 50), *range(500, 510)}
    assert vectors.ids(client, "kept") == set(range(50))


def test_the_api_makes_a_backup_and_a_cluster_of_it(owner, project, key):
    cluster = owner.create_cluster(project["id"], "by-api")
    client = vectors.connect(cluster, key["secret"])
    vectors.collection(client, "kept", 50)
    backups = f"/clusters/{cluster['id']}/backups"

    made = owner.post(backups, {"name": "before", "verify": True})
    ready = eventually(
        lambda: (seen := owner.get(f"{backups}/{made['id']}")) and seen["verified"] is not None and seen,
        kubernetes.SECONDS, "the backup has been made and tried")
    assert (ready["state"], ready["rows"], ready["verified"]) == ("READY", 50, True)
    client.delete("kept", filter="id >= 10")

    restored = owner.create_cluster(
        project["id"], "restored-by-api", bootstrap={"fromBackup": {"backupId": made["id"]}})
    assert vectors.ids(vectors.connect(restored, key["secret"]), "kept") == set(range(50))

    def brought_back(collections):
        asked = owner.post(f"{backups}/{made['id']}:restore", {"collections": collections})
        eventually(
            lambda: owner.ended(f"/operations/{asked['operationId']}"), kubernetes.SECONDS, "the restore has ended")
        return owner.get(f"/clusters/{cluster['id']}/restores/{asked['id']}")

    refused = brought_back([{"name": "kept"}])
    assert refused["state"] == "FAILED"
    assert "has one of the names" in refused["stateReason"]
    back = brought_back([{"name": "kept", "newName": "kept_before"}])
    assert (back["state"], back["restoredCollections"], back["rows"]) == ("RESTORED", 1, 50)
    assert vectors.ids(client, "kept_before") == set(range(50))
    assert vectors.ids(client, "kept") == set(range(10))


def test_the_api_makes_branches_and_a_cluster_of_a_moment(owner, project, key):
    cluster = owner.create_cluster(project["id"], "lived")
    client = vectors.connect(cluster, key["secret"])
    vectors.collection(client, "kept", 50)
    moment = datetime.now(timezone.utc).isoformat()
    vectors.collection(client, "later", 5)
    client.delete("kept", filter="id >= 10")
    assert vectors.ids(client, "kept") == set(range(10))

    lived = {"clusterId": cluster["id"]}
    then = {**lived, "at": moment}
    wanted = {
        "as-of": {"pointInTime": then},
        "branch": {"branchOf": lived},
        "branch-as-of": {"branchOf": then, "collections": [{"name": "kept", "newName": "again"}]},
    }
    made = {name: owner.post("/clusters", {
        "projectId": project["id"], "name": name, "region": "local", "deletionPolicy": "DELETE",
        "bootstrap": bootstrap}) for name, bootstrap in wanted.items()}
    of = {name: vectors.connect(owner.settled(one), key["secret"]) for name, one in made.items()}

    assert of["as-of"].list_collections() == ["kept"]
    assert vectors.ids(of["as-of"], "kept") == set(range(50))
    assert vectors.nearest(of["as-of"], "kept", 40, limit=1) == [40]
    assert sorted(of["branch"].list_collections()) == ["kept", "later"]
    assert vectors.ids(of["branch"], "kept") == set(range(10))
    assert of["branch-as-of"].list_collections() == ["again"]
    assert vectors.ids(of["branch-as-of"], "again") == set(range(50))

    of["branch"].insert("kept", vectors.rows(500, 10))
    of["as-of"].delete("kept", filter="id < 10")
    assert vectors.ids(client, "kept") == set(range(10))
    for name in ("branch", "branch-as-of", "as-of"):
        owner.delete_cluster(made[name]["id"])
    assert vectors.ids(client, "kept") == set(range(10))


def test_a_moment_that_is_not_to_be_had_is_refused(owner, project, cluster):
    def refused(bootstrap):
        with pytest.raises(Refused) as caught:
            owner.post("/clusters", {
                "projectId": project["id"], "name": "never", "region": "local", "bootstrap": bootstrap})
        return caught.value.status, caught.value.code

    source = {"clusterId": cluster["id"]}
    assert refused({"pointInTime": {**source, "at": "2999-01-01T00:00:00Z"}}) == (400, "INVALID_REQUEST")
    assert refused({"pointInTime": source}) == (400, "INVALID_REQUEST")
    assert refused({"branchOf": {"clusterId": "cls_00000000000000000000000000"}}) == (404, "NOT_FOUND")
    assert refused({"branchOf": source, "pointInTime": source}) == (400, "INVALID_REQUEST")


def test_a_cluster_comes_back_on_its_data_without_what_it_began_with(platform, project, cluster, key, apply):
    namespace, shared = kubernetes.namespace(project["id"]), kubernetes.name(cluster["id"])
    spec = json.loads(platform.kubectl("get", "vectorcluster", shared, "-n", namespace, "-o", "json"))["spec"]

    def made(name, **begins):
        apply("VectorCluster", namespace, name, spec={
            "classRef": spec.get("classRef", ""), "keysRef": spec["keysRef"], "deletionPolicy": "Retain",
            "storage": {"uri": spec["storage"]["uri"] + "-" + name}, **begins})
        endpoint = kubernetes.awaited(platform, "vectorcluster", namespace, name, "Ready")["endpoint"]
        return vectors.connect({"name": name, "endpoint": endpoint}, key["secret"])

    vectors.collection(made("trunk"), "kept", 50)
    branch = {"bootstrap": {"branchOf": {"clusterRef": "trunk"}}}
    made("twig", **branch).delete("kept", filter="id >= 10")
    for name in ("twig", "trunk"):
        platform.kubectl("delete", "vectorcluster", name, "-n", namespace, "--wait", "--timeout", f"{kubernetes.SECONDS}s")

    assert vectors.ids(made("twig", **branch), "kept") == set(range(10))

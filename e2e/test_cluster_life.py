"""A cluster changes its size, sleeps, wakes and ends."""

import pytest

from support import kubernetes, processes, vectors
from support.waiting import eventually


@pytest.fixture
def own(platform, owner, project, key):
    """A cluster of the test's own with 50 rows in `kept`, and what is needed to look behind it."""
    made = []

    def make(name, **settings):
        cluster = owner.create_cluster(project["id"], name, **settings)
        made.append(cluster)
        vectors.collection(vectors.connect(cluster, key["secret"]), "kept", 50)
        return cluster

    yield make
    for cluster in made:
        if not owner.is_absent(f"/clusters/{cluster['id']}"):
            owner.delete_cluster(cluster["id"])


def objects(platform, cluster):
    """Files of the cluster in the object store."""
    folder = platform.home / "data" / "objects" / cluster["id"]
    return [path for path in folder.rglob("*") if path.is_file()]


def test_size_changes_under_searches(platform, owner, own, key):
    cluster = own("sized")

    bigger = owner.change_cluster(cluster["id"], units=2, replicas=2)

    assert (bigger["units"], bigger["replicas"], bigger["readyReplicas"], bigger["state"]) == (2, 2, 2, "RUNNING")
    assert len(kubernetes.pods(platform, cluster)) == 2
    client = vectors.connect(bigger, key["secret"])
    assert vectors.nearest(client, "kept", 7, limit=1) == [7]

    client.insert("kept", vectors.rows(100, 10))
    smaller = owner.change_cluster(cluster["id"], replicas=1)

    assert smaller["readyReplicas"] == 1
    client = vectors.connect(smaller, key["secret"])
    assert vectors.ids(client, "kept") == {*range(50), *range(100, 110)}


def test_suspend_keeps_the_data_and_resume_brings_it_back(platform, owner, own, key):
    cluster = own("sleeper")

    asleep = owner.suspend(cluster["id"])

    assert (asleep["state"], asleep["suspended"], asleep["readyReplicas"]) == ("SUSPENDED", True, 0)
    assert kubernetes.pods(platform, cluster) == []
    assert processes.of_cluster(cluster["id"]) == []
    assert objects(platform, cluster)

    awake = owner.resume(cluster["id"])

    assert awake["state"] == "RUNNING"
    assert vectors.ids(vectors.connect(awake, key["secret"]), "kept") == set(range(50))


def test_delete_leaves_nothing_behind(platform, owner, own):
    cluster = own("mortal", deletionPolicy="DELETE")
    assert objects(platform, cluster)

    owner.delete_cluster(cluster["id"])

    assert objects(platform, cluster) == []
    eventually(lambda: kubernetes.versions(platform, cluster) == {}, 120, "nothing of it is left in Kubernetes")
    assert processes.of_cluster(cluster["id"]) == []


def test_delete_with_retain_keeps_the_data(platform, owner, own):
    cluster = own("archived", deletionPolicy="RETAIN")

    owner.delete_cluster(cluster["id"])

    assert objects(platform, cluster)
    eventually(lambda: kubernetes.versions(platform, cluster) == {}, 120, "nothing of it is left in Kubernetes")
    assert processes.of_cluster(cluster["id"]) == []

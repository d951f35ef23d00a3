"""A region whose object store is opened by keys, as MinIO is."""

import base64
import json

import pytest

from support import kubernetes, vectors
from support.bucket import Bucket
from support.launcher import Launcher
from support.waiting import eventually

NAME = "keyed"
SECRET = "bucket-keys"


@pytest.fixture
def bucket():
    made = Bucket(first="first-secret")
    yield made
    made.stop()


@pytest.fixture
def kubectl(platform, bucket):
    """kubectl of a region whose agent is told of the bucket and of the Secret with its keys."""
    store = {"AERIE_STORAGE_BASE_URI": bucket.uri, "AERIE_STORAGE_CREDENTIALS_SECRET": SECRET}
    yield Launcher(platform.home, store).start_region(NAME)
    platform.end_region(NAME)


def keep(kubectl, access, secret):
    """Makes people's Secret hold these keys."""
    kubectl("apply", "-f", "-", given=json.dumps({
        "apiVersion": "v1", "kind": "Secret", "metadata": {"name": SECRET, "namespace": "aerie-system"},
        "stringData": {"accessKey": access, "secretKey": secret}}))


def test_a_cluster_keeps_its_data_in_a_bucket_by_keys_that_are_rotated(owner, project, key, bucket, kubectl):
    keep(kubectl, "first", "first-secret")
    cluster = owner.create_cluster(project["id"], NAME, region=NAME)
    name, within = kubernetes.name(cluster["id"]), ("-n", kubernetes.namespace(project["id"]))

    def pods():
        listed = json.loads(kubectl("get", "pods", *within, "-o", "json"))["items"]
        return {pod["metadata"]["uid"] for pod in listed if pod["metadata"]["name"].startswith(name)}

    def copy():
        data = json.loads(kubectl("get", "secret", f"{name}-storage", *within, "-o", "json"))["data"]
        return {entry: base64.b64decode(value).decode() for entry, value in data.items()}

    client = vectors.connect(cluster, key["secret"])
    vectors.collection(client, "kept", 20)
    client.flush("kept")
    client.close()
    assert bucket.objects(cluster["id"])
    assert copy() == {"accessKey": "first", "secretKey": "first-secret"}

    before = pods()
    bucket.keys["second"] = "second-secret"
    keep(kubectl, "second", "second-secret")
    eventually(lambda: pods().isdisjoint(before) and len(pods()) == 1, kubernetes.SECONDS, "the pod starts anew")
    del bucket.keys["first"]
    assert copy() == {"accessKey": "second", "secretKey": "second-secret"}
    client = vectors.connect(cluster, key["secret"], kubernetes.SECONDS)
    assert vectors.ids(client, "kept") == set(range(20))
    client.insert("kept", vectors.rows(20, 20))
    client.flush("kept")
    client.close()

    owner.delete_cluster(cluster["id"])
    assert not bucket.objects(cluster["id"])
    assert not kubectl("get", "secrets", *within, "-o", "name").count("-storage")

"""Two pods of one cluster: what is defined on one holds on the other at once."""

import pytest
from conftest import row
from pymilvus import MilvusException
from pymilvus.client.prepare import Prepare
from server import Server


@pytest.fixture(scope="module")
def pods(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pods")
    with Server(folder) as writer, Server(folder, pod="pod-1") as reader:
        yield writer, reader


@pytest.fixture(params=["writer first", "reader first"])
def clients(pods, request):
    clients = [pod.client() for pod in pods]
    return clients if request.param == "writer first" else clients[::-1]


def test_writes_are_passed_on(pods):
    writer, reader = pods
    reader.client().create_collection("passed", dimension=2)
    reader.client().insert("passed", [row(1)])
    reader.rest("entities/insert", collectionName="passed", data=[row(2)])
    for pod in pods:
        found = pod.client().query("passed", filter="id >= 0", consistency_level="Strong")
        assert [hit["id"] for hit in found] == [1, 2]


def test_writes_are_passed_on_once(pods, name):
    """Pods that took each other for the writer would pass a call to and fro for ever."""
    writer, reader = pods
    writer.client().create_collection(name, dimension=2)
    connection = reader.client()._get_connection()
    request = Prepare.drop_collection_request(name)
    answer = connection._stub.DropCollection(request, metadata=[("aerie-passed-on-to", "another")])
    assert "the writer of this cluster is changing" in answer.reason
    assert writer.client().has_collection(name)


def test_a_new_collection_is_there_and_loaded_on_the_other_pod(clients, name):
    first, second = clients
    for i in range(5):
        first.create_collection(f"{name}_{i}", dimension=2)
        assert second.search(f"{name}_{i}", data=[[0.0, 0.0]])[0] == []
        assert second.get_load_state(f"{name}_{i}")["state"].name == "Loaded"
        first.create_partition(f"{name}_{i}", "extra")
        assert second.query(f"{name}_{i}", filter="id >= 0", partition_names=["extra"]) == []


def test_a_dropped_collection_is_gone_on_the_other_pod(clients, name):
    first, second = clients
    for i in range(5):
        first.create_collection(f"{name}_{i}", dimension=2)
        first.drop_collection(f"{name}_{i}")
        assert not second.has_collection(f"{name}_{i}")


def test_what_a_client_defines_holds_for_its_next_read(pods, name):
    client = pods[1].client()
    client.create_collection(name, dimension=2)
    client.release_collection(name)
    with pytest.raises(MilvusException, match="not loaded"):
        client.search(name, data=[[0.0, 0.0]])


@pytest.mark.parametrize("level", ["Strong", "Session"])
def test_a_read_without_a_level_is_as_fresh_as_its_collection_says(pods, name, level):
    """A reader follows the writer with some delay, which many rounds would show."""
    writer, reader = pods
    client = reader.client()
    writing = writer.client() if level == "Strong" else client
    client.create_collection(name, dimension=2, consistency_level=level)
    for i in range(50):
        writing.insert(name, [row(i)])
        assert len(client.query(name, filter=f"id == {i}")) == 1
        assert client.search(name, [[float(i), 0.0]], filter=f"id == {i}")[0]
    rest = {"collectionName": name, "filter": "id == 100", "outputFields": ["id"]}
    for i in range(50):
        writing.upsert(name, [row(100) | {"vector": [float(i), 1.0]}])
        found = reader.rest("entities/query", **rest)
        assert found.json()["data"] == [{"id": 100}]
        writing.delete(name, ids=[100])
        found = reader.rest("entities/query", **rest)
        assert found.json()["data"] == []
    client.drop_collection(name)


def test_what_no_pod_has_is_refused(clients):
    for client in clients:
        with pytest.raises(MilvusException, match="'missing' does not exist"):
            client.query("missing", filter="id >= 0")

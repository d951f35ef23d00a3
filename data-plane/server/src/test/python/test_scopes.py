"""API keys that open only some places of a cluster, or only from some addresses."""

import hashlib
import json

import grpc
import pytest
from conftest import row
from pymilvus import MilvusClient, MilvusException
from pymilvus.grpc_gen import milvus_pb2, milvus_pb2_grpc
from server import Server

OPEN = "aerie_open_secret"
READ = "READ"
BOTH = "READ_WRITE"


def key(name, role="DATA_ADMIN", **more):
    return {"id": f"key_{name}", "sha256": hashlib.sha256(f"aerie_{name}_secret".encode()).hexdigest(), "role": role} | more


KEYS = [
    key("open"),
    key("goods", "DATA_OPERATOR", scopes=[{"database": "shop", "collection": "goods", "access": BOTH}]),
    key("shop", scopes=[{"database": "shop", "access": BOTH}]),
    key("reader", scopes=[{"database": "shop", "access": READ}]),
    key("two", scopes=[{"database": "shop", "access": READ}, {"database": "shop", "collection": "goods", "access": BOTH}]),
    key("here", ipAllowlist=["192.0.2.0/24", "127.0.0.0/8"]),
    key("elsewhere", ipAllowlist=["192.0.2.0/24", "not an address", "10.0.0.0/99"]),
]


@pytest.fixture(scope="module")
def pods(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scopes")
    keys = folder / "keys.json"
    keys.write_text(json.dumps({"keys": KEYS}))
    with Server(folder, keys=keys) as writer, Server(folder, pod="pod-1", keys=keys) as reader:
        owner = writer.client(OPEN)
        owner.create_database("shop")
        for database, collection in [("default", "other"), ("shop", "goods"), ("shop", "orders")]:
            owner.use_database(database)
            owner.create_collection(collection, dimension=2)
            owner.insert(collection, [row(1)])
        owner.use_database("shop")
        owner.create_alias("goods", "wares")
        yield writer, reader


@pytest.fixture(params=["writer", "reader"])
def pod(pods, request):
    return pods[request.param == "reader"]


@pytest.fixture
def opened(pod):
    def open_with(name, database="shop"):
        return MilvusClient(uri=pod.uri, token=f"aerie_{name}_secret", db_name=database)

    return open_with


def refused(call):
    with pytest.raises(MilvusException, match="permission deny.*scopes of key"):
        call()


def test_a_collection_is_open_by_its_name_and_its_aliases(opened):
    client = opened("goods")
    for name in ("goods", "wares"):
        assert [hit["id"] for hit in client.query(name, filter="id == 1")] == [1]
        client.upsert(name, [row(2)])
        client.delete(name, ids=[2])
    assert client.has_collection("goods")
    assert client.get_load_state("goods")["state"].name == "Loaded"


def test_others_are_not(opened):
    client = opened("goods")
    refused(lambda: client.query("orders", filter="id == 1"))
    refused(lambda: client.search("orders", data=[[0.0, 0.0]]))
    refused(lambda: client.insert("orders", [row(2)]))
    refused(lambda: client.describe_collection("orders"))
    refused(lambda: client.flush("orders"))
    elsewhere = opened("goods", "default")
    refused(lambda: elsewhere.query("other", filter="id == 1"))
    refused(lambda: elsewhere.query("goods", filter="id == 1"))


def test_lists_have_what_is_open(opened):
    assert opened("goods").list_collections() == ["goods"]
    assert opened("goods").list_databases() == ["shop"]
    assert sorted(opened("shop").list_collections()) == ["goods", "orders"]
    assert sorted(opened("open").list_databases()) == ["default", "shop"]


def test_a_whole_database_is_open_for_what_the_role_allows(opened):
    client = opened("shop")
    client.create_collection("more", dimension=2)
    client.create_alias("more", "also")
    client.alter_alias("orders", "also")
    client.drop_alias("also")
    client.drop_collection("more")
    refused(lambda: opened("goods").list_aliases("orders"))
    with pytest.raises(MilvusException, match="needs role DATA_ADMIN"):
        opened("goods").create_index("goods", client.prepare_index_params("vector"))


def test_reading_is_not_writing(opened):
    client = opened("reader")
    assert [hit["id"] for hit in client.query("orders", filter="id == 1")] == [1]
    refused(lambda: client.insert("orders", [row(2)]))
    refused(lambda: client.create_collection("more", dimension=2))
    refused(lambda: client.drop_collection("orders"))
    both = opened("two")
    both.upsert("goods", [row(1)])
    refused(lambda: both.upsert("orders", [row(1)]))
    # An alias taken from another collection would be read in its stead.
    refused(lambda: both.create_alias("goods", "mine"))


def test_what_is_about_the_cluster_needs_a_key_without_scopes(opened):
    client = opened("shop")
    client.get_server_version()
    refused(lambda: client.create_user("someone", "Password1!"))
    refused(lambda: client.list_users())
    refused(lambda: client.grant_privilege_v2("public", "Search", "*", "shop"))
    refused(lambda: client.rename_collection("goods", "goods", target_db="default"))
    refused(lambda: client.create_database("mine"))
    refused(lambda: client.drop_database("default"))


def test_rest_has_the_same_scopes(pod):
    token = "aerie_goods_secret"
    assert pod.rest("collections/list", token=token, dbName="shop").json()["data"] == ["goods"]
    answer = pod.rest("entities/query", token=token, dbName="shop", collectionName="orders", filter="id == 1")
    assert (answer.status_code, answer.json()["code"]) == (403, 1401)
    answer = pod.rest("entities/query", token=token, dbName="shop", collectionName="goods", filter="id == 1")
    assert answer.json()["code"] == 0


def test_import_jobs_of_other_collections_are_not_there(pods):
    writer, _ = pods
    uploads = writer.folder / "objects" / "uploads"
    uploads.mkdir(exist_ok=True)
    (uploads / "rows.json").write_text(json.dumps([row(7)]))

    def job(verb, token, **body):
        return writer.rest(f"jobs/import/{verb}", token=f"aerie_{token}_secret", dbName="shop", **body).json()

    made = job("create", "open", collectionName="orders", files=[["rows.json"]])["data"]["jobId"]
    assert job("describe", "reader", jobId=made)["code"] == 0
    assert "does not exist" in job("describe", "goods", jobId=made)["message"]
    assert "does not exist" in job("cancel", "goods", jobId=made)["message"]
    assert "scopes" in job("create", "goods", collectionName="orders", files=[["rows.json"]])["message"]


def test_a_key_opens_from_its_addresses(opened):
    client = opened("here", "default")
    client.upsert("other", [row(3)])
    assert client.query("other", filter="id == 3")
    with pytest.raises(MilvusException, match="key key_elsewhere may not be used from 127.0.0.1"):
        opened("elsewhere").list_collections()


def test_who_is_no_pod_is_not_believed_about_the_client(pods):
    """By the pods' headers, a key could be used from anywhere."""
    for pod in pods:
        with grpc.insecure_channel(pod.uri.removeprefix("http://")) as channel:
            answer = milvus_pb2_grpc.MilvusServiceStub(channel).ListDatabases(
                milvus_pb2.ListDatabasesRequest(),
                metadata=[
                    ("authorization", "aerie_elsewhere_secret"),
                    ("aerie-passed-on-to", "00000000-0000-0000-0000-000000000000"),
                    ("aerie-client-address", "192.0.2.1"),
                ],
            )
        assert "the writer of this cluster is changing" in answer.status.reason

"""Databases, properties, added fields, and what is told about segments."""

import pytest
from conftest import row
from pymilvus import DataType, MilvusException
from server import until


@pytest.fixture
def database(server, client, name):
    client.create_database(name, properties={"owner": "me"})
    yield name
    inside = server.client(database=name)
    for collection in inside.list_collections():
        inside.drop_collection(collection)
    client.drop_database(name)


def test_a_database_keeps_its_collections_to_itself(server, client, database):
    inside = server.client(database=database)
    inside.create_collection("same", dimension=2)
    inside.insert("same", [row(1), row(2)])
    client.create_collection("same", dimension=2)
    client.insert("same", [row(3)])
    assert [hit["id"] for hit in inside.query("same", filter="id > 0")] == [1, 2]
    assert [hit["id"] for hit in client.query("same", filter="id > 0")] == [3]
    assert inside.list_collections() == ["same"]
    assert inside.describe_collection("same")["collection_name"] == "same"
    assert database in client.list_databases()
    with pytest.raises(MilvusException, match="not empty, must drop all collections"):
        client.drop_database(database)
    client.drop_collection("same")
    assert inside.has_collection("same")


def test_a_database_has_properties(client, database):
    client.alter_database_properties(database, {"size": "7"})
    client.drop_database_properties(database, ["owner"])
    found = client.describe_database(database)
    assert (found["name"], found["size"]) == (database, "7")
    assert "owner" not in found


def test_what_is_no_database_is_refused(server, client, database):
    with pytest.raises(MilvusException, match="already exist"):
        client.create_database(database)
    with pytest.raises(MilvusException, match="database not found") as refusal:
        server.client(database="missing").list_collections()
    assert refusal.value.code == 800
    with pytest.raises(MilvusException, match="default"):
        client.drop_database("default")


def test_databases_by_rest(server, name):
    assert server.rest("databases/create", dbName=name, properties={"a": 1}).json()["code"] == 0
    assert name in server.rest("databases/list").json()["data"]
    assert server.rest("databases/describe", dbName=name).json()["data"]["properties"] == {"a": "1"}
    server.rest("collections/create", dbName=name, collectionName="rows", dimension=2)
    assert server.rest("collections/list", dbName=name).json()["data"] == ["rows"]
    server.rest("collections/rename", dbName=name, collectionName="rows", newCollectionName=name, newDbName="default")
    assert server.rest("databases/drop", dbName=name).json()["code"] == 0
    assert server.rest("collections/drop", collectionName=name).json()["code"] == 0


def test_rows_are_kept_for_a_time(client, numbers):
    client.alter_collection_properties(numbers, {"collection.ttl.seconds": 1})
    assert client.describe_collection(numbers)["properties"]["collection.ttl.seconds"] == "1"
    until(lambda: client.query(numbers, filter="id >= 0") == [], "the rows are gone")
    client.drop_collection_properties(numbers, ["collection.ttl.seconds"])
    with pytest.raises(MilvusException, match="TTL"):
        client.alter_collection_properties(numbers, {"collection.ttl.seconds": "soon"})


def test_a_field_is_added(client, name):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    schema.add_field("text", DataType.VARCHAR, max_length=3)
    params = client.prepare_index_params()
    params.add_index("vector", metric_type="L2")
    client.create_collection(name, schema=schema, index_params=params)
    client.insert(name, [{"id": 0, "vector": [0, 0], "text": "a"}])
    client.add_collection_field(name, "colour", DataType.VARCHAR, max_length=9, nullable=True)
    client.add_collection_field(name, "rank", DataType.INT64, nullable=True, default_value=5)
    client.insert(name, [{"id": 1, "vector": [1, 1], "text": "b", "colour": "red", "rank": 6}])
    for _ in range(2):
        found = client.query(name, filter="id >= 0", output_fields=["colour", "rank"])
        assert [(hit["colour"], hit["rank"]) for hit in found] == [(None, 5), ("red", 6)]
        assert [hit["id"] for hit in client.query(name, filter="colour is null")] == [0]
        client.flush(name)
    with pytest.raises(MilvusException, match="nullable"):
        client.add_collection_field(name, "more", DataType.INT64, nullable=False)
    with pytest.raises(MilvusException, match="exceeds|longer|length"):
        client.insert(name, [{"id": 2, "vector": [1, 1], "text": "abcdef"}])
    client.alter_collection_field(name, "text", {"max_length": 10})
    client.insert(name, [{"id": 2, "vector": [1, 1], "text": "abcdef"}])
    client.drop_collection(name)


def test_segments_are_told(client, numbers):
    assert client.list_persistent_segments(numbers) == []
    assert [segment.num_rows for segment in client.list_loaded_segments(numbers)] == [10]
    client.flush(numbers)
    assert [segment.num_rows for segment in client.list_persistent_segments(numbers)] == [10]
    client.insert(numbers, [row(20)])
    client.flush(numbers)
    job = client.compact(numbers)
    assert client.get_compaction_state(job) == "Completed"
    assert [segment.num_rows for segment in client.list_persistent_segments(numbers)] == [11]
    assert client.get_collection_stats(numbers)["row_count"] == 11
    assert client.get_partition_stats(numbers, "_default")["row_count"] == 11


def test_the_server_tells_its_version(client):
    assert client.get_server_version().startswith("2.6")

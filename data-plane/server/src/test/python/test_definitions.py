"""Collections, partitions, aliases, indexes and what is loaded."""

import pytest
from conftest import row
from pymilvus import MilvusException


def test_a_quick_collection_is_described(client, numbers):
    found = client.describe_collection(numbers)
    assert [field["name"] for field in found["fields"]] == ["id", "vector"]
    assert found["enable_dynamic_field"]
    assert client.has_collection(numbers)
    assert numbers in client.list_collections()
    assert client.get_load_state(numbers)["state"].name == "Loaded"


def test_a_missing_collection_is_just_not_there(client):
    assert not client.has_collection("missing")


def test_partitions_keep_rows_apart(client, numbers):
    client.create_partition(numbers, "extra")
    client.insert(numbers, [row(50)], partition_name="extra")
    assert client.list_partitions(numbers) == ["_default", "extra"]
    assert client.has_partition(numbers, "extra")
    found = client.query(numbers, filter="id >= 0", partition_names=["extra"])
    assert [hit["id"] for hit in found] == [50]
    client.release_partitions(numbers, ["extra"])
    client.drop_partition(numbers, "extra")
    assert client.query(numbers, output_fields=["count(*)"])[0]["count(*)"] == 10


def test_an_alias_moves_from_one_collection_to_another(client, numbers):
    other, alias = f"{numbers}_b", f"{numbers}_alias"
    client.create_collection(other, dimension=2)
    client.create_alias(numbers, alias)
    assert len(client.query(alias, filter="id >= 0")) == 10
    assert client.describe_alias(alias)["collection_name"] == numbers
    client.alter_alias(other, alias)
    assert len(client.query(alias, filter="id >= 0")) == 0
    assert client.list_aliases(other)["aliases"] == [alias]
    client.drop_alias(alias)
    assert not client.has_collection(alias)
    client.drop_collection(other)


def test_an_index_is_described(client, numbers):
    assert client.list_indexes(numbers) == ["vector"]
    found = client.describe_index(numbers, "vector")
    assert found["metric_type"] == "L2"
    assert found["state"] == "Finished"
    assert found["total_rows"] == 0, "rows in memory wait for no index"
    client.flush(numbers)
    found = client.describe_index(numbers, "vector")
    assert (found["total_rows"], found["indexed_rows"], found["pending_index_rows"]) == (10, 10, 0)


def test_a_released_collection_is_not_searched(client, numbers):
    client.release_collection(numbers)
    with pytest.raises(MilvusException, match="not loaded"):
        client.search(numbers, data=[[0.0, 0.0]])
    client.load_collection(numbers)
    assert len(client.search(numbers, data=[[0.0, 0.0]], limit=3)[0]) == 3


def test_an_index_can_be_dropped_and_made_anew(client, numbers):
    client.release_collection(numbers)
    client.drop_index(numbers, "vector")
    assert client.list_indexes(numbers) == []
    params = client.prepare_index_params()
    params.add_index("vector", index_type="HNSW", metric_type="IP")
    client.create_index(numbers, params)
    client.load_collection(numbers)
    assert client.search(numbers, data=[[1.0, 0.0]], limit=1)[0][0]["id"] == 9


def test_a_collection_is_renamed(client, name):
    client.create_collection(name, dimension=2)
    client.rename_collection(name, f"{name}_new")
    assert not client.has_collection(name)
    assert client.has_collection(f"{name}_new")
    client.drop_collection(f"{name}_new")

"""Writing and reading rows."""

import pytest
from conftest import row
from pymilvus import DataType, MilvusException


def ids(rows):
    return [found["id"] for found in rows]


def count(client, name):
    return client.query(name, output_fields=["count(*)"])[0]["count(*)"]


def test_insert_answers_with_count_and_keys(client, numbers):
    answer = client.insert(numbers, [row(10), row(11)])
    assert answer["insert_count"] == 2
    assert list(answer["ids"]) == [10, 11]
    assert count(client, numbers) == 12


def test_upsert_replaces_a_row(client, numbers):
    client.upsert(numbers, [{"id": 3, "vector": [7.0, 7.0], "parity": "new"}])
    found = client.get(numbers, ids=[3])
    assert found[0]["parity"] == "new"
    assert found[0]["vector"] == [7.0, 7.0]
    assert count(client, numbers) == 10


def test_delete_by_id_and_by_filter(client, numbers):
    assert client.delete(numbers, ids=[1, 2])["delete_count"] == 2
    assert count(client, numbers) == 8
    assert client.delete(numbers, filter='parity == "odd"')["delete_count"] == 4
    assert ids(client.query(numbers, filter="id >= 0")) == [0, 4, 6, 8]


def test_many_keys_are_deleted_and_got_at_once(client, numbers):
    """More than a filter may have characters."""
    keys = [450_000_000_000_000_000 + i for i in range(60_000)]
    client.insert(numbers, [row(keys[i]) for i in (0, 30_000, 59_999)])
    assert [found["id"] for found in client.get(numbers, ids=keys, output_fields=["id"])] == [keys[0], keys[30_000], keys[59_999]]
    client.delete(numbers, ids=keys)
    assert client.get(numbers, ids=keys, output_fields=["id"]) == []
    assert count(client, numbers) == 10


def test_rows_are_the_same_after_a_flush(client, numbers):
    before = list(client.query(numbers, filter="id >= 0", output_fields=["*"]))
    client.flush(numbers)
    client.delete(numbers, ids=[9])
    assert list(client.query(numbers, filter="id >= 0", output_fields=["*"])) == before[:9]
    assert client.get_collection_stats(numbers)["row_count"] == 9


def test_query_pages_in_the_order_of_keys(client, numbers):
    assert ids(client.query(numbers, filter="id > 2", limit=3, offset=2)) == [5, 6, 7]


def test_query_without_hits_is_empty(client, numbers):
    assert list(client.query(numbers, filter="id > 100", output_fields=["*"])) == []


def test_query_iterator_sees_every_row_once(client, numbers):
    pages = client.query_iterator(numbers, batch_size=3, filter="id != 4", output_fields=["id"])
    found = []
    while page := pages.next():
        found += ids(page)
    assert found == [0, 1, 2, 3, 5, 6, 7, 8, 9]


def test_a_filter_takes_values_of_templates(client, numbers):
    found = client.query(numbers, filter="id in {wanted}", filter_params={"wanted": [2, 5]})
    assert ids(found) == [2, 5]


def test_values_of_every_type_come_back(client, name):
    schema = client.create_schema(enable_dynamic_field=True)
    schema.add_field("id", DataType.VARCHAR, max_length=20, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    schema.add_field("flag", DataType.BOOL)
    schema.add_field("tiny", DataType.INT8)
    schema.add_field("big", DataType.INT64, nullable=True)
    schema.add_field("single", DataType.FLOAT)
    schema.add_field("double", DataType.DOUBLE, default_value=2.5)
    schema.add_field("doc", DataType.JSON, nullable=True)
    schema.add_field(
        "tags", DataType.ARRAY, element_type=DataType.VARCHAR, max_capacity=4, max_length=10
    )
    client.create_collection(name, schema=schema)
    client.create_index(name, index_params(client))
    client.load_collection(name)
    full = {
        "id": "a'\"ü",
        "vector": [0.5, -1.0],
        "flag": True,
        "tiny": -128,
        "big": 2**62 + 1,
        "single": 0.25,
        "double": 1e300,
        "doc": {"deep": [1, {"x": None}]},
        "tags": ["x", ""],
        "extra": {"free": True},
    }
    sparse = {
        "id": "b",
        "vector": [0.0, 0.0],
        "flag": False,
        "tiny": 127,
        "big": None,
        "single": -1.5,
        "tags": [],
    }
    client.insert(name, [full, sparse])

    def check():
        first, second = client.query(name, filter='id != ""', output_fields=["*"])
        assert dict(first) == full
        assert dict(second) == sparse | {"double": 2.5, "doc": None}

    check()
    client.flush(name)
    check()
    assert ids(client.query(name, filter="big is null")) == ["b"]
    assert ids(client.query(name, filter='array_contains(tags, "x")')) == [full["id"]]
    assert ids(client.query(name, filter='doc["deep"][0] == 1 and extra["free"] == true')) == [
        full["id"]
    ]
    client.drop_collection(name)


def test_keys_are_made_where_the_collection_says_so(client, name):
    client.create_collection(name, dimension=2, auto_id=True)
    keys = client.insert(name, [{"vector": [1.0, 2.0]}, {"vector": [2.0, 1.0]}])["ids"]
    assert len(set(keys)) == 2
    assert sorted(ids(client.get(name, ids=list(keys)))) == sorted(keys)
    client.drop_collection(name)


def test_text_keys_are_made_too(client, name):
    schema = client.create_schema(auto_id=True)
    schema.add_field("key", DataType.VARCHAR, max_length=30, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    client.create_collection(name, schema=schema, index_params=index_params(client))
    keys = list(client.insert(name, [{"vector": [float(i), 1.0]} for i in range(3)])["ids"])
    client.flush(name)
    keys += client.insert(name, [{"vector": [float(i), 1.0]} for i in range(3, 5)])["ids"]
    assert all(isinstance(key, str) for key in keys)
    assert len(set(keys)) == 5
    assert [found["vector"] for found in client.query(name, ids=[keys[4], keys[1]], output_fields=["vector"])] in (
        [[1.0, 1.0], [4.0, 1.0]],
        [[4.0, 1.0], [1.0, 1.0]],
    )
    hit = client.search(name, [[0.0, 1.0]], limit=1)[0][0]
    assert hit["key"] == keys[0]
    with pytest.raises(MilvusException, match="leave it out|key"):
        client.insert(name, [{"key": "mine", "vector": [0.0, 0.0]}])
    client.delete(name, ids=keys[:2])
    assert sorted(found["key"] for found in client.query(name, filter='key != ""')) == sorted(keys[2:])
    client.drop_collection(name)


@pytest.mark.parametrize("flushed", [False, True])
@pytest.mark.parametrize("partial", [False, True])
def test_what_replaces_a_row_with_a_made_key_has_a_new_one(client, name, flushed, partial):
    client.create_collection(name, dimension=2, auto_id=True, metric_type="L2")
    first, second = client.insert(name, [{"vector": [1.0, 0.0], "tag": "a"}, {"vector": [2.0, 0.0], "tag": "b"}])["ids"]
    if flushed:
        client.flush(name)
    answer = client.upsert(name, [{"id": first, "vector": [3.0, 0.0]}], partial_update=partial)
    (new,) = answer["ids"]
    assert (answer["upsert_count"], new in (first, second)) == (1, False)
    rows = {found["id"]: found for found in client.query(name, filter="id > 0", output_fields=["*"])}
    assert set(rows) == {second, new}
    assert rows[new]["vector"] == [3.0, 0.0]
    assert rows[new].get("tag") == ("a" if partial else None)
    assert [hit["id"] for hit in client.search(name, [[0.0, 0.0]], limit=3)[0]] == [second, new]
    client.flush(name)
    assert set(ids(client.query(name, filter="id > 0"))) == {second, new}
    client.drop_collection(name)


def test_rows_may_bring_their_keys_where_the_collection_says_so(server, client, name):
    client.create_collection(name, dimension=2, auto_id=True)
    key = client.insert(name, [{"vector": [1.0, 2.0]}])["ids"][0]
    client.alter_collection_properties(name, {"allow_insert_auto_id": "true"})
    client = server.client()
    assert list(client.insert(name, [{"id": 7, "vector": [7.0, 7.0]}])["ids"]) == [7]
    assert client.insert(name, [{"vector": [2.0, 2.0]}])["ids"][0] > key
    assert list(client.upsert(name, [{"id": 7, "vector": [8.0, 8.0]}])["ids"]) == [7]
    assert client.get(name, ids=[7])[0]["vector"] == [8.0, 8.0]
    assert server.rest("entities/insert", collectionName=name, data=[{"id": 9, "vector": [9, 9]}]).json()["data"]["insertIds"] == [9]
    client.drop_collection_properties(name, ["allow_insert_auto_id"])
    refused = server.rest("entities/insert", collectionName=name, data=[{"id": 10, "vector": [9, 9]}]).json()
    assert "leave it out" in refused["message"]
    assert client.query(name, output_fields=["count(*)"])[0]["count(*)"] == 4
    client.drop_collection(name)


def index_params(client):
    params = client.prepare_index_params()
    params.add_index("vector", metric_type="COSINE")
    return params


def test_session_consistency_sees_own_writes(client, numbers):
    for i in range(20, 25):
        client.insert(numbers, [row(i)])
        assert ids(client.get(numbers, ids=[i], consistency_level="Session")) == [i]


@pytest.mark.parametrize("level", ["Strong", "Bounded", "Eventually"])
def test_every_consistency_level_is_answered(client, numbers, level):
    assert len(client.query(numbers, filter="id >= 0", consistency_level=level)) == 10

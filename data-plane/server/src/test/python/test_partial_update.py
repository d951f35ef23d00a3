"""Upserts of some fields: the others stay what they are."""

import numpy as np
import pytest
from pymilvus import DataType, Function, FunctionType, MilvusException

WHOLE = {
    "id": 1,
    "vector": [1.0, 0.0],
    "half": np.array([0.5, -2], np.float16),
    "bits": bytes([129]),
    "weights": {3: 0.5, 9: 1.5},
    "name": "one",
    "price": 2.5,
    "stock": 4,
    "tags": ["a", "b"],
    "doc": {"deep": [1, {"x": None}]},
    "text": "red apple",
    "colour": "red",
    "exact": {"big": 2**62 + 1, "decimal": 0.1},
}


@pytest.fixture(params=["in memory", "in a segment"])
def things(request, client, name):
    """Two rows, 1 and 2, with a value of every kind."""
    schema = client.create_schema(enable_dynamic_field=True)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    schema.add_field("half", DataType.FLOAT16_VECTOR, dim=2)
    schema.add_field("bits", DataType.BINARY_VECTOR, dim=8)
    schema.add_field("weights", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_field("name", DataType.VARCHAR, max_length=20)
    schema.add_field("price", DataType.DOUBLE, nullable=True)
    schema.add_field("stock", DataType.INT32, default_value=7)
    schema.add_field("tags", DataType.ARRAY, element_type=DataType.VARCHAR, max_capacity=4, max_length=9)
    schema.add_field("doc", DataType.JSON)
    schema.add_field("text", DataType.VARCHAR, max_length=100, enable_analyzer=True)
    schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(Function("bm25", FunctionType.BM25, ["text"], ["words"]))
    index = client.prepare_index_params()
    index.add_index("vector", index_type="FLAT", metric_type="L2")
    index.add_index("half", index_type="FLAT", metric_type="L2")
    index.add_index("bits", index_type="BIN_FLAT", metric_type="HAMMING")
    index.add_index("weights", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    index.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
    client.create_collection(name, schema=schema, index_params=index)
    client.insert(name, [WHOLE, WHOLE | {"id": 2, "name": "two", "text": "green pear"}])
    if request.param == "in a segment":
        client.flush(name)
    yield name
    client.drop_collection(name)


def stored(client, name, key=1):
    return contents(client.get(name, ids=[key], output_fields=["*"])[0])


def contents(row):
    return {field: value.tobytes() if isinstance(value, np.ndarray) else plain(value) for field, value in dict(row).items()}


def plain(value):
    """Bytes of vectors come in a list of their own."""
    return value[0] if isinstance(value, list) and len(value) == 1 and isinstance(value[0], bytes) else value


def change(client, name, *rows):
    return client.upsert(name, list(rows), partial_update=True)["upsert_count"]


def test_what_is_not_given_stays(client, things):
    before = contents(WHOLE)
    assert stored(client, things) == before
    assert change(client, things, {"id": 1, "name": "uno"}) == 1
    assert stored(client, things) == before | {"name": "uno"}
    change(client, things, {"id": 1, "vector": [3.0, 4.0], "tags": []}, {"id": 2, "vector": [5.0, 6.0], "tags": ["z"]})
    assert stored(client, things) == before | {"name": "uno", "vector": [3.0, 4.0], "tags": []}
    client.flush(things)
    assert stored(client, things, 2) == before | {"id": 2, "name": "two", "text": "green pear", "vector": [5.0, 6.0], "tags": ["z"]}
    assert client.query(things, output_fields=["count(*)"])[0]["count(*)"] == 2


def test_a_null_is_given(client, things):
    change(client, things, {"id": 1, "price": None, "stock": None})
    found = stored(client, things)
    assert found["price"] is None
    assert found["stock"] == 7, "a null is the default where there is one"


def test_dynamic_keys_are_changed_one_by_one(client, things):
    change(client, things, {"id": 1, "size": 3, "colour": "blue"})
    assert stored(client, things) == contents(WHOLE) | {"size": 3, "colour": "blue"}
    client.upsert(things, [WHOLE | {"size": 4}])
    change(client, things, {"id": 1, "name": "uno"})
    assert stored(client, things)["size"] == 4


def test_texts_are_found_by_their_words(client, things):
    change(client, things, {"id": 1, "name": "uno"}, {"id": 2, "name": "due"})
    find = lambda word: [hit["id"] for hit in client.search(things, [word], anns_field="words", limit=3)[0]]
    assert find("apple") == [1]
    change(client, things, {"id": 1, "text": "yellow banana"})
    assert (find("apple"), find("banana"), find("pear")) == ([], [1], [2])


def test_new_rows_need_what_has_no_default(client, things):
    with pytest.raises(MilvusException, match="field 'vector': row 1 is not in the collection yet"):
        change(client, things, {"id": 1, "name": "uno"}, {"id": 3, "name": "tre"})
    assert stored(client, things)["name"] == "one", "nothing is written of what is refused"
    optional = {"id", "price", "stock", "colour", "exact"}
    change(client, things, {"id": 3} | {field: value for field, value in WHOLE.items() if field not in optional})
    found = stored(client, things, 3)
    assert (found["price"], found["stock"], found["name"]) == (None, 7, "one")


def test_a_collection_that_is_not_loaded_cannot_be_read(client, things):
    client.release_collection(things)
    with pytest.raises(MilvusException, match="load it first"):
        change(client, things, {"id": 1, "name": "uno"})
    client.load_collection(things)


def test_rows_of_a_released_partition_are_not_taken_for_new(client, things):
    client.create_partition(things, "other")
    client.insert(things, [WHOLE | {"id": 3, "name": "tre"}], partition_name="other")
    client.release_partitions(things, ["other"])
    assert change(client, things, {"id": 1, "name": "uno"}) == 1, "a row that can be read is changed"
    with pytest.raises(MilvusException, match="'other'; load it first"):
        change(client, things, {"id": 1, "name": "eins"}, {"id": 3, "name": "drei"})
    rest = {field: WHOLE[field] for field in WHOLE if field not in ("id", "price", "colour", "exact")}
    with pytest.raises(MilvusException, match="'other'; load it first"):
        change(client, things, rest | {"id": 3})
    client.load_partitions(things, ["other"])
    assert (stored(client, things)["name"], stored(client, things, 3)) == ("uno", contents(WHOLE) | {"id": 3, "name": "tre"})
    assert change(client, things, {"id": 3, "name": "drei"}) == 1
    client.create_partition(things, "empty")
    client.release_partitions(things, ["empty"])
    assert change(client, things, rest | {"id": 4}) == 1, "what is empty hides no row"


def test_by_rest(server, client, things):
    body = {"collectionName": things, "partialUpdate": True}
    answer = server.rest("entities/upsert", **body, data=[{"id": 1, "name": "uno", "size": 3}, {"id": 2, "name": "due"}]).json()
    assert answer["data"]["upsertCount"] == 2
    assert stored(client, things) == contents(WHOLE) | {"name": "uno", "size": 3}
    refused = server.rest("entities/upsert", **body, data=[{"id": 1, "name": "a"}, {"id": 2, "stock": 1}]).json()
    assert "row 1 has no field 'name'" in refused["message"]


def tags(client, name):
    return {row["id"]: row["tags"] for row in client.query(name, filter="id > 0", output_fields=["tags"])}


def test_arrays_are_added_to_and_taken_from(client, things):
    client.upsert(things, [{"id": 1, "tags": ["c", "a"]}, {"id": 2, "tags": []}], field_ops={"tags": "array_append"})
    assert tags(client, things) == {1: ["a", "b", "c", "a"], 2: ["a", "b"]}
    client.upsert(things, [{"id": 1, "tags": ["a", "z"]}, {"id": 2, "tags": ["b"]}], field_ops={"tags": "array_remove"})
    assert tags(client, things) == {1: ["b", "c"], 2: ["a"]}
    assert stored(client, things) == contents(WHOLE | {"tags": ["b", "c"]})
    client.upsert(things, [{"id": 1, "tags": ["x"], "name": "other"}], field_ops={"tags": "replace"}, partial_update=True)
    assert (tags(client, things)[1], stored(client, things)["name"]) == (["x"], "other")


def test_arrays_of_new_rows_and_of_rows_that_have_none(client, name):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    schema.add_field("tags", DataType.ARRAY, element_type=DataType.INT64, max_capacity=3, nullable=True)
    index = client.prepare_index_params()
    index.add_index("vector", metric_type="L2")
    client.create_collection(name, schema=schema, index_params=index)
    rows = [{"id": i, "vector": [0.0, 0.0], "tags": [1, 2] if i == 1 else None} for i in (1, 2, 3)]
    client.insert(name, rows)
    added = [{"id": i, "vector": [1.0, 0.0], "tags": None if i == 3 else [7]} for i in (1, 2, 3, 4)]
    client.upsert(name, added, field_ops={"tags": "array_append"})
    assert tags(client, name) == {1: [1, 2, 7], 2: [7], 3: None, 4: [7]}
    client.upsert(name, [row | {"id": row["id"] + 1, "tags": [7]} for row in added], field_ops={"tags": "array_remove"})
    assert tags(client, name) == {1: [1, 2, 7], 2: [], 3: None, 4: [], 5: []}
    with pytest.raises(MilvusException, match="(?i)capacity|elements"):
        client.upsert(name, [{"id": 1, "tags": [8]}], field_ops={"tags": "array_append"})
    for fields, operations, reason in [
        ({"vector": [0.0, 0.0]}, {"vector": "array_append"}, "is no array, which ARRAY_APPEND needs"),
        ({"tags": [1]}, {"other": "array_remove"}, "'other' is not among the fields"),
    ]:
        with pytest.raises(MilvusException, match=reason):
            client.upsert(name, [{"id": 1} | fields], field_ops=operations)
    assert tags(client, name)[1] == [1, 2, 7]
    client.drop_collection(name)

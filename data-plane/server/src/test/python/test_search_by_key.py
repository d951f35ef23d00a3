"""Searches by the vectors that rows have already, named by their keys."""

import ml_dtypes
import numpy as np
import pytest
from pymilvus import DataType, Function, FunctionType, MilvusException

KINDS = {
    "vector": (DataType.FLOAT_VECTOR, lambda i: [float(i), 1.0] + [0.5] * 6, "FLAT", "L2"),
    "half": (DataType.FLOAT16_VECTOR, lambda i: np.array([i, 2] + [1] * 6, np.float16), "FLAT", "IP"),
    "brain": (DataType.BFLOAT16_VECTOR, lambda i: np.array([i, 3] + [1] * 6, ml_dtypes.bfloat16), "FLAT", "COSINE"),
    "bytes": (DataType.INT8_VECTOR, lambda i: np.array([i, -i] + [7] * 6, np.int8), "FLAT", "L2"),
    "bits": (DataType.BINARY_VECTOR, lambda i: bytes([i]), "BIN_FLAT", "HAMMING"),
}


def row(i):
    return {"id": i, "parity": "odd" if i % 2 else "even", "text": f"word{i}", "weights": {3: 1.0 + i, 50 + i: 2.0}} | {
        field: value(i) for field, (_, value, _, _) in KINDS.items() if field in ("vector", "bytes")
    }


@pytest.fixture(scope="module")
def rows(client):
    """Rows 1 to 20, half of them in a segment."""
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    index = client.prepare_index_params()
    for field in ("vector", "bytes"):
        data_type, _, kind, metric = KINDS[field]
        schema.add_field(field, data_type, dim=8)
        index.add_index(field, index_type=kind, metric_type=metric)
    schema.add_field("weights", DataType.SPARSE_FLOAT_VECTOR)
    index.add_index("weights", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    schema.add_field("parity", DataType.VARCHAR, max_length=9)
    schema.add_field("text", DataType.VARCHAR, max_length=50, enable_analyzer=True)
    schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(Function("bm25", FunctionType.BM25, ["text"], ["words"]))
    client.create_collection("by_key", schema=schema)
    client.create_partition("by_key", "other")
    index.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
    client.create_index("by_key", index)
    client.load_collection("by_key")
    client.insert("by_key", [row(i) for i in range(1, 11)])
    client.flush("by_key")
    client.insert("by_key", [row(i) for i in range(11, 21)], partition_name="other")
    yield "by_key"
    client.drop_collection("by_key")


def answer(hits):
    return [[(hit["id"], hit["distance"]) for hit in found] for found in hits]


@pytest.mark.parametrize("keys", ["numbers", "texts"])
@pytest.mark.parametrize("field", KINDS)
def test_the_answers_are_those_to_the_vectors_themselves(client, name, field, keys):
    data_type, value, index_type, metric = KINDS[field]
    schema = client.create_schema()
    if keys == "numbers":
        schema.add_field("id", DataType.INT64, is_primary=True)
    else:
        schema.add_field("id", DataType.VARCHAR, max_length=9, is_primary=True)
    schema.add_field(field, data_type, dim=8)
    index = client.prepare_index_params()
    index.add_index(field, index_type=index_type, metric_type=metric)
    client.create_collection(name, schema=schema, index_params=index)
    named = {i: i if keys == "numbers" else f"k'{i}" for i in range(1, 21)}
    client.insert(name, [{"id": named[i], field: value(i)} for i in named])
    by_keys = client.search(name, ids=[named[9], named[2], named[17]], limit=5)
    assert answer(by_keys) == answer(client.search(name, [value(9), value(2), value(17)], limit=5))
    assert by_keys[0][0]["id"] == named[9] or metric == "IP"
    client.drop_collection(name)


def test_sparse_vectors_too(client, rows):
    by_keys = client.search(rows, ids=[5, 12], anns_field="weights", limit=4)
    vectors = [row(i)["weights"] for i in (5, 12)]
    assert answer(by_keys) == answer(client.search(rows, vectors, anns_field="weights", limit=4))
    assert by_keys[0][0]["id"] == 20


def test_everything_else_of_a_search_is_as_ever(client, rows):
    options = {"anns_field": "vector", "filter": "id > 4", "limit": 3, "offset": 1, "output_fields": ["parity"]}
    by_key = client.search(rows, ids=[4], **options)
    assert [(hit["id"], hit["distance"], hit["entity"]["parity"]) for hit in by_key[0]] == [
        (6, 4.0, "even"), (7, 9.0, "odd"), (8, 16.0, "even")
    ]
    bounded = client.search(rows, ids=10, anns_field="vector", search_params={"params": {"radius": 5, "range_filter": 1}})
    assert {hit["id"] for hit in bounded[0]} == {8, 9, 11, 12}
    groups = client.search(rows, ids=[10], anns_field="vector", group_by_field="parity", limit=2)
    assert [hit["id"] for hit in groups[0]][0] == 10
    assert len(groups[0]) == 2


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"ids": [3, 99, 98]}, r"do not exist: missing IDs = \[98, 99\]"),
        ({"ids": [3], "partition_names": ["other"]}, r"do not exist: missing IDs = \[3\]"),
        ({"ids": ["3"]}, "primary key is int64, but IDs type mismatch"),
        ({"ids": [1, 2, 1]}, "duplicate IDs found"),
        ({"ids": [1], "anns_field": "words"}, "filled by a function; search it by texts"),
        ({"ids": [1], "anns_field": "parity"}, "is no vector field"),
        ({"ids": [1], "anns_field": ""}, "multiple anns_fields exist"),
        ({"ids": [1], "search_iter_v2": True}, "an iterator and ids is not supported by this server yet"),
    ],
)
def test_what_cannot_be_is_refused(client, rows, options, reason):
    with pytest.raises(MilvusException, match=reason) as refusal:
        client.search(rows, **{"anns_field": "vector"} | options)
    assert refusal.value.code in (10, 1100)

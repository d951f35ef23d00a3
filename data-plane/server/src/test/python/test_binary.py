"""Vectors of bits."""

import base64

import numpy as np
import pytest
from pymilvus import DataType, MilvusException

ROWS = 200
DIMENSION = 136  # two words and a byte

BITS = np.random.default_rng(5).integers(0, 2, size=(ROWS, DIMENSION), dtype=np.uint8)
QUERY = np.random.default_rng(6).integers(0, 2, size=DIMENSION, dtype=np.uint8)

DISTANCES = {
    "HAMMING": lambda bits: (bits ^ QUERY).sum(axis=1).astype(float),
    "JACCARD": lambda bits: 1 - (bits & QUERY).sum(axis=1) / (bits | QUERY).sum(axis=1),
}


def packed(bits):
    return np.packbits(bits, bitorder="little").tobytes()


@pytest.fixture(
    params=[("BIN_FLAT", "HAMMING"), ("BIN_IVF_FLAT", "JACCARD"), ("AUTOINDEX", "JACCARD")],
    ids=lambda pair: "-".join(pair),
)
def rows(request, client, name):
    kind, metric = request.param
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("bits", DataType.BINARY_VECTOR, dim=DIMENSION)
    index = client.prepare_index_params()
    params = {"nlist": 16} if kind == "BIN_IVF_FLAT" else {}
    index.add_index("bits", index_type=kind, metric_type=metric, params=params)
    client.create_collection(name, schema=schema, index_params=index)
    client.insert(name, [{"id": i, "bits": packed(BITS[i])} for i in range(ROWS)])
    yield name, metric
    client.drop_collection(name)


@pytest.mark.parametrize("flushed", [False, True])
def test_the_nearest_are_found_exactly(client, rows, flushed):
    name, metric = rows
    if flushed:
        client.flush(name)
    hits = client.search(name, [packed(QUERY)], limit=10, filter="id >= 20")[0]
    distances = DISTANCES[metric](BITS[20:])
    order = np.lexsort((np.arange(len(distances)), distances))[:10]
    assert [hit["distance"] for hit in hits] == pytest.approx(distances[order].tolist())
    assert sorted(hit["distance"] for hit in hits) == [hit["distance"] for hit in hits]


@pytest.mark.parametrize("flushed", [False, True])
def test_vectors_come_back_as_they_went_in(client, rows, flushed):
    name, _ = rows
    if flushed:
        client.flush(name)
    client.delete(name, ids=[3])
    client.upsert(name, [{"id": 4, "bits": packed(BITS[0])}])
    found = client.query(name, filter="id < 6", output_fields=["bits"])
    expected = {i: packed(BITS[0 if i == 4 else i]) for i in range(6) if i != 3}
    assert {row["id"]: b"".join(row["bits"]) for row in found} == expected


def test_a_range_bounds_the_distance(client, rows):
    name, metric = rows
    distances = np.sort(DISTANCES[metric](BITS))
    levels = np.unique(distances)
    near, far = (levels[2] + levels[3]) / 2, (levels[9] + levels[10]) / 2
    params = {"params": {"radius": float(far), "range_filter": float(near)}}
    hits = client.search(name, [packed(QUERY)], limit=200, search_params=params)[0]
    expected = [d for d in distances if near <= d < far]
    assert [hit["distance"] for hit in hits] == pytest.approx(expected)


def test_an_iterator_goes_on_by_distance(client, rows):
    name, metric = rows
    pages = client.search_iterator(name, data=[packed(QUERY)], batch_size=50)
    found = []
    while page := pages.next():
        found += [hit["distance"] for hit in page]
    assert found == sorted(found)
    assert set(np.round(found, 5)) == set(np.round(DISTANCES[metric](BITS), 5))


def test_the_index_is_described_as_it_was_made(client, rows):
    name, metric = rows
    index = client.describe_index(name, "bits")
    assert index["metric_type"] == metric
    assert client.describe_collection(name)["fields"][1]["params"]["dim"] == DIMENSION


def test_refusals(client, name, rows):
    collection, _ = rows
    with pytest.raises(MilvusException, match="multiple of 8"):
        schema = client.create_schema()
        schema.add_field("id", DataType.INT64, is_primary=True)
        schema.add_field("bits", DataType.BINARY_VECTOR, dim=12)
        client.create_collection(name + "x", schema=schema)
    with pytest.raises(MilvusException, match="dimension"):
        client.search(collection, [packed(QUERY)[:-1]], limit=1)
    with pytest.raises(MilvusException, match="vector type must be the same"):
        client.search(collection, [[0.0] * DIMENSION], limit=1)


def test_metrics_of_other_vectors_are_refused(client, name):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("bits", DataType.BINARY_VECTOR, dim=16)
    client.create_collection(name, schema=schema)
    index = client.prepare_index_params()
    index.add_index("bits", index_type="BIN_FLAT", metric_type="L2")
    with pytest.raises(MilvusException, match="does not support metric type L2"):
        client.create_index(name, index)


def test_rest_takes_base64_and_bytes(server, name):
    fields = [
        {"fieldName": "id", "dataType": "Int64", "isPrimary": True},
        {"fieldName": "b", "dataType": "BinaryVector", "elementTypeParams": {"dim": "16"}},
    ]
    index = [{"fieldName": "b", "indexName": "b", "metricType": "HAMMING"}]
    made = server.rest(
        "collections/create", collectionName=name, schema={"fields": fields}, indexParams=index
    )
    assert made.json()["code"] == 0
    text = base64.b64encode(bytes([255, 1])).decode()
    data = [{"id": 1, "b": [0, 3]}, {"id": 2, "b": text}]
    assert server.rest("entities/insert", collectionName=name, data=data).json()["code"] == 0
    rows = server.rest("entities/query", collectionName=name, filter="id == 2", outputFields=["b"])
    assert rows.json()["data"] == [{"id": 2, "b": text}]
    for query in ([255, 0], base64.b64encode(bytes([255, 0])).decode()):
        hits = server.rest("entities/search", collectionName=name, data=[query], annsField="b")
        assert [(hit["id"], hit["distance"]) for hit in hits.json()["data"]] == [(2, 1), (1, 10)]
    wrong = server.rest("entities/insert", collectionName=name, data=[{"id": 3, "b": [256, 0]}])
    assert wrong.json()["code"] != 0

"""Sparse vectors."""

import numpy as np
import pytest
from pymilvus import AnnSearchRequest, DataType, MilvusException, RRFRanker, WeightedRanker

ROWS = 600
WORDS = 400

DRAW = np.random.default_rng(9)


def vector(count):
    """Weights of some words, frequent ones first, up to the highest index there may be."""
    words = np.unique(np.minimum(DRAW.geometric(0.02, count), WORDS))
    indices = [int(word) if word < WORDS else 2**32 - 2 for word in words]
    return dict(zip(indices, DRAW.uniform(0.1, 2, len(indices)).astype(np.float32).tolist()))


STORED = [vector(12) for _ in range(ROWS)]
QUERY = vector(15)


def product(a, b):
    return sum(weight * b[word] for word, weight in a.items() if word in b)


def best(keys, count):
    scores = sorted((product(QUERY, STORED[key]) for key in keys), reverse=True)
    return [score for score in scores if score > 0][:count]


def create(client, name, kind="SPARSE_INVERTED_INDEX", dense=False, **params):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_field("parity", DataType.INT64)
    index = client.prepare_index_params()
    index.add_index("words", index_type=kind, metric_type="IP", params=params)
    if dense:
        schema.add_field("dense", DataType.FLOAT_VECTOR, dim=2)
        schema.add_field("bits", DataType.BINARY_VECTOR, dim=8)
        index.add_index("dense", index_type="FLAT", metric_type="L2")
        index.add_index("bits", index_type="BIN_FLAT", metric_type="HAMMING")
    client.create_collection(name, schema=schema, index_params=index)


@pytest.fixture(
    params=[
        ("SPARSE_INVERTED_INDEX", {"inverted_index_algo": "DAAT_MAXSCORE"}),
        ("SPARSE_INVERTED_INDEX", {"inverted_index_algo": "TAAT_NAIVE"}),
        ("SPARSE_WAND", {}),
        ("AUTOINDEX", {}),
    ],
    ids=lambda pair: pair[0],
)
def rows(request, client, name):
    kind, params = request.param
    create(client, name, kind, **params)
    client.insert(name, [{"id": i, "words": STORED[i], "parity": i % 2} for i in range(ROWS)])
    yield name
    client.drop_collection(name)


@pytest.mark.parametrize("flushed", [False, True])
@pytest.mark.parametrize("limit", [1, 10, 200])
def test_the_best_are_found_exactly(client, rows, flushed, limit):
    if flushed:
        client.flush(rows)
    hits = client.search(rows, [QUERY], limit=limit, output_fields=["words"])[0]
    assert [hit["distance"] for hit in hits] == pytest.approx(best(range(ROWS), limit), rel=1e-5)
    for hit in hits[:3]:
        assert hit["distance"] == pytest.approx(product(QUERY, hit["entity"]["words"]), rel=1e-5)


@pytest.mark.parametrize("flushed", [False, True])
def test_filters_and_deletes_hold(client, rows, flushed):
    if flushed:
        client.flush(rows)
    client.delete(rows, filter="id < 200")
    hits = client.search(rows, [QUERY], limit=20, filter="parity == 1")[0]
    assert [hit["distance"] for hit in hits] == pytest.approx(best(range(201, ROWS, 2), 20), rel=1e-5)
    few = client.search(rows, [QUERY], limit=20, filter="id in [300, 301, 302]")[0]
    assert [hit["distance"] for hit in few] == pytest.approx(best(range(300, 303), 20), rel=1e-5)


@pytest.mark.parametrize("flushed", [False, True])
def test_rows_that_share_no_dimension_are_no_hits(client, rows, flushed):
    if flushed:
        client.flush(rows)
    having = [i for i in range(ROWS) if 50 in STORED[i]]
    hits = client.search(rows, [{50: 1.0}], limit=ROWS)[0]
    assert sorted(hit["id"] for hit in hits) == having
    assert client.search(rows, [{WORDS + 7: 1.0}], limit=5)[0] == []


@pytest.mark.parametrize("flushed", [False, True])
def test_vectors_come_back_as_they_went_in(client, rows, flushed):
    if flushed:
        client.flush(rows)
        client.compact(rows)
    found = client.query(rows, filter="id < 50", output_fields=["words"])
    assert {row["id"]: row["words"] for row in found} == {i: STORED[i] for i in range(50)}


def test_least_weights_may_be_dropped(client, rows):
    client.flush(rows)
    params = {"params": {"drop_ratio_search": 0.3}}
    hits = client.search(rows, [QUERY], limit=10, search_params=params)[0]
    found = {round(hit["distance"], 3) for hit in hits}
    assert len(found & {round(score, 3) for score in best(range(ROWS), 10)}) >= 5
    with pytest.raises(MilvusException, match="drop_ratio_search"):
        client.search(rows, [QUERY], limit=10, search_params={"params": {"drop_ratio_search": 1.2}})


def test_a_range_and_an_iterator(client, rows):
    client.flush(rows)
    params = {"params": {"radius": 1.0, "range_filter": 3.0}}
    hits = client.search(rows, [QUERY], limit=ROWS, search_params=params)[0]
    assert [hit["distance"] for hit in hits] == pytest.approx(
        [score for score in best(range(ROWS), ROWS) if 1 < score <= 3], rel=1e-5
    )
    pages = client.search_iterator(rows, data=[QUERY], batch_size=100)
    found = []
    while page := pages.next():
        found += [hit["id"] for hit in page]
    assert len(found) == len(set(found)) == len(best(range(ROWS), ROWS))


def test_the_index_is_described_as_it_was_made(client, name):
    create(client, name, inverted_index_algo="DAAT_WAND")
    index = client.describe_index(name, "words")
    assert (index["index_type"], index["metric_type"]) == ("SPARSE_INVERTED_INDEX", "IP")
    assert index["inverted_index_algo"] == "DAAT_WAND"
    assert "dim" not in client.describe_collection(name)["fields"][1]["params"]


def test_a_hybrid_of_every_kind(client, name):
    create(client, name, dense=True)
    client.insert(
        name,
        [
            {"id": i, "words": {1: float(i + 1)}, "parity": 0, "dense": [float(i), 0.0], "bits": bytes([i])}
            for i in range(8)
        ],
    )
    parts = [
        AnnSearchRequest([{1: 1.0}], "words", {"metric_type": "IP"}, limit=8),
        AnnSearchRequest([[5.0, 0.0]], "dense", {"metric_type": "L2"}, limit=8),
        AnnSearchRequest([bytes([5])], "bits", {"metric_type": "HAMMING"}, limit=8),
    ]
    found = client.hybrid_search(name, parts, RRFRanker(), limit=2)[0]
    assert found[0]["id"] == 5
    assert found[0]["distance"] == pytest.approx(1 / 63 + 1 / 61 + 1 / 61)
    weighted = client.hybrid_search(name, parts, WeightedRanker(1.0, 0.0, 0.0), limit=1)[0]
    assert weighted[0]["id"] == 7


@pytest.mark.parametrize(
    "words, why",
    [
        ({1: -0.5}, "negative value"),
        ({1: float("nan")}, "NaN|not a number"),
        ({2**32 - 1: 0.5}, "2\\^32"),
    ],
)
def test_refusals(client, name, words, why):
    create(client, name)
    with pytest.raises(Exception, match=why):
        client.insert(name, [{"id": 1, "words": words, "parity": 0}])
    with pytest.raises(MilvusException, match="vector type must be the same"):
        client.search(name, [[1.0, 2.0]], limit=1)


def test_metrics_of_other_vectors_are_refused(client, name):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
    client.create_collection(name, schema=schema)
    index = client.prepare_index_params()
    index.add_index("words", index_type="SPARSE_WAND", metric_type="L2")
    with pytest.raises(MilvusException, match="does not support metric type L2"):
        client.create_index(name, index)


def test_rest_takes_and_gives_objects(server, name):
    fields = [
        {"fieldName": "id", "dataType": "Int64", "isPrimary": True},
        {"fieldName": "w", "dataType": "SparseFloatVector"},
    ]
    index = [{"fieldName": "w", "indexName": "w", "metricType": "IP"}]
    made = server.rest(
        "collections/create", collectionName=name, schema={"fields": fields}, indexParams=index
    )
    assert made.json()["code"] == 0
    data = [{"id": 1, "w": {"7": 0.5, "3": 2}}, {"id": 2, "w": {"indices": [7], "values": [4]}}]
    assert server.rest("entities/insert", collectionName=name, data=data).json()["code"] == 0
    rows = server.rest("entities/query", collectionName=name, filter="id > 0", outputFields=["w"])
    assert rows.json()["data"] == [{"id": 1, "w": {"3": 2.0, "7": 0.5}}, {"id": 2, "w": {"7": 4.0}}]
    hits = server.rest("entities/search", collectionName=name, data=[{"7": 1.0}], annsField="w")
    assert [(hit["id"], hit["distance"]) for hit in hits.json()["data"]] == [(2, 4), (1, 0.5)]
    wrong = server.rest("entities/insert", collectionName=name, data=[{"id": 3, "w": {"x": 1}}])
    assert wrong.json()["code"] != 0

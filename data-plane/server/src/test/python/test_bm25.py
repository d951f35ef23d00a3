"""Texts ranked by BM25."""

import math
import re
from collections import Counter

import pytest
from pymilvus import AnnSearchRequest, DataType, Function, FunctionType, MilvusException, RRFRanker

WORDS = "wind rain snow sun storm cloud river hill stone leaf".split()
TEXTS = [
    " ".join([WORDS[i % 10]] * (i % 4 + 1) + [WORDS[i * 7 % 9]] * (i % 3) + ["filler"] * (i % 11))
    for i in range(120)
]


def score(query, texts, k1=1.2, b=0.75):
    """BM25 of each text, written down once more."""
    counts = [Counter(re.findall(r"\w+", text.lower())) for text in texts]
    average = sum(sum(count.values()) for count in counts) / len(texts)
    scores = [0.0] * len(texts)
    for word in query.lower().split():
        having = sum(word in count for count in counts)
        weight = math.log(1 + (len(texts) - having + 0.5) / (having + 0.5))
        for i, count in enumerate(counts):
            length = sum(count.values())
            scores[i] += weight * count[word] * (k1 + 1) / (count[word] + k1 * (1 - b + b * length / average))
    return scores


def schema(client, dense=False, **options):
    made = client.create_schema()
    made.add_field("id", DataType.INT64, is_primary=True)
    made.add_field("text", DataType.VARCHAR, **({"max_length": 500, "enable_analyzer": True} | options))
    made.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
    if dense:
        made.add_field("dense", DataType.FLOAT_VECTOR, dim=2)
    made.add_function(
        Function("bm25", FunctionType.BM25, input_field_names=["text"], output_field_names=["words"])
    )
    return made


def create(client, name, dense=False, **params):
    index = client.prepare_index_params()
    index.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25", params=params)
    if dense:
        index.add_index("dense", index_type="FLAT", metric_type="L2")
    client.create_collection(name, schema=schema(client, dense), index_params=index)


@pytest.fixture
def texts(client, name):
    create(client, name)
    client.insert(name, [{"id": i, "text": text} for i, text in enumerate(TEXTS)])
    yield name
    client.drop_collection(name)


def best(scores, count):
    return sorted((s for s in scores if s > 0), reverse=True)[:count]


@pytest.mark.parametrize("flushed", ["no", "all", "half"])
@pytest.mark.parametrize("query", ["storm", "Wind river", "leaf leaf"])
def test_scores_are_those_of_bm25(client, name, flushed, query):
    create(client, name)
    rows = [{"id": i, "text": text} for i, text in enumerate(TEXTS)]
    client.insert(name, rows[:60])
    if flushed == "half":
        client.flush(name)
    client.insert(name, rows[60:])
    if flushed == "all":
        client.flush(name)
    hits = client.search(name, [query], anns_field="words", limit=20, output_fields=["text"])[0]
    scores = score(query, TEXTS)
    assert [hit["distance"] for hit in hits] == pytest.approx(best(scores, 20), rel=1e-4)
    assert all(hit["distance"] == pytest.approx(scores[hit["id"]], rel=1e-4) for hit in hits)
    assert hits[0]["entity"]["text"] == TEXTS[hits[0]["id"]]
    client.drop_collection(name)


def test_the_index_sets_the_parameters(client, name):
    create(client, name, bm25_k1=2.0, bm25_b=0.1)
    client.insert(name, [{"id": i, "text": text} for i, text in enumerate(TEXTS)])
    client.flush(name)
    hits = client.search(name, ["snow hill"], anns_field="words", limit=10)[0]
    expected = best(score("snow hill", TEXTS, 2.0, 0.1), 10)
    assert [hit["distance"] for hit in hits] == pytest.approx(expected, rel=1e-4)
    assert client.describe_index(name, "words")["metric_type"] == "BM25"


def test_filters_hold_and_the_rest_still_counts(client, texts):
    hits = client.search(texts, ["storm"], anns_field="words", limit=50, filter="id < 40")[0]
    assert [hit["distance"] for hit in hits] == pytest.approx(best(score("storm", TEXTS)[:40], 50), rel=1e-4)


def test_an_upsert_counts_its_words_anew(client, texts):
    client.flush(texts)
    client.upsert(texts, [{"id": 3, "text": "a hapax stands here"}, {"id": 500, "text": "..."}])
    hits = client.search(texts, ["hapax"], anns_field="words", limit=5)[0]
    assert [hit["id"] for hit in hits] == [3]
    assert client.search(texts, ["nowhere"], anns_field="words", limit=5)[0] == []
    assert client.query(texts, filter="id == 500", output_fields=["*"]) == [{"id": 500, "text": "..."}]


def test_the_function_is_described(client, texts):
    found = client.describe_collection(texts)
    assert [(f["name"], f["type"], f["input_field_names"], f["output_field_names"]) for f in found["functions"]] == [
        ("bm25", FunctionType.BM25, ["text"], ["words"])
    ]
    words = next(field for field in found["fields"] if field["name"] == "words")
    assert words["is_function_output"]


def test_a_hybrid_with_dense_vectors(client, name):
    create(client, name, dense=True)
    client.insert(name, [{"id": i, "text": text, "dense": [float(i), 0.0]} for i, text in enumerate(TEXTS)])
    parts = [
        AnnSearchRequest(["snow"], "words", {"metric_type": "BM25"}, limit=10),
        AnnSearchRequest([[2.0, 0.0]], "dense", {"metric_type": "L2"}, limit=10),
    ]
    found = client.hybrid_search(name, parts, RRFRanker(), limit=3, output_fields=["text"])[0]
    assert found[0]["id"] in {2, 12} and "snow" in found[0]["entity"]["text"]
    client.drop_collection(name)


def test_refusals(client, name, texts):
    with pytest.raises(MilvusException, match="please provide varchar/text"):
        client.search(texts, [{1: 1.0}], anns_field="words", limit=1)
    with pytest.raises(MilvusException, match="not allowed to retrieve raw data"):
        client.query(texts, filter="id == 1", output_fields=["words"])
    with pytest.raises(MilvusException, match="enable_analyzer"):
        client.create_collection(name + "a", schema=schema(client, enable_analyzer=False))
    with pytest.raises(MilvusException, match="cannot be nullable"):
        client.create_collection(name + "n", schema=schema(client, nullable=True))
    plain = client.create_schema()
    plain.add_field("id", DataType.INT64, is_primary=True)
    plain.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
    client.create_collection(name + "s", schema=plain)
    index = client.prepare_index_params()
    index.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
    with pytest.raises(MilvusException, match="only BM25 Function output"):
        client.create_index(name + "s", index)


def test_rest(server, name):
    fields = [
        {"fieldName": "id", "dataType": "Int64", "isPrimary": True},
        {"fieldName": "text", "dataType": "VarChar", "elementTypeParams": {"max_length": "99", "enable_analyzer": "true"}},
        {"fieldName": "words", "dataType": "SparseFloatVector"},
    ]
    function = {"name": "f", "type": "BM25", "inputFieldNames": ["text"], "outputFieldNames": ["words"], "params": {}}
    index = [{"fieldName": "words", "indexName": "words", "metricType": "BM25"}]
    made = server.rest(
        "collections/create",
        collectionName=name,
        schema={"fields": fields, "functions": [function]},
        indexParams=index,
    )
    assert made.json()["code"] == 0, made.json()
    data = [{"id": 1, "text": "red apple"}, {"id": 2, "text": "green pear"}]
    assert server.rest("entities/insert", collectionName=name, data=data).json()["code"] == 0
    hits = server.rest("entities/search", collectionName=name, data=["pear"], annsField="words", outputFields=["text"])
    assert [(hit["id"], hit["text"]) for hit in hits.json()["data"]] == [(2, "green pear")]
    described = server.rest("collections/describe", collectionName=name).json()["data"]
    assert described["functions"][0]["outputFieldNames"] == ["words"]

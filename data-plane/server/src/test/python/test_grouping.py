"""Searches for the best groups of rows, against groups made by hand."""

import pytest
from pymilvus import AnnSearchRequest, DataType, MilvusException, RRFRanker

ROWS = 600
GROUPS = 20


@pytest.fixture(scope="module")
def books(client):
    """Row i lies at distance i from the origin and belongs to shelf i % 20; every 50th row has no topic."""
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("shelf", DataType.INT32)
    schema.add_field("topic", DataType.VARCHAR, max_length=10, nullable=True)
    schema.add_field("price", DataType.DOUBLE)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    schema.add_field("other", DataType.FLOAT_VECTOR, dim=2)
    index = client.prepare_index_params()
    index.add_index("vector", index_type="FLAT", metric_type="L2")
    index.add_index("other", index_type="FLAT", metric_type="L2")
    client.create_collection("grouped_books", schema=schema, index_params=index)
    rows = [book(i) for i in range(ROWS)]
    client.insert("grouped_books", rows[:300])
    client.flush("grouped_books")
    client.insert("grouped_books", rows[300:])
    yield "grouped_books"
    client.drop_collection("grouped_books")


def book(i):
    topic = None if i % 50 == 0 else f"t{i // 100}"
    return {
        "id": i, "shelf": i % GROUPS, "topic": topic, "price": i / 2, "vector": [float(i), 0.0], "other": [0.0, float(i)]
    }


def search(client, books, **settings):
    settings = {"limit": 5, "group_by_field": "shelf", "anns_field": "vector", **settings}
    return client.search(books, [[0.0, 0.0]], **settings)[0]


def test_one_row_of_each_group(client, books):
    hits = search(client, books, output_fields=["shelf"])
    assert [hit["id"] for hit in hits] == [0, 1, 2, 3, 4]
    assert [hit["entity"]["shelf"] for hit in hits] == [0, 1, 2, 3, 4]


def test_the_field_need_not_be_asked_for(client, books):
    hits = search(client, books, output_fields=["price"])
    assert [hit["entity"] for hit in hits] == [{"price": i / 2} for i in range(5)]


def test_more_rows_of_each_group_even_far_ones(client, books):
    hits = search(client, books, limit=2, group_size=25, strict_group_size=True)
    assert [hit["id"] for hit in hits] == [*range(0, 500, 20), *range(1, 500, 20)]


def test_a_group_has_no_more_rows_than_there_are(client, books):
    hits = search(client, books, limit=1, group_size=100, strict_group_size=True)
    assert [hit["id"] for hit in hits] == list(range(0, ROWS, 20))


def test_offset_counts_groups(client, books):
    hits = search(client, books, limit=2, offset=3, group_size=2, strict_group_size=True)
    assert [hit["id"] for hit in hits] == [3, 23, 4, 24]


def test_groups_that_lie_far_apart(client, books):
    """The nearest rows are all of one topic, so the search has to look further."""
    hits = search(client, books, group_by_field="topic", limit=10, output_fields=["topic"])
    assert [(hit["id"], hit["entity"]["topic"]) for hit in hits] == [
        (0, None), (1, "t0"), (101, "t1"), (201, "t2"), (301, "t3"), (401, "t4"), (501, "t5")
    ]


def test_with_a_filter(client, books):
    hits = search(client, books, filter="id >= 100 and shelf in [3, 7]", limit=5)
    assert [hit["id"] for hit in hits] == [103, 107]


def test_each_query_has_its_own_groups(client, books):
    found = client.search(
        books, [[0.0, 0.0], [599.0, 0.0]], limit=3, group_by_field="shelf", anns_field="vector"
    )
    assert [[hit["id"] for hit in hits] for hits in found] == [[0, 1, 2], [599, 598, 597]]


def test_a_hybrid_search(client, books):
    parts = [AnnSearchRequest([[0.0, 0.0]], field, {}, limit=100) for field in ("vector", "other")]
    hits = client.hybrid_search(
        books, parts, RRFRanker(), limit=3, group_by_field="shelf", group_size=2, output_fields=["shelf"]
    )[0]
    assert [hit["entity"]["shelf"] for hit in hits] == [0, 0, 1, 1, 2, 2]


def test_parts_of_a_hybrid_search_look_for_groups_too(client, books):
    """The rows nearest to each part are all of one topic."""
    parts = [AnnSearchRequest([[0.0, 0.0]], field, {}, limit=5) for field in ("vector", "other")]
    hits = client.hybrid_search(
        books, parts, RRFRanker(), limit=3, group_by_field="topic", group_size=2, strict_group_size=True
    )[0]
    assert [hit["id"] for hit in hits] == [0, 50, 1, 2, 101, 102]


def test_a_hybrid_search_by_rest(server, books):
    parts = [{"data": [[0.0, 0.0]], "annsField": field, "limit": 5} for field in ("vector", "other")]
    answer = server.rest(
        "entities/hybrid_search", collectionName=books, search=parts, rerank={"strategy": "rrf"}, limit=3,
        groupingField="topic", groupSize=2, strictGroupSize=True,
    ).json()
    assert [hit["id"] for hit in answer["data"]] == [0, 50, 1, 2, 101, 102]
    boost = {"name": "b", "type": "Rerank", "params": {"reranker": "boost", "weight": 1, "filter": "id >= 0"}}
    boosted = [part | {"functionScore": {"functions": [boost]}} for part in parts]
    answer = server.rest(
        "entities/hybrid_search", collectionName=books, search=boosted, rerank={"strategy": "rrf"}, limit=3,
        groupingField="topic",
    ).json()
    assert [hit["id"] for hit in answer["data"]] == [0, 1, 101]


def test_by_rest(server, books):
    answer = server.rest(
        "entities/search", collectionName=books, data=[[0.0, 0.0]], annsField="vector", limit=2,
        groupingField="shelf", groupSize=2, strictGroupSize=True,
    ).json()
    assert [hit["id"] for hit in answer["data"]] == [0, 20, 1, 21]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"group_by_field": "price"}, "Bool, integer or VarChar"),
        ({"group_by_field": "vector"}, "Bool, integer or VarChar"),
        ({"group_by_field": "missing"}, "missing"),
        ({"group_size": -1}, "at least 1"),
        ({"search_params": {"params": {"radius": 10.0}}}, "range search"),
    ],
)
def test_refusals(client, books, settings, sentence):
    with pytest.raises(MilvusException, match=sentence):
        search(client, books, **settings)


def test_an_iterator_has_no_groups(client, books):
    with pytest.raises(MilvusException, match="iterator cannot be grouped"):
        client.search_iterator(books, [[0.0, 0.0]], anns_field="vector", group_by_field="shelf", batch_size=10)


def test_many_vectors_look_less_far(client, name):
    """Of all its vectors together a search looks at a million rows, as each is held in memory."""
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("far", DataType.BOOL)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    index = client.prepare_index_params()
    index.add_index("vector", index_type="FLAT", metric_type="L2")
    client.create_collection(name, schema=schema, index_params=index)
    client.insert(name, [{"id": i, "vector": [float(i), 0.0], "far": i >= 900} for i in range(1000)])
    for vectors, groups in [(10, [False, True]), (1500, [False])]:
        found = client.search(name, [[0.0, 0.0]] * vectors, limit=2, group_by_field="far", output_fields=["far"])
        assert all([hit["entity"]["far"] for hit in hits] == groups for hits in found)
    client.drop_collection(name)

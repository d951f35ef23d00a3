"""What a Milvus client does with a provisioned cluster."""

import pytest

from support import vectors


def test_autoindex_collection_is_searched(client, collection):
    assert vectors.nearest(client, collection, 42, limit=3)[0] == 42

    index = client.describe_index(collection, client.list_indexes(collection)[0])
    assert index["index_type"] == "AUTOINDEX"
    assert index["metric_type"] == "COSINE"


@pytest.mark.parametrize("expression, expected", [
    ("id in [3, 5, 700]", {3, 5}),
    ("id < 10 and parity == 'odd'", {1, 3, 5, 7, 9}),
    ("weight >= 9.8 or id == 0", {0, 98, 99}),
    ("not (id > 2)", {0, 1, 2}),
    ("parity like 'ev%' and id < 5", {0, 2, 4}),
    ("missing is null and id < 2", {0, 1}),
])
def test_filters_keep_the_right_rows(client, collection, expression, expected):
    assert vectors.ids(client, collection, expression) == expected


def test_filtered_search_finds_only_what_the_filter_keeps(client, collection):
    found = vectors.nearest(client, collection, 42, limit=50, filter="parity == 'odd'")

    assert len(found) == 50
    assert all(number % 2 == 1 for number in found)


def test_rows_come_back_as_they_went_in(client, collection):
    row = client.get(collection, ids=[7], output_fields=["*"])[0]

    assert row["weight"] == 0.7
    assert row["parity"] == "odd"
    assert row["vector"] == pytest.approx(vectors.vector(7), abs=1e-6)


def test_deleted_rows_are_found_no_more(client, collection):
    client.delete(collection, filter="id in [42, 43]")

    assert vectors.ids(client, collection) == set(range(100)) - {42, 43}
    assert 42 not in vectors.nearest(client, collection, 42, limit=100)


def test_upsert_takes_the_place_of_the_row(client, collection):
    client.upsert(collection, [{"id": 42, "vector": vectors.vector(1000), "parity": "new"}])

    assert len(vectors.ids(client, collection)) == 100
    assert vectors.ids(client, collection, "parity == 'new'") == {42}
    assert vectors.nearest(client, collection, 1000, limit=1) == [42]


def test_alias_and_partition(client, collection):
    client.create_alias(collection, "e2e_alias")
    client.create_partition(collection, "late")
    client.insert(collection, vectors.rows(500, 5), partition_name="late")

    assert 502 in vectors.nearest(client, "e2e_alias", 502)
    assert vectors.nearest(client, collection, 502, limit=100, partition_names=["late"])[0] == 502
    client.drop_alias("e2e_alias")


def test_dropped_collection_is_gone(client):
    name = vectors.collection(client, "to_be_dropped", 10)

    client.drop_collection(name)

    assert not client.has_collection(name)
    assert name not in client.list_collections()

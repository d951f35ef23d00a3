"""Searching for the nearest rows."""

import numpy as np
import pytest
from pymilvus import AnnSearchRequest, DataType, MilvusException, RRFRanker, WeightedRanker

ORIGIN = [[0.0, 0.0]]


def ids(hits):
    return [hit["id"] for hit in hits]


@pytest.fixture(params=["in memory", "in a segment"])
def rows(client, numbers, request):
    if request.param == "in a segment":
        client.flush(numbers)
    return numbers


def test_nearest_first_with_scores_and_fields(client, rows):
    hits = client.search(rows, data=ORIGIN, limit=3, output_fields=["parity"])[0]
    assert ids(hits) == [0, 1, 2]
    assert [hit["distance"] for hit in hits] == [0.0, 1.0, 4.0]
    assert [hit["entity"]["parity"] for hit in hits] == ["even", "odd", "even"]


def test_several_queries_at_once(client, rows):
    found = client.search(rows, data=[[0.0, 0.0], [9.0, 0.0]], limit=2)
    assert [ids(hits) for hits in found] == [[0, 1], [9, 8]]


def test_filter_and_offset(client, rows):
    hits = client.search(rows, data=ORIGIN, filter='parity == "odd"', limit=2, offset=1)[0]
    assert ids(hits) == [3, 5]


def test_a_range_bounds_the_scores(client, rows):
    params = {"params": {"radius": 26, "range_filter": 4}}
    hits = client.search(rows, data=ORIGIN, limit=10, search_params=params)[0]
    assert ids(hits) == [2, 3, 4, 5]


@pytest.mark.parametrize(("digits", "distance"), [(-1, 2.4649), (0, 2.0), (2, 2.46), (6, 2.4649)])
def test_scores_are_rounded_as_asked(client, rows, digits, distance):
    hits = client.search(rows, data=[[1.57, 0.0]], limit=10, round_decimal=digits)[0]
    assert {hit["id"]: hit["distance"] for hit in hits}[0] == pytest.approx(distance, abs=1e-6)
    assert client.search(rows, data=[[1.57, 0.0]], limit=3, round_decimal=0)[0][0]["distance"] == 0


def test_digits_that_cannot_be_are_refused(client, rows):
    with pytest.raises(MilvusException, match="round_decimal"):
        client.search(rows, data=ORIGIN, round_decimal=7)


def test_a_search_without_hits(client, rows):
    assert ids(client.search(rows, data=ORIGIN, filter="id > 100")[0]) == []


def test_search_iterator_sees_every_row_once(client, rows):
    pages = client.search_iterator(rows, data=ORIGIN, batch_size=4)
    found = []
    while page := pages.next():
        found += ids(page)
    assert found == list(range(10))


@pytest.mark.parametrize(("batch", "copies"), [(4, 3), (3, 10), (10, 50), (1, 2)])
def test_search_iterator_skips_no_row_of_a_score_that_pages_end_at(client, name, batch, copies):
    client.create_collection(name, dimension=2, metric_type="L2")
    client.insert(name, [{"id": place * copies + i, "vector": [place, 0.0]} for place in range(5) for i in range(copies)])
    pages = client.search_iterator(name, data=ORIGIN, batch_size=batch)
    found = []
    while page := pages.next():
        assert len(page) >= min(batch, copies)
        found += ids(page)
    assert found == list(range(5 * copies))
    bounded = client.search_iterator(name, data=ORIGIN, batch_size=batch, limit=7)
    found = []
    while page := bounded.next():
        found += ids(page)
    assert found == list(range(7))
    client.drop_collection(name)


def binary_collection(client, name, metric, rows):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("bits", DataType.BINARY_VECTOR, dim=16)
    params = client.prepare_index_params()
    params.add_index("bits", index_type="BIN_FLAT", metric_type=metric)
    client.create_collection(name, schema=schema, index_params=params)
    client.insert(name, [{"id": i, "bits": bits} for i, bits in rows])


def bits(count):
    return (2**count - 1).to_bytes(2, "little")


@pytest.mark.parametrize(
    ("radius", "nearest"),
    [(0.7, 6), (np.nextafter(np.float32(0.7), np.float32(1)).item(), 7), (np.nextafter(np.float32(0.5), np.float32(1)).item(), 5)],
)
def test_search_iterator_ends_where_its_radius_does(client, name, radius, nearest):
    """Also where no other score lies between the last row and the radius; bounds have the precision of scores."""
    binary_collection(client, name, "JACCARD", [(10 - count, bits(count)) for count in range(1, 10)])
    pages = client.search_iterator(name, [bits(10)], batch_size=2, search_params={"params": {"radius": radius}})
    found = []
    while page := pages.next():
        found += ids(page)
    assert found == list(range(1, nearest + 1))
    client.drop_collection(name)


def test_search_iterator_says_where_more_rows_tie_than_it_can_pass(client, name):
    binary_collection(client, name, "HAMMING", [(i, bits(0)) for i in range(5)] + [(i, bits(2)) for i in range(5, 16_500)])
    pages = client.search_iterator(name, [bits(0)], batch_size=10)
    assert ids(pages.next()) == list(range(5)), "what lies nearer is given first"
    with pytest.raises(MilvusException, match="past 16384 rows of one score .2.0. is not supported") as refusal:
        pages.next()
    assert refusal.value.code == 10
    client.drop_collection(name)


@pytest.mark.parametrize(
    ("vectors", "batch", "sentence"),
    [(2, 10, "takes one vector, not 2"), (1, 0, "batch size .0. is invalid"), (1, 16_385, "batch size .16385. is invalid")],
)
def test_search_iterators_that_cannot_be(client, numbers, vectors, batch, sentence):
    with pytest.raises(MilvusException, match=sentence):
        client.search(numbers, ORIGIN * vectors, search_iter_v2=True, search_iter_batch_size=batch)


@pytest.fixture
def hybrid(client, name):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("left", DataType.FLOAT_VECTOR, dim=2)
    schema.add_field("right", DataType.FLOAT_VECTOR, dim=2)
    schema.add_field("title", DataType.VARCHAR, max_length=20)
    params = client.prepare_index_params()
    params.add_index("left", metric_type="IP")
    params.add_index("right", metric_type="IP")
    client.create_collection(name, schema=schema, index_params=params)
    client.insert(
        name,
        [
            {"id": i, "left": [i, 0.0], "right": [9.0 - i, 0.0], "title": f"title {i}"}
            for i in range(10)
        ],
    )
    yield name
    client.drop_collection(name)


def parts(**right):
    return [
        AnnSearchRequest([[1.0, 0.0]], "left", {}, 10),
        AnnSearchRequest([[1.0, 0.0]], "right", {}, 10, **right),
    ]


def test_hybrid_search_fuses_by_rank(client, hybrid):
    found = client.hybrid_search(
        hybrid, parts(expr="id == 5"), RRFRanker(60), limit=2, output_fields=["title"]
    )[0]
    assert ids(found) == [5, 9]
    assert found[0]["distance"] == pytest.approx(1 / 65 + 1 / 61)
    assert found[0]["entity"]["title"] == "title 5"


def test_hybrid_search_fuses_by_weight(client, hybrid):
    found = client.hybrid_search(hybrid, parts(), WeightedRanker(0.25, 0.75, norm_score=False), limit=3)[0]
    assert ids(found) == [0, 1, 2]
    assert found[0]["distance"] == pytest.approx(0.75 * 9)


def test_hybrid_search_needs_a_weight_a_search(client, hybrid):
    with pytest.raises(MilvusException, match="2 searches need as many weights, not 1"):
        client.hybrid_search(hybrid, parts(), WeightedRanker(0.25), limit=3)


def test_rows_inserted_twice_are_found_once(client, name):
    """As a client does that tries an insert again which it believes to have failed."""
    client.create_collection(name, dimension=2, metric_type="L2")
    rows = [{"id": i, "vector": [float(i), 0.0], "even": i % 2 == 0} for i in range(10)]

    def answers():
        parts = [AnnSearchRequest(data=[[place, 0.0]], anns_field="vector", param={}, limit=6) for place in (0.0, 9.0)]
        iterator = client.search_iterator(name, data=ORIGIN, batch_size=3)
        pages = []
        while page := iterator.next():
            pages += ids(page)
        found = [
            client.search(name, data=ORIGIN + [[9.0, 0.0]], limit=4, offset=2, output_fields=["even"]),
            client.search(name, data=ORIGIN, limit=20),
            client.search(name, data=ORIGIN, limit=3, group_by_field="id"),
            client.hybrid_search(name, parts, RRFRanker(), limit=10),
            client.hybrid_search(name, parts, WeightedRanker(0.3, 0.7), limit=10),
        ]
        hits = [[(hit["id"], hit["distance"], dict(hit["entity"])) for hit in one] for search in found for one in search]
        rows = [
            client.query(name, filter="id > 2", limit=4, offset=1, output_fields=["even"]),
            client.query(name, filter="id >= 0"),
            client.get(name, ids=[3, 5]),
        ]
        return hits, [[dict(row) for row in found] for found in rows], pages

    client.insert(name, rows)
    once = answers()
    client.insert(name, rows)
    assert answers() == once
    client.flush(name)
    assert answers() == once
    assert client.query(name, output_fields=["count(*)"])[0]["count(*)"] == 20
    client.drop_collection(name)

"""Limits of a pod: what is over them is refused with code 8, and clients try again by themselves."""

import pytest
from conftest import row
from pymilvus import AnnSearchRequest, DataType, Function, FunctionType, MilvusException, RRFRanker
from server import Server


@pytest.fixture(scope="module")
def slow(tmp_path_factory):
    limits = {"AERIE_LIMITS_READS_PER_SECOND": "10", "AERIE_LIMITS_WRITTEN_BYTES_PER_SECOND": "4000"}
    with Server(tmp_path_factory.mktemp("slow"), settings=limits) as server:
        server.client().create_collection("rows", dimension=2)
        yield server


def test_what_is_over_the_limit_is_refused(slow):
    answers = [slow.rest("collections/list").json() for _ in range(60)]
    refused = [answer for answer in answers if answer["code"] == 8]
    assert refused
    assert "rate limit exceeded" in refused[0]["message"]
    assert len(refused) < 60


def test_a_client_waits_and_tries_again(slow):
    client = slow.client()
    for i in range(40):
        client.insert("rows", [row(20 * i + j) for j in range(20)])
    assert len(client.query("rows", filter="id >= 0")) == 800


def test_a_client_that_does_not_wait_is_told(slow):
    client = slow.client()
    with pytest.raises(MilvusException, match="rate limit exceeded") as refusal:
        for _ in range(60):
            client.get_server_version(retry_on_rate_limit=False)
    assert refusal.value.code == 8


@pytest.fixture(scope="module")
def bounded(tmp_path_factory):
    """A thousand rows with vectors of 1 KiB and documents of 2 KiB, where an answer may have 200,000 bytes."""
    with Server(tmp_path_factory.mktemp("bounded"), settings={"AERIE_ANSWER_BYTES": "200000"}) as server:
        client = server.client()
        schema = client.create_schema(enable_dynamic_field=True)
        schema.add_field("id", DataType.INT64, is_primary=True)
        schema.add_field("far", DataType.BOOL)
        schema.add_field("text", DataType.VARCHAR, max_length=2000)
        schema.add_field("tags", DataType.ARRAY, element_type=DataType.VARCHAR, max_capacity=4, max_length=1000)
        schema.add_field("sparse", DataType.SPARSE_FLOAT_VECTOR)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=256)
        index = client.prepare_index_params()
        index.add_index("vector", index_type="FLAT", metric_type="L2")
        index.add_index("sparse", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
        client.create_collection("rows", schema=schema, index_params=index)
        client.insert("rows", [
            {
                "id": i, "far": i >= 900, "text": "x" * 1000, "tags": ["y" * 500] * 2, "vector": [float(i)] * 256,
                "sparse": {k: 1.0 for k in range(125)}, "large": "z" * 2000,
            }
            for i in range(1000)
        ])
        yield client


LARGE = ["vector", "text", "tags", "sparse", "large"]
REFUSAL = "would take more than 200000 bytes: ask for fewer rows, by a limit, an iterator or fewer vectors, or for fewer output fields"


@pytest.mark.parametrize("field", LARGE)
def test_what_is_too_much_for_an_answer_is_refused(bounded, field):
    with pytest.raises(MilvusException, match=REFUSAL) as refusal:
        bounded.query("rows", filter="id >= 0", output_fields=[field])
    assert refusal.value.code == 1100
    with pytest.raises(MilvusException, match=REFUSAL):
        bounded.search("rows", [[0.0] * 256], anns_field="vector", limit=500, output_fields=[field])
    assert len(bounded.query("rows", filter="id >= 0", output_fields=[field], limit=80)) == 80
    assert len(bounded.search("rows", [[0.0] * 256], anns_field="vector", limit=80, output_fields=[field])[0]) == 80


def test_many_small_rows_are_answered(bounded):
    assert len(bounded.query("rows", filter="id >= 0", output_fields=["id", "far"])) == 1000
    assert bounded.query("rows", filter="", output_fields=["count(*)"])[0]["count(*)"] == 1000
    pages = bounded.query_iterator("rows", batch_size=25, output_fields=["*"])
    found = 0
    while page := pages.next():
        found += len(page)
    assert found == 1000


def test_what_is_looked_at_to_choose_among_does_not_count(bounded):
    """Fields are read of those rows alone that are answered, however many groups, ranks and pages look at."""
    query = [[0.0] * 256]
    options = {"anns_field": "vector", "output_fields": LARGE}
    grouped = bounded.search("rows", query, limit=2, group_by_field="far", **options)[0]
    assert [hit["id"] for hit in grouped] == [0, 900]
    boost = Function("last", FunctionType.RERANK, [], params={"reranker": "boost", "filter": "id == 190", "weight": -1.0})
    boosted = bounded.search("rows", query, limit=20, ranker=boost, **options)[0]
    assert [hit["id"] for hit in boosted] == [190, *range(19)]
    parts = [AnnSearchRequest(query, "vector", {}, 500), AnnSearchRequest([{0: 1.0}], "sparse", {}, 500)]
    fused = bounded.hybrid_search("rows", parts, RRFRanker(), limit=20, output_fields=LARGE)[0]
    assert all(hit["entity"]["vector"][0] == hit["id"] and hit["entity"]["text"] == "x" * 1000 for hit in fused)
    assert len(fused) == 20

"""Wrong input is refused with a sentence that says what is wrong."""

import ml_dtypes
import numpy as np
import pytest
from conftest import row
from pymilvus import AnnSearchRequest, DataType, Function, FunctionType, LexicalHighlighter, MilvusException, RRFRanker
from pymilvus.grpc_gen import common_pb2, milvus_pb2, schema_pb2


@pytest.fixture
def closed(client, name):
    """A collection without dynamic fields."""
    schema = client.create_schema(enable_dynamic_field=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    params = client.prepare_index_params()
    params.add_index("vector", metric_type="L2")
    client.create_collection(name, schema=schema, index_params=params)
    yield name
    client.drop_collection(name)


def test_an_unknown_field_in_a_filter(client, closed):
    with pytest.raises(MilvusException, match="colour"):
        client.query(closed, filter='colour == "red"')


def test_an_unknown_output_field(client, closed):
    with pytest.raises(MilvusException, match="colour"):
        client.query(closed, filter="id > 0", output_fields=["colour"])


def test_a_query_vector_of_another_dimension(client, numbers):
    with pytest.raises(MilvusException, match="dimension 2, the query 3"):
        client.search(numbers, data=[[1.0, 2.0, 3.0]])


def test_another_metric_than_the_index_has(client, numbers):
    with pytest.raises(MilvusException, match="metric type not match"):
        client.search(numbers, data=[[1.0, 2.0]], search_params={"metric_type": "COSINE"})


def test_a_missing_collection(client):
    with pytest.raises(MilvusException, match="'missing' does not exist") as refusal:
        client.search("missing", data=[[1.0, 2.0]])
    assert refusal.value.code == 100


def test_a_filter_that_does_not_parse(client, numbers):
    with pytest.raises(MilvusException, match="line 1, column 7"):
        client.query(numbers, filter="id == == 3")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_vector_that_is_no_number(client, numbers, value):
    with pytest.raises(MilvusException, match="number"):
        client.insert(numbers, [row(20) | {"vector": [value, 0.0]}])
    with pytest.raises(MilvusException):
        client.search(numbers, data=[[value, 0.0]])


@pytest.mark.parametrize("data_type", [DataType.FLOAT, DataType.DOUBLE])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_field_that_is_no_number(client, name, data_type, value):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    schema.add_field("size", data_type, nullable=True)
    params = client.prepare_index_params()
    params.add_index("vector", metric_type="L2")
    client.create_collection(name, schema=schema, index_params=params)
    good = [{"id": 1, "vector": [0, 1], "size": 1.5}, {"id": 2, "vector": [0, 1], "size": None}]
    with pytest.raises(MilvusException, match="field 'size'.*row 2.*not a number or infinity") as refusal:
        client.insert(name, [*good, {"id": 3, "vector": [0, 1], "size": value}])
    assert refusal.value.code == 1100
    client.insert(name, good)
    assert len(client.query(name, filter="id > 0")) == 2
    client.drop_collection(name)


def test_a_delete_of_everything(client, numbers):
    with pytest.raises(MilvusException, match="empty"):
        client._get_connection().delete(numbers, expression="")


def test_too_many_hits(client, numbers):
    with pytest.raises(MilvusException, match="16384|16,384"):
        client.search(numbers, data=[[1.0, 2.0]], limit=16_385)


@pytest.mark.parametrize(
    ("vectors", "limit", "sentence"),
    [(16_385, 1, "nq .16385. is invalid"), (300, 16_000, "ask for 4800000 rows")],
)
def test_too_many_vectors(client, numbers, vectors, limit, sentence):
    with pytest.raises(MilvusException, match=sentence):
        client.search(numbers, data=[[1.0, 2.0]] * vectors, limit=limit)


@pytest.mark.parametrize(
    ("vectors", "limit", "sentence"),
    [(16_385, 1, "nq .16385. is invalid"), (300, 16_000, "ask for 4800000 rows")],
)
def test_too_many_vectors_in_a_part_of_a_hybrid_search(client, numbers, vectors, limit, sentence):
    part = AnnSearchRequest([[1.0, 2.0]] * vectors, "vector", {}, limit)
    with pytest.raises(MilvusException, match=sentence):
        client.hybrid_search(numbers, [part, part], RRFRanker(), limit=1)


@pytest.mark.parametrize(
    ("window", "depth"), [({"limit": 16_385}, 16_385), ({"limit": 1, "offset": 16_384}, 16_385), ({"limit": 10_000_000}, 10_000_000)]
)
def test_too_many_rows_of_a_query(client, numbers, window, depth):
    sentence = rf"invalid max query result window, \(offset\+limit\) should be in range \[1, 16384\], but got {depth}"
    with pytest.raises(MilvusException, match=sentence):
        client.query(numbers, filter="id >= 0", **window)
    assert client.query(numbers, filter="", output_fields=["count(*)"], **window)[0]["count(*)"] == 10
    assert len(client.query(numbers, filter="id >= 0", limit=16_384)) == 10


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"limit": 2**32 + 10}, "topk is out of range: 4294967306"),
        ({"limit": 1, "offset": 2**32}, "offset is out of range: 4294967296"),
        ({"limit": 1, "group_by_field": "id", "group_size": 2**32 + 1}, "group_size is out of range: 4294967297"),
    ],
)
def test_numbers_beyond_32_bits(client, numbers, options, sentence):
    with pytest.raises(MilvusException, match=sentence):
        client.search(numbers, [[1.0, 2.0]], **options)


def test_part_of_a_number_of_a_vector(client, numbers):
    def search(vector):
        value = common_pb2.PlaceholderValue(tag="$0", type=common_pb2.PlaceholderType.FloatVector, values=[vector])
        request = milvus_pb2.SearchRequest(
            collection_name=numbers,
            placeholder_group=common_pb2.PlaceholderGroup(placeholders=[value]).SerializeToString(),
            nq=1,
            search_params=[common_pb2.KeyValuePair(key="anns_field", value="vector")],
        )
        return client._get_connection()._stub.Search(request).status

    whole = np.array([1, 2], dtype=np.float32).tobytes()
    assert search(whole).code == 0
    refusal = search(whole + b"\0")
    assert refusal.code == 1100 and "9 bytes are no whole number of values of type FLOAT_VECTOR" in refusal.reason


def test_parts_of_a_hybrid_search_with_other_vectors_than_they_say(client, numbers):
    def part(count):
        values = [np.array([1, 2], dtype=np.float32).tobytes()] * count
        value = common_pb2.PlaceholderValue(tag="$0", type=common_pb2.PlaceholderType.FloatVector, values=values)
        return milvus_pb2.SearchRequest(
            collection_name=numbers,
            placeholder_group=common_pb2.PlaceholderGroup(placeholders=[value]).SerializeToString(),
            nq=2,
            search_params=[common_pb2.KeyValuePair(key="anns_field", value="vector")],
        )

    request = milvus_pb2.HybridSearchRequest(collection_name=numbers, requests=[part(2), part(1)])
    refusal = client._get_connection()._stub.HybridSearch(request).status
    assert refusal.code == 1100 and "as many vectors in each" in refusal.reason


def test_a_query_for_everything(client, numbers):
    with pytest.raises(MilvusException, match="empty expression should be used with limit") as refusal:
        client.query(numbers, filter="")
    assert refusal.value.code == 1100
    assert len(client.query(numbers, filter="", limit=3)) == 3


@pytest.mark.parametrize("rows", [2_000_000_000, 2**32 - 1, 3])
def test_fewer_values_than_rows(client, numbers, rows):
    """A few bytes ask for no room that only their number tells of."""
    fields = [
        schema_pb2.FieldData(
            type=DataType.INT64, field_name="id", scalars={"long_data": {"data": [100, 101]}}
        ),
        schema_pb2.FieldData(
            type=DataType.FLOAT_VECTOR, field_name="vector", vectors={"dim": 2, "float_vector": {"data": [1.0] * 4}}
        ),
    ]
    request = milvus_pb2.InsertRequest(collection_name=numbers, fields_data=fields, num_rows=rows)
    answer = client._get_connection()._stub.Insert(request)
    assert answer.status.code == 1100 and "rows" in answer.status.reason
    assert client.query(numbers, filter="id >= 100") == []


BY_A_MODEL = Function("model", FunctionType.RERANK, ["parity"], params={"reranker": "model", "provider": "tei"})


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (lambda client, _: client.list_resource_groups(), "ListResourceGroups"),
        (lambda client, rows: client.search(rows, [[1.0, 0.0]], ranker=BY_A_MODEL), "reranker 'model'"),
        (lambda client, rows: client.search(rows, [[1.0, 0.0]], highlighter=LexicalHighlighter()), "highlighter"),
    ],
)
def test_what_is_not_there_says_so_by_its_name(client, numbers, call, what):
    with pytest.raises(MilvusException, match=f"{what}.* is not supported by this server yet"):
        call(client, numbers)


def load_without_index(client, rows):
    client.release_collection(rows)
    client.drop_index(rows, "vector")
    client.load_collection(rows)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda client, rows: client.describe_collection("missing"), 100),
        (lambda client, rows: client.query(rows, filter="id > 0", partition_names=["missing"]), 200),
        (lambda client, rows: client.describe_alias("missing"), 1600),
        (lambda client, rows: load_without_index(client, rows), 700),
        (lambda client, rows: client.query(rows, filter="id >"), 1100),
        (lambda client, rows: client.use_database("missing"), 800),
    ],
    ids=["collection", "partition", "alias", "index", "filter", "database"],
)
def test_codes_are_those_of_milvus(server, numbers, call, code):
    with pytest.raises(MilvusException) as refusal:
        call(server.client(), numbers)
    assert refusal.value.code == code


def test_a_collection_that_is_not_loaded_has_a_code_of_its_own(client, numbers):
    client.release_collection(numbers)
    with pytest.raises(MilvusException, match="load it first") as refusal:
        client.search(numbers, [[1.0, 0.0]])
    assert refusal.value.code == 101


@pytest.mark.parametrize("data_type", [DataType.FLOAT16_VECTOR, DataType.BFLOAT16_VECTOR, DataType.SPARSE_FLOAT_VECTOR])
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_other_vectors_that_are_no_numbers(client, name, data_type, value):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    sparse = data_type == DataType.SPARSE_FLOAT_VECTOR
    schema.add_field("vector", data_type, **({} if sparse else {"dim": 2}))
    params = client.prepare_index_params()
    params.add_index("vector", index_type="AUTOINDEX", metric_type="IP")
    client.create_collection(name, schema=schema, index_params=params)
    kind = np.float16 if data_type == DataType.FLOAT16_VECTOR else ml_dtypes.bfloat16
    vector = {1: value} if sparse else np.array([value, 0], dtype=kind)
    # Of sparse vectors pymilvus itself refuses these, before it sends them.
    with pytest.raises((MilvusException, ValueError), match="(?i)number|nan|inf"):
        client.insert(name, [{"id": 1, "vector": vector}])
    assert client.query(name, filter="id > 0") == []
    client.drop_collection(name)

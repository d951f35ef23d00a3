"""Wrong input is refused with a sentence that says what is wrong."""

import pytest
from conftest import row
from pymilvus import DataType, MilvusException


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


def test_a_delete_of_everything(client, numbers):
    with pytest.raises(MilvusException, match="empty"):
        client._get_connection().delete(numbers, expression="")


def test_too_many_hits(client, numbers):
    with pytest.raises(MilvusException, match="16384|16,384"):
        client.search(numbers, data=[[1.0, 2.0]], limit=16_385)


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.list_resource_groups(),
    ],
)
def test_a_call_that_is_not_there_says_so(client, call):
    with pytest.raises(MilvusException, match="is not supported by this server yet"):
        call(client)

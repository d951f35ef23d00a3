"""Collections whose rows go to partitions by the value of a field."""

import pytest
from pymilvus import DataType, MilvusException

TENANTS = [f"tenant {i}" for i in range(30)]


def create(client, name, **options):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("tenant", DataType.VARCHAR, max_length=20, is_partition_key=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    index = client.prepare_index_params()
    index.add_index("vector", index_type="FLAT", metric_type="L2")
    client.create_collection(name, schema=schema, index_params=index, **options)


@pytest.fixture
def shared(client, name):
    """Ten rows of each tenant."""
    create(client, name, num_partitions=8)
    rows = [{"id": i, "tenant": TENANTS[i % 30], "vector": [float(i), 0.0]} for i in range(300)]
    client.insert(name, rows)
    yield name
    client.drop_collection(name)


def counts(client, name):
    return {part: client.get_partition_stats(name, part)["row_count"] for part in client.list_partitions(name)}


def test_rows_are_spread_and_each_tenant_is_in_one_place(client, shared):
    client.flush(shared)
    spread = counts(client, shared)
    assert len(spread) == 8
    assert sum(spread.values()) == 300
    assert all(rows % 10 == 0 for rows in spread.values()), "a tenant is in one partition"
    assert sum(rows > 0 for rows in spread.values()) > 3


def test_a_collection_has_sixteen_partitions_unless_it_says_how_many(client, name):
    create(client, name)
    assert len(client.list_partitions(name)) == 16
    client.drop_collection(name)


@pytest.mark.parametrize("flushed", [False, True])
def test_a_filter_by_the_key_finds_the_tenants_rows(client, shared, flushed):
    if flushed:
        client.flush(shared)
    own = client.query(shared, filter='tenant == "tenant 7"', output_fields=["id"])
    assert [row["id"] for row in own] == list(range(7, 300, 30))
    hits = client.search(shared, [[100.0, 0.0]], filter='tenant in ["tenant 7", "tenant 8"]', limit=3)[0]
    assert [hit["id"] for hit in hits] == [98, 97, 127]


def test_a_row_that_changes_its_tenant_is_there_once(client, shared):
    client.upsert(shared, [{"id": 7, "tenant": "tenant 8", "vector": [7.0, 0.0]}])
    assert client.get(shared, ids=[7], output_fields=["tenant"]) == [{"id": 7, "tenant": "tenant 8"}]
    assert client.query(shared, output_fields=["count(*)"])[0]["count(*)"] == 300
    client.delete(shared, filter='tenant == "tenant 8"')
    assert client.query(shared, output_fields=["count(*)"])[0]["count(*)"] == 289


def test_partitions_are_not_for_clients(client, shared):
    first = client.list_partitions(shared)[0]
    for call in (
        lambda: client.create_partition(shared, "own"),
        lambda: client.drop_partition(shared, first),
        lambda: client.insert(shared, [{"id": 1, "tenant": "a", "vector": [0.0, 0.0]}], partition_name=first),
    ):
        with pytest.raises(MilvusException, match="partition key"):
            call()

"""Dense vectors of every width."""

import numpy as np
import pytest
from pymilvus import DataType

ROWS = 50
DIMENSION = 16


def bfloat16(values):
    return (values.astype(np.float32).view(np.uint32) >> 16).astype(np.uint16)


def widened(bits):
    return (bits.astype(np.uint32) << 16).view(np.float32)


def numbers():
    return np.random.default_rng(3).normal(size=(ROWS, DIMENSION))


KINDS = {
    "float16": (DataType.FLOAT16_VECTOR, lambda n: list(n.astype(np.float16))),
    "bfloat16": (DataType.BFLOAT16_VECTOR, lambda n: [row.tobytes() for row in bfloat16(n)]),
    "int8": (DataType.INT8_VECTOR, lambda n: list(np.clip(n * 40, -127, 127).astype(np.int8))),
}


def plain(kind, stored):
    """What a stored vector stands for."""
    match kind:
        case "float16":
            return np.frombuffer(stored, np.float16).astype(np.float32)
        case "bfloat16":
            return widened(np.frombuffer(stored, np.uint16))
        case _:
            return np.frombuffer(stored, np.int8).astype(np.float32)


def raw(vector):
    return vector if isinstance(vector, bytes) else vector.tobytes()


@pytest.fixture(params=KINDS)
def narrow(request, client, name):
    kind, make = KINDS[request.param]
    schema = client.create_schema(auto_id=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", kind, dim=DIMENSION)
    index = client.prepare_index_params()
    index.add_index("vector", index_type="AUTOINDEX", metric_type="L2")
    client.create_collection(name, schema=schema, index_params=index)
    vectors = make(numbers())
    client.insert(name, [{"id": i, "vector": vectors[i]} for i in range(ROWS)])
    yield request.param, name, vectors
    client.drop_collection(name)


@pytest.mark.parametrize("flushed", [False, True])
def test_vectors_come_back_as_they_went_in(client, narrow, flushed):
    _, name, vectors = narrow
    if flushed:
        client.flush(name)
    rows = client.query(name, filter="id >= 0", output_fields=["vector"])
    for row in rows:
        stored = row["vector"][0] if isinstance(row["vector"], list) else row["vector"]
        assert raw(stored) == raw(vectors[row["id"]])


def test_the_nearest_are_found_by_their_values(client, narrow):
    kind, name, vectors = narrow
    values = np.array([plain(kind, raw(v)) for v in vectors])
    query = values[7] if kind == "bfloat16" else vectors[7]  # NumPy has no bfloat16
    hits = client.search(name, [query], limit=5)[0]
    distances = ((values - values[7]) ** 2).sum(axis=1)
    assert [hit["id"] for hit in hits] == np.argsort(distances)[:5].tolist()
    assert hits[1]["distance"] == pytest.approx(np.sort(distances)[1], rel=1e-3)


def test_the_field_is_described_as_it_was_made(client, narrow):
    kind, name, _ = narrow
    field = client.describe_collection(name)["fields"][1]
    assert field["type"] == KINDS[kind][0]
    assert field["params"]["dim"] == DIMENSION


def test_rest_takes_and_gives_numbers(server, name):
    fields = [
        {"fieldName": "id", "dataType": "Int64", "isPrimary": True},
        {"fieldName": "v", "dataType": "Int8Vector", "elementTypeParams": {"dim": "2"}},
    ]
    index = [{"fieldName": "v", "indexName": "v", "metricType": "L2"}]
    made = server.rest(
        "collections/create", collectionName=name, schema={"fields": fields}, indexParams=index
    )
    assert made.json()["code"] == 0
    data = [{"id": 1, "v": [3, -4]}, {"id": 2, "v": [100, 100]}]
    assert server.rest("entities/insert", collectionName=name, data=data).json()["code"] == 0
    rows = server.rest(
        "entities/query", collectionName=name, filter="id == 1", outputFields=["v"]
    ).json()
    assert str(rows["data"][0]["v"]) == "[3, -4]"
    assert rows["data"] == [{"id": 1, "v": [3, -4]}]
    wrong = server.rest("entities/insert", collectionName=name, data=[{"id": 3, "v": [300, 0]}])
    assert wrong.json()["code"] != 0 and "300" in wrong.json()["message"]

"""Vectors that Milvus Lite does not have, against the same numbers as 32-bit floats there."""

import random

import ml_dtypes
import numpy as np
import pytest
from differential import Score, pages
from pymilvus import DataType

DIMENSION = 8
STEPS = 40
SEEDS = range(2)


class Kind:
    """A type of vectors whose numbers 32-bit floats have exactly."""

    def __init__(self, data_type, metric, draw, encode, metric_of_lite=None, **params):
        self.data_type = data_type
        self.metric = metric
        self.metric_of_lite = metric_of_lite or metric
        self.draw = draw
        self.encode = encode
        self.params = params

    def numbers(self, chance):
        numbers = [float(self.draw(chance)) for _ in range(DIMENSION)]
        return numbers if any(numbers) else [1.0, *numbers[1:]]


def sparse(numbers):
    return {place: number for place, number in enumerate(numbers) if number}


def bits(numbers):
    return np.packbits([int(number) for number in numbers]).tobytes()


KINDS = {
    f"{name} {metric}": Kind(data_type, metric, draw, encode, dim=DIMENSION)
    for metric in ("L2", "IP", "COSINE")
    for name, data_type, draw, encode in [
        ("half", DataType.FLOAT16_VECTOR, lambda c: c.randint(-256, 256) / 64, lambda n: np.array(n, np.float16)),
        ("bfloat16", DataType.BFLOAT16_VECTOR, lambda c: c.randint(-128, 128) / 16, lambda n: np.array(n, ml_dtypes.bfloat16)),
        ("byte", DataType.INT8_VECTOR, lambda c: c.randint(-128, 127), lambda n: np.array(n, np.int8)),
    ]
} | {
    # The squared distance of vectors of zeros and ones is the number of places in which they differ.
    "bits": Kind(DataType.BINARY_VECTOR, "HAMMING", lambda c: c.randint(0, 1), bits, "L2", dim=DIMENSION),
    "sparse": Kind(
        DataType.SPARSE_FLOAT_VECTOR, "IP", lambda c: c.choice([0, 0, 0, c.randint(1, 64) / 8]), sparse, "IP"
    ),
}


def create(client, name, data_type, metric, **params):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", data_type, **params)
    schema.add_field("size", DataType.INT64)
    index = client.prepare_index_params()
    exact = {DataType.BINARY_VECTOR: "BIN_FLAT", DataType.SPARSE_FLOAT_VECTOR: "SPARSE_INVERTED_INDEX"}.get(data_type, "FLAT")
    index.add_index("vector", index_type=exact, metric_type=metric)
    client.create_collection(name, schema=schema, index_params=index)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_answers_are_those_to_the_same_numbers(client, lite, name, kind, seed):
    vectors = KINDS[kind]
    chance = random.Random(f"{kind} {seed}")
    create(client, name, vectors.data_type, vectors.metric, **vectors.params)
    create(lite, name, DataType.FLOAT_VECTOR, vectors.metric_of_lite, dim=DIMENSION)
    for step in range(STEPS):
        change(chance, vectors, name, client, lite)
        numbers = vectors.numbers(chance)
        least = chance.randint(0, 60)
        options = {"filter": f"size >= {least}", "output_fields": ["size"], "consistency_level": "Strong"}
        ours, theirs = (
            hits(server, name, [query], **options, limit=100, search_params={"metric_type": metric})
            for server, query, metric in (
                (client, vectors.encode(numbers), vectors.metric),
                (lite, numbers, vectors.metric_of_lite),
            )
        )
        if kind == "sparse":  # a row that shares no place with the query is no hit
            theirs = {key: hit for key, hit in theirs.items() if hit[0] != 0}
        assert ours == theirs, f"{kind}, seed {seed}, step {step}"
        nearest = client.search(name, [vectors.encode(numbers)], limit=5, **options)[0]
        assert [Score(hit["distance"]) for hit in nearest] == best(vectors, theirs)[:5]
        paged = [
            Score(hit["distance"])
            for page in pages(client.search_iterator(name, [vectors.encode(numbers)], batch_size=7, **options))
            for hit in page
        ]
        assert paged == best(vectors, theirs)
    for server in (client, lite):
        server.drop_collection(name)


def change(chance, vectors, name, client, lite):
    """A random change, the same on both."""
    keys = chance.sample(range(60), chance.randint(1, 8))
    kind = chance.choice(["upsert", "upsert", "upsert", "delete", "flush"])
    if kind == "upsert":
        rows = [{"id": key, "vector": vectors.numbers(chance), "size": chance.randint(0, 100)} for key in keys]
        client.upsert(name, [row | {"vector": vectors.encode(row["vector"])} for row in rows])
        lite.upsert(name, rows)
    elif kind == "delete":
        for server in (client, lite):
            server.delete(name, ids=keys)
    else:
        for server in (client, lite):
            server.flush(name)


def hits(server, name, data, **options):
    """Distance and size of each row by its key, in whatever order rows of one distance come."""
    found = server.search(name, data, anns_field="vector", **options)[0]
    return {hit["id"]: (Score(hit["distance"]), hit["entity"]["size"]) for hit in found}


def best(vectors, found):
    return sorted((distance for distance, _ in found.values()), reverse=vectors.metric in ("IP", "COSINE"))

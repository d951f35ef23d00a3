"""The same random calls to this server and to Milvus Lite: the answers have to be the same.

Where the two differ on purpose the calls are left out, and DIFFERENCES says why.
"""

import random
import subprocess
import sys

import pytest
from pymilvus import DataType, MilvusClient, MilvusException
from server import free_port, until

SEEDS = range(4)
STEPS = 60
DIMENSION = 4
COLOURS = ["red", "green", "blue", "yellow"]

DIFFERENCES = {
    "top-k above 16,384": "Milvus and this server refuse it, Milvus Lite answers",
    "a metric that is not the index's": "Milvus and this server refuse it, Milvus Lite answers",
    "queries before load": "Milvus and this server refuse them, Milvus Lite answers",
    "the same create call twice": "Milvus and this server accept it, Milvus Lite refuses",
    "% and chained comparisons": "Milvus Lite's grammar has neither",
    "binary, half and byte vectors": "Milvus Lite has none",
    "added fields": "Milvus Lite has none",
    "the order of a limited query": "this server answers by key, Milvus Lite as rows were written; rows are counted",
    "the key among a hit's fields": "Milvus Lite puts it there unasked; it is compared as the hit's id",
    "upserts that leave out a dynamic key": "Milvus and this server drop it, Milvus Lite keeps the old value",
    "a hit's fields where none are asked for": "Milvus Lite answers all of them",
    "filtered HNSW": "Milvus Lite loses hits; the searches here go over FLAT",
}


@pytest.fixture(scope="module")
def lite(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lite")
    port = free_port()
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "milvus_lite", "server", "--data-dir", str(folder / "data"),
             "--host", "127.0.0.1", "--port", str(port)],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        clients = []

        def connected():
            assert process.poll() is None, (folder / "log").read_text()
            try:
                clients.append(MilvusClient(uri=f"http://127.0.0.1:{port}", timeout=2))
            except MilvusException:
                return False
            return True

        until(connected, "Milvus Lite answers")
        yield clients[0]
    finally:
        process.kill()
        process.wait()


class Calls:
    """Random calls, each a name and arguments that any client can be given."""

    def __init__(self, seed: int, collection: str):
        self.random = random.Random(seed)
        self.collection = collection

    def row(self, key):
        draw = self.random
        row = {
            "id": key,
            "vector": [draw.uniform(-1, 1) for _ in range(DIMENSION)],
            "colour": draw.choice(COLOURS),
            "size": draw.randint(-5, 20),
            "ratio": draw.choice([None, draw.uniform(0, 10)]),
            "open": draw.random() < 0.5,
            "doc": {"a": draw.randint(0, 5), "b": {"c": draw.choice(COLOURS)}},
            "tags": [draw.randint(0, 4) for _ in range(draw.randint(0, 3))],
            "extra": draw.randint(0, 9),
        }
        return row

    def keys(self, most):
        return self.random.sample(range(60), self.random.randint(1, most))

    def condition(self, depth=0):
        draw = self.random
        if depth < 2 and draw.random() < 0.4:
            joined = f"({self.condition(depth + 1)}) {draw.choice(['and', 'or'])} ({self.condition(depth + 1)})"
            return f"not ({joined})" if draw.random() < 0.2 else joined
        return draw.choice(
            [
                f"size {draw.choice(['<', '<=', '>', '>=', '==', '!='])} {draw.randint(-5, 20)}",
                f'colour == "{draw.choice(COLOURS)}"',
                f'colour in ["{draw.choice(COLOURS)}", "{draw.choice(COLOURS)}"]',
                f'colour not in ["{draw.choice(COLOURS)}"]',
                f'colour like "{draw.choice("rgby")}%"',
                f"id in {self.keys(5)}",
                f"ratio > {draw.randint(0, 9)}",
                "ratio is null",
                "ratio is not null",
                "open == true",
                f'doc["a"] < {draw.randint(0, 5)}',
                f'doc["b"]["c"] == "{draw.choice(COLOURS)}"',
                f"array_contains(tags, {draw.randint(0, 4)})",
                f"array_length(tags) == {draw.randint(0, 3)}",
                f"size + 2 > {draw.randint(0, 10)}",
            ]
        )

    def next(self):
        draw = self.random
        kind = draw.choices(
            ["insert", "upsert", "delete", "delete_where", "query", "page", "count", "search", "range", "get", "flush"],
            [5, 5, 2, 1, 6, 2, 2, 6, 1, 2, 1],
        )[0]
        name = self.collection
        vector = [draw.uniform(-1, 1) for _ in range(DIMENSION)]
        fields = ["colour", "size", "ratio", "open", "doc", "tags", "extra"]
        strong = {"consistency_level": "Strong"}
        match kind:
            case "insert":
                first = 1000 + draw.randrange(10**6) * 10
                return "insert", (name, [self.row(first + i) for i in range(draw.randint(1, 5))]), {}
            case "upsert":
                return "upsert", (name, [self.row(key) for key in self.keys(6)]), {}
            case "delete":
                return "delete", (name,), {"ids": self.keys(4)}
            case "delete_where":
                return "delete", (name,), {"filter": f"size == {draw.randint(-5, 20)}"}
            case "query":
                return "query", (name,), {"filter": self.condition(), "output_fields": fields} | strong
            case "page":
                limits = {"limit": draw.randint(1, 5), "offset": draw.randint(0, 3)}
                return "query", (name,), {"filter": "id >= 0", "output_fields": ["id"]} | limits | strong
            case "count":
                return "query", (name,), {"filter": self.condition(), "output_fields": ["count(*)"]} | strong
            case "search":
                options = {"limit": draw.randint(1, 8), "output_fields": ["colour", "doc"]}
                if draw.random() < 0.6:
                    options["filter"] = self.condition()
                return "search", (name, [vector]), options | strong
            case "range":
                params = {"params": {"radius": draw.uniform(0.5, 3), "range_filter": 0.1}}
                return "search", (name, [vector]), {"limit": 8, "search_params": params, "output_fields": ["size"]} | strong
            case "get":
                return "get", (name, self.keys(5)), {"output_fields": ["size", "extra"]}
            case _:
                return "flush", (name,), {}


def create(client, name):
    schema = client.create_schema(enable_dynamic_field=True)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=DIMENSION)
    schema.add_field("colour", DataType.VARCHAR, max_length=20)
    schema.add_field("size", DataType.INT32)
    schema.add_field("ratio", DataType.DOUBLE, nullable=True)
    schema.add_field("open", DataType.BOOL)
    schema.add_field("doc", DataType.JSON)
    schema.add_field("tags", DataType.ARRAY, element_type=DataType.INT64, max_capacity=10)
    params = client.prepare_index_params()
    params.add_index("vector", index_type="FLAT", metric_type="L2")
    client.create_collection(name, schema=schema, index_params=params)


def answer(client, call, arguments, options):
    try:
        found = getattr(client, call)(*arguments, **options)
    except MilvusException:
        return "refused"
    match call:
        case "query" | "get":
            return len(found) if "limit" in options else sorted((plain(row) for row in found), key=str)
        case "search":
            return [
                [(hit["id"], round(hit["distance"], 3), plain(hit["entity"]) | {"id": hit["id"]}) for hit in hits]
                for hits in found
            ]
        case "insert":
            return found["insert_count"], list(found["ids"])
        case "upsert":
            return found["upsert_count"]
        case _:
            return None


def plain(row):
    return {
        name: list(value) if isinstance(value, (list, tuple)) or type(value).__name__.startswith("Repeated") else value
        for name, value in dict(row).items()
        if value is not None
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_answers_are_the_same(client, lite, name, seed):
    for server in (client, lite):
        create(server, name)
    calls = Calls(seed, name)
    history = []
    for step in range(STEPS):
        call, arguments, options = calls.next()
        history.append((call, arguments[1:], options))
        ours = answer(client, call, arguments, options)
        theirs = answer(lite, call, arguments, options)
        assert ours == theirs, f"seed {seed}, step {step}: {history[-1]}"
    client.drop_collection(name)
    lite.drop_collection(name)

"""The same random calls to this server and to Milvus Lite: the answers have to be the same.

Where the two differ on purpose the calls are left out, and DIFFERENCES says why.
"""

import random
import subprocess
import sys

import pytest
from pymilvus import AnnSearchRequest, DataType, MilvusClient, MilvusException, RRFRanker
from server import free_port, until
from test_bm25 import create as create_texts

SEEDS = range(6)
STEPS = 60
DIMENSION = 4
COLOURS = ["red", "green", "blue", "yellow"]
WORDS = ["red", "green", "apple", "tree", "sky", "river", "stone"]
K1_OF_LITE = 1.5

DIFFERENCES = {
    "top-k above 16,384": "Milvus and this server refuse it, Milvus Lite answers",
    "a metric that is not the index's": "Milvus and this server refuse it, Milvus Lite answers",
    "queries before load": "Milvus and this server refuse them, Milvus Lite answers",
    "the same create call twice": "Milvus and this server accept it, Milvus Lite refuses",
    "% and chained comparisons": "Milvus Lite's grammar has neither",
    "binary, half and byte vectors": "Milvus Lite has none",
    "sparse vectors": "by IP they are scored by their inner product; Milvus Lite weighs them as words, as BM25 does",
    "parameters and signs of full-text search": "Milvus Lite always takes a k1 of 1.5, and its scores are below zero",
    "full-text search after several inserts": "Milvus Lite counts rows and words by segment",
    "the metric of a second field's index": "Milvus Lite does not look it up; it is named in each search",
    "which of two hits comes first when reciprocal ranks tie": "neither says; the scores are compared",
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
        self.texts = has_text_keys(seed)

    def key(self, number):
        return f"k{number}" if self.texts else number

    def row(self, key):
        draw = self.random
        row = {
            "id": self.key(key),
            "vector": [draw.uniform(-1, 1) for _ in range(DIMENSION)],
            "colour": draw.choice(COLOURS),
            "size": draw.randint(-5, 20),
            "ratio": draw.choice([None, draw.uniform(0, 10)]),
            "open": draw.random() < 0.5,
            "doc": {"a": draw.randint(0, 5), "b": {"c": draw.choice(COLOURS)}},
            "tags": [draw.randint(0, 4) for _ in range(draw.randint(0, 3))],
            "extra": draw.randint(0, 9),
            "level": draw.randint(-128, 127),
            "weight": draw.choice([0.5, 1.25, -3.0]),
            "other": self.other(),
        }
        if draw.random() < 0.7:
            row["rank"] = draw.randint(-300, 300)
        return row

    def keys(self, most):
        return self.random.sample(range(60), self.random.randint(1, most))

    def picked(self, most):
        return [self.key(number) for number in self.keys(most)]

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
                f"id in {self.picked(5)}",
                f"ratio > {draw.randint(0, 9)}",
                "ratio is null",
                "ratio is not null",
                "open == true",
                f'doc["a"] < {draw.randint(0, 5)}',
                f'doc["b"]["c"] == "{draw.choice(COLOURS)}"',
                f"array_contains(tags, {draw.randint(0, 4)})",
                f"array_length(tags) == {draw.randint(0, 3)}",
                f"size + 2 > {draw.randint(0, 10)}",
                f"level >= {draw.randint(-128, 127)}",
                f"rank in [7, {draw.randint(-300, 300)}]",
                f"weight == {draw.choice([0.5, 1.25, 2])}",
                f"array_contains_any(tags, [{draw.randint(0, 4)}, {draw.randint(0, 4)}])",
                f"array_contains_all(tags, [{draw.randint(0, 4)}, {draw.randint(0, 4)}])",
                f"{draw.randint(-5, 20)} < size",
                f"size * 2 - 1 <= {draw.randint(-10, 40)}",
                f'colour > "{draw.choice(COLOURS)}"',
                f"extra == {draw.randint(0, 9)}",
            ]
        )

    def next(self):
        draw = self.random
        kind = draw.choices(
            [
                "insert", "upsert", "delete", "delete_where", "query", "page", "count", "search", "range", "get",
                "flush", "cosine", "group", "hybrid",
            ],
            [5, 5, 2, 1, 6, 2, 2, 6, 1, 2, 1, 2, 2, 3],
        )[0]
        name = self.collection
        vector = [draw.uniform(-1, 1) for _ in range(DIMENSION)]
        fields = ["colour", "size", "ratio", "open", "doc", "tags", "extra", "level", "rank", "weight"]
        strong = {"consistency_level": "Strong"}
        match kind:
            case "insert":
                first = 1000 + draw.randrange(10**6) * 10
                return "insert", (name, [self.row(first + i) for i in range(draw.randint(1, 5))]), {}
            case "upsert":
                return "upsert", (name, [self.row(key) for key in self.keys(6)]), {}
            case "delete":
                return "delete", (name,), {"ids": self.picked(4)}
            case "delete_where":
                return "delete", (name,), {"filter": f"size == {draw.randint(-5, 20)}"}
            case "query":
                return "query", (name,), {"filter": self.condition(), "output_fields": fields} | strong
            case "page":
                limits = {"limit": draw.randint(1, 5), "offset": draw.randint(0, 3)}
                return "query", (name,), {"filter": 'id >= ""' if self.texts else "id >= 0", "output_fields": ["id"]} | limits | strong
            case "count":
                return "query", (name,), {"filter": self.condition(), "output_fields": ["count(*)"]} | strong
            case "search":
                options = {"limit": draw.randint(1, 8), "output_fields": ["colour", "doc"]}
                if draw.random() < 0.6:
                    options["filter"] = self.condition()
                options["anns_field"] = "vector"
                return "search", (name, [vector]), options | strong
            case "range":
                params = {"params": {"radius": draw.uniform(0.5, 3), "range_filter": 0.1}}
                return "search", (name, [vector]), {"limit": 8, "anns_field": "vector", "search_params": params, "output_fields": ["size"]} | strong
            case "get":
                return "get", (name, self.picked(5)), {"output_fields": ["size", "extra"]}
            case "cosine":
                options = {"limit": draw.randint(1, 8), "anns_field": "other", "filter": self.condition(), "output_fields": ["weight"]}
                return "search", (name, [self.other()]), options | {"search_params": {"metric_type": "COSINE"}} | strong
            case "group":
                options = {"limit": draw.randint(1, 4), "anns_field": "vector", "group_by_field": "colour", "output_fields": ["colour"]}
                return "search", (name, [vector]), options | strong
            case "hybrid":
                asked = [
                    AnnSearchRequest([vector], "vector", {"metric_type": "L2"}, limit=10),
                    AnnSearchRequest([self.other()], "other", {"metric_type": "COSINE"}, limit=10),
                ]
                options = {"limit": draw.randint(1, 5), "output_fields": ["colour"]}
                return "hybrid_search", (name, asked, RRFRanker(draw.choice([10, 60]))), options | strong
            case _:
                return "flush", (name,), {}

    def other(self):
        return [self.random.uniform(-1, 1) for _ in range(DIMENSION - 1)]


def has_text_keys(seed):
    return seed % 2 == 1


def create(client, name, texts):
    schema = client.create_schema(enable_dynamic_field=True)
    if texts:
        schema.add_field("id", DataType.VARCHAR, max_length=20, is_primary=True)
    else:
        schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=DIMENSION)
    schema.add_field("colour", DataType.VARCHAR, max_length=20)
    schema.add_field("size", DataType.INT32)
    schema.add_field("ratio", DataType.DOUBLE, nullable=True)
    schema.add_field("open", DataType.BOOL)
    schema.add_field("doc", DataType.JSON)
    schema.add_field("tags", DataType.ARRAY, element_type=DataType.INT64, max_capacity=10)
    schema.add_field("level", DataType.INT8)
    schema.add_field("rank", DataType.INT16, default_value=7)
    schema.add_field("weight", DataType.FLOAT)
    schema.add_field("other", DataType.FLOAT_VECTOR, dim=DIMENSION - 1)
    params = client.prepare_index_params()
    params.add_index("other", index_type="FLAT", metric_type="COSINE")
    params.add_index("vector", index_type="FLAT", metric_type="L2")
    client.create_collection(name, schema=schema, index_params=params)


class Score(float):
    """A distance, the same as another but for the order in which they added it up."""

    def __eq__(self, other):
        return abs(self - other) < 1e-3

    __hash__ = float.__hash__


def answer(client, call, arguments, options):
    try:
        found = getattr(client, call)(*arguments, **options)
    except MilvusException:
        return "refused"
    match call:
        case "query" | "get":
            return len(found) if "limit" in options else sorted((plain(row) for row in found), key=str)
        case "hybrid_search":
            return [[Score(hit["distance"]) for hit in hits] for hits in found]
        case "search":
            return [
                [(hit["id"], Score(hit["distance"]), plain(hit["entity"]) | {"id": hit["id"]}) for hit in hits]
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
        create(server, name, has_text_keys(seed))
    calls = Calls(seed, name)
    history = []
    for step in range(STEPS):
        call, arguments, options = calls.next()
        history.append((call, arguments[1:], options))
        ours = answer(client, call, arguments, options)
        theirs = answer(lite, call, arguments, options)
        assert ours == theirs, f"seed {seed}, step {step}: {history[-1]}\nours   {ours}\ntheirs {theirs}"
    client.drop_collection(name)
    lite.drop_collection(name)


@pytest.mark.parametrize("seed", SEEDS)
def test_texts_are_ranked_the_same(client, lite, name, seed):
    draw = random.Random(seed)
    rows = [{"id": i, "text": " ".join(draw.choices(WORDS, k=draw.randint(1, 9)))} for i in range(40)]
    for server in (client, lite):
        create_texts(server, name, bm25_k1=K1_OF_LITE)
        server.insert(name, rows)
    for _ in range(20):
        query = " ".join(draw.choices(WORDS, k=draw.randint(1, 4)))
        options = {"anns_field": "words", "limit": len(rows), "search_params": {"metric_type": "BM25"}}
        ours, theirs = (
            {hit["id"]: Score(abs(hit["distance"])) for hit in server.search(name, [query], **options)[0]}
            for server in (client, lite)
        )
        assert ours == theirs, f"seed {seed}: {query}"
        assert ours
    client.drop_collection(name)
    lite.drop_collection(name)

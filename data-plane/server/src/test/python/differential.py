"""Random calls that any client can be given, and what of their answers is the same on every server."""

import json
import random

from pymilvus import AnnSearchRequest, DataType, MilvusException, RRFRanker, WeightedRanker

DIMENSION = 4
COLOURS = ["red", "green", "blue", "yellow"]
WORDS = ["red", "green", "apple", "tree", "sky", "river", "stone"]
PARTITIONS = ["", "first", "second"]
FIELDS = [
    "colour", "size", "ratio", "open", "doc", "tags", "extra", "level", "rank", "weight", "note", "labels", "long", "title", "flag"
]
STRONG = {"consistency_level": "Strong"}
KINDS = {
    "insert": 5,
    "upsert": 5,
    "partial": 3,
    "delete": 2,
    "delete_where": 1,
    "query": 6,
    "template": 2,
    "page": 2,
    "count": 2,
    "iterate": 2,
    "search": 6,
    "several": 1,
    "range": 1,
    "range_by_likeness": 2,
    "search_iterate": 2,
    "get": 1,
    "flush": 2,
    "cosine": 1,
    "inner": 2,
    "group": 2,
    "groups": 2,
    "hybrid": 3,
    "weighted": 2,
    "turn": 1,
}


class Calls:
    """Random calls on a collection and its alias: each a method, its arguments and its options."""

    def __init__(self, seed: int, collection: str):
        self.random = random.Random(seed)
        self.collection = collection
        self.texts = has_text_keys(seed)
        self.aliases = [f"{collection}_one", f"{collection}_two"]

    def next(self):
        kind = self.random.choices(list(KINDS), KINDS.values())[0]
        call, arguments, options = getattr(self, kind)()
        return call, (self.random.choice([self.collection, *self.aliases[:1]]), *arguments), options

    # Values

    def key(self, number):
        return f"k{number}" if self.texts else number

    def vector(self, dimension=DIMENSION):
        return [self.random.uniform(-1, 1) for _ in range(dimension)]

    def other(self):
        return self.vector(DIMENSION - 1)

    def row(self, number):
        draw = self.random
        row = {
            "id": self.key(number),
            "vector": self.vector(),
            "colour": draw.choice(COLOURS),
            "size": draw.randint(-5, 20),
            "ratio": draw.choice([None, draw.uniform(0, 10)]),
            "open": draw.random() < 0.5,
            "doc": self.document(),
            "tags": [draw.randint(0, 4) for _ in range(draw.randint(0, 3))],
            "extra": draw.randint(0, 9),
            "level": draw.randint(-128, 127),
            "weight": draw.choice([0.5, 1.25, -3.0]),
            "other": self.other(),
            "third": self.other(),
            "note": draw.choice([None, *COLOURS]),
            "labels": draw.sample(COLOURS, draw.randint(0, 3)),
            "long": draw.choice([None, 2**62 + draw.randint(0, 3)]),
            "title": " ".join(draw.choices(WORDS, k=draw.randint(1, 5))),
        }
        if draw.random() < 0.7:
            row["rank"] = draw.randint(-300, 300)
        if draw.random() < 0.7:
            row["flag"] = draw.choice([None, True, False])
        return row

    def document(self):
        draw = self.random
        document = {"a": draw.randint(0, 5), "b": {"c": draw.choice(COLOURS)}, "list": draw.sample(range(6), 3)}
        return document | ({"x": {"y": draw.randint(0, 3)}} if draw.random() < 0.5 else {})

    def numbers(self, most):
        """A partition, and numbers of keys that lie in it and nowhere else."""
        place = self.random.randrange(len(PARTITIONS))
        among = range(place, 60, len(PARTITIONS))
        return PARTITIONS[place], self.random.sample(among, self.random.randint(1, most))

    def picked(self, most):
        return [self.key(number) for number in self.random.sample(range(60), self.random.randint(1, most))]

    def within(self):
        """Partitions to read from: mostly all."""
        if self.random.random() < 0.7:
            return {}
        return {"partition_names": self.random.sample(["_default", *PARTITIONS[1:]], self.random.randint(1, 2))}

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
                f'colour like "%{draw.choice("eld")}_"',
                f"id in {self.picked(5)}",
                f"ratio > {draw.randint(0, 9)}",
                "ratio is null",
                "ratio is not null",
                "open == true",
                "not (open == true)",
                f'doc["a"] < {draw.randint(0, 5)}',
                f'doc["b"]["c"] == "{draw.choice(COLOURS)}"',
                f'doc["b"]["c"] like "{draw.choice("rgby")}%"',
                'exists doc["x"]',
                f'doc["x"]["y"] >= {draw.randint(0, 3)}',
                f'json_contains(doc["list"], {draw.randint(0, 5)})',
                f'json_contains_all(doc["list"], [{draw.randint(0, 5)}, {draw.randint(0, 5)}])',
                f'json_contains_any(doc["list"], [{draw.randint(0, 5)}, {draw.randint(0, 5)}])',
                f"array_contains(tags, {draw.randint(0, 4)})",
                f"array_length(tags) == {draw.randint(0, 3)}",
                f"array_contains_any(tags, [{draw.randint(0, 4)}, {draw.randint(0, 4)}])",
                f"array_contains_all(tags, [{draw.randint(0, 4)}, {draw.randint(0, 4)}])",
                f'array_contains(labels, "{draw.choice(COLOURS)}")',
                f"array_length(labels) > {draw.randint(0, 2)}",
                f"tags[0] == {draw.randint(0, 4)}",
                f'labels[1] == "{draw.choice(COLOURS)}"',
                f"size + 2 > {draw.randint(0, 10)}",
                f"level >= {draw.randint(-128, 127)}",
                f"rank in [7, {draw.randint(-300, 300)}]",
                f"weight == {draw.choice([0.5, 1.25, 2])}",
                f"{draw.randint(-5, 20)} < size",
                f"size * 2 - 1 <= {draw.randint(-10, 40)}",
                f'colour > "{draw.choice(COLOURS)}"',
                f"extra == {draw.randint(0, 9)}",
                f'$meta["extra"] > {draw.randint(0, 9)}',
                "note is null",
                f'note != "{draw.choice(COLOURS)}"',
                f"long == {2**62 + draw.randint(0, 3)}",
                "long is not null",
                "flag == false",
                f'text_match(title, "{draw.choice(WORDS)} {draw.choice(WORDS)}")',
            ]
        )

    # Writes

    def insert(self):
        place = self.random.randrange(len(PARTITIONS))
        first = 3000 + self.random.randrange(10**5) * 30 + place
        rows = [self.row(first + 3 * i) for i in range(self.random.randint(1, 5))]
        return "insert", (rows,), {"partition_name": PARTITIONS[place]}

    def upsert(self):
        partition, numbers = self.numbers(6)
        return "upsert", ([self.row(number) for number in numbers],), {"partition_name": partition}

    def partial(self):
        """Some fields of rows of which most are there; a new one lacks fields that have to be given."""
        partition, numbers = self.numbers(2)
        fields = self.random.sample(["colour", "doc", "tags", "note", "vector", "title", "extra", "free"], 3)
        rows = [self.row(number) | {"free": number} for number in numbers]
        rows = [{name: row[name] for name in ["id", *fields]} for row in rows]
        return "upsert", (rows,), {"partition_name": partition, "partial_update": True}

    def delete(self):
        partition, numbers = self.numbers(4)
        return "delete", (), {"ids": [self.key(number) for number in numbers], "partition_name": partition}

    def delete_where(self):
        return "delete", (), {"filter": f"size == {self.random.randint(-5, 20)}"}

    def flush(self):
        return "flush", (), {}

    def turn(self):
        """The alias that is there goes, the other one comes."""
        self.aliases.reverse()
        return "turn", (self.collection, *self.aliases), {}

    # Queries

    def query(self):
        return "query", (), {"filter": self.condition(), "output_fields": FIELDS} | STRONG | self.within()

    def template(self):
        draw = self.random
        text, values = draw.choice(
            [
                ("size > {least} and open == {flag}", {"least": draw.randint(-5, 20), "flag": draw.random() < 0.5}),
                ("colour in {some}", {"some": draw.sample(COLOURS, 2)}),
                ("id in {keys}", {"keys": self.picked(6)}),
                ("ratio < {most}", {"most": draw.randint(1, 9) + 0.5}),
                ("array_contains_any(tags, {some})", {"some": [draw.randint(0, 4), draw.randint(0, 4)]}),
                ('doc["b"]["c"] == {colour}', {"colour": draw.choice(COLOURS)}),
            ]
        )
        return "query", (), {"filter": text, "filter_params": values, "output_fields": ["id", "size"]} | STRONG

    def every(self):
        return 'id >= ""' if self.texts else "id >= 0"

    def page(self):
        limits = {"limit": self.random.randint(1, 5), "offset": self.random.randint(0, 3)}
        return "query", (), {"filter": self.every(), "output_fields": ["id"]} | limits | STRONG

    def count(self):
        return "query", (), {"filter": self.condition(), "output_fields": ["count(*)"]} | STRONG | self.within()

    def iterate(self):
        options = {"filter": self.random.choice([self.every(), self.condition()]), "batch_size": self.random.randint(1, 20)}
        return "query_iterator", (), options | {"output_fields": ["id", "size"]} | STRONG

    def get(self):
        return "get", (self.picked(5),), {"output_fields": ["size", "extra"]}

    # Searches

    def search(self):
        options = {"anns_field": "vector", "limit": self.random.randint(1, 8), "output_fields": ["colour", "doc"]}
        if self.random.random() < 0.6:
            options["filter"] = self.condition()
        return "search", ([self.vector()],), options | STRONG | self.within()

    def several(self):
        options = {"anns_field": "vector", "limit": 3, "offset": self.random.randint(0, 3), "output_fields": ["note"]}
        return "search", ([self.vector() for _ in range(3)],), options | STRONG

    def range(self):
        params = {"params": {"radius": self.random.uniform(0.5, 3), "range_filter": 0.1}}
        options = {"anns_field": "vector", "limit": 8, "search_params": params, "output_fields": ["size"]}
        return "search", ([self.vector()],), options | STRONG

    def range_by_likeness(self):
        metric, field = self.random.choice([("COSINE", "other"), ("IP", "third")])
        params = {"metric_type": metric, "params": {"radius": self.random.uniform(-0.5, 0.3), "range_filter": 0.9}}
        return "search", ([self.other()],), {"anns_field": field, "limit": 8, "search_params": params, "output_fields": ["size"]} | STRONG

    def search_iterate(self):
        options = {"anns_field": "vector", "batch_size": self.random.randint(2, 20), "limit": self.random.randint(5, 40)}
        return "search_iterator", ([self.vector()],), options | {"output_fields": ["size"], "search_params": {"metric_type": "L2"}} | STRONG

    def cosine(self):
        options = {"anns_field": "other", "limit": self.random.randint(1, 8), "filter": self.condition(), "output_fields": ["weight"]}
        return "search", ([self.other()],), options | {"search_params": {"metric_type": "COSINE"}} | STRONG

    def inner(self):
        options = {"anns_field": "third", "limit": self.random.randint(1, 8), "output_fields": ["labels", "flag"]}
        return "search", ([self.other()],), options | {"search_params": {"metric_type": "IP"}} | STRONG | self.within()

    def group(self):
        options = {"anns_field": "vector", "limit": self.random.randint(1, 4), "group_by_field": "colour"}
        return "search", ([self.vector()],), options | {"output_fields": ["colour"]} | STRONG

    def groups(self):
        """More groups than there are, so that both look at all rows."""
        sizes = {"group_size": self.random.randint(2, 4), "strict_group_size": True}
        options = {"anns_field": "vector", "limit": 40, "group_by_field": "colour", "output_fields": ["colour"]}
        return "search", ([self.vector()],), options | sizes | STRONG

    def parts(self):
        filtered = {"expr": self.condition()} if self.random.random() < 0.5 else {}
        return [
            AnnSearchRequest([self.vector()], "vector", {"metric_type": "L2"}, limit=10, **filtered),
            AnnSearchRequest([self.other()], "other", {"metric_type": "COSINE"}, limit=10),
        ]

    def hybrid(self):
        options = {"limit": self.random.randint(1, 5), "output_fields": ["colour"]}
        return "hybrid_search", (self.parts(), RRFRanker(self.random.choice([10, 60]))), options | STRONG

    def weighted(self):
        ranker = WeightedRanker(0.3, 0.7, norm_score=self.random.random() < 0.5)
        return "hybrid_search", (self.parts(), ranker), {"limit": self.random.randint(1, 5), "output_fields": ["colour"]} | STRONG


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
    schema.add_field("third", DataType.FLOAT_VECTOR, dim=DIMENSION - 1)
    schema.add_field("note", DataType.VARCHAR, max_length=20, nullable=True)
    schema.add_field("labels", DataType.ARRAY, element_type=DataType.VARCHAR, max_capacity=5, max_length=20)
    schema.add_field("long", DataType.INT64, nullable=True)
    schema.add_field("title", DataType.VARCHAR, max_length=200, enable_analyzer=True, enable_match=True)
    schema.add_field("flag", DataType.BOOL, nullable=True, default_value=True)
    params = client.prepare_index_params()
    params.add_index("other", index_type="FLAT", metric_type="COSINE")
    params.add_index("third", index_type="FLAT", metric_type="IP")
    params.add_index("vector", index_type="FLAT", metric_type="L2")
    client.create_collection(name, schema=schema, index_params=params)
    for partition in PARTITIONS[1:]:
        client.create_partition(name, partition)
    client.create_alias(name, f"{name}_one")


def drop(client, name):
    for alias in client.list_aliases(name)["aliases"]:
        client.drop_alias(alias)
    client.drop_collection(name)


class Score(float):
    """A distance, the same as another but for the order in which they added it up."""

    def __eq__(self, other):
        return abs(self - other) <= max(1e-3, 1e-6 * abs(other))

    __hash__ = float.__hash__


def answer(client, call, arguments, options):
    try:
        return comparable(client, call, arguments, options)
    except MilvusException:
        return "refused"


def comparable(client, call, arguments, options):
    if call == "turn":
        collection, comes, goes = arguments[-3:]
        client.create_alias(collection, comes)
        client.drop_alias(goes)
        return sorted(client.list_aliases(collection)["aliases"])
    found = getattr(client, call)(*arguments, **options)
    match call:
        case "query" | "get":
            return len(found) if "limit" in options else sorted((plain(row) for row in found), key=str)
        case "query_iterator":
            return [[plain(row) for row in page] for page in pages(found)]
        case "search_iterator":
            return [(hit["id"], Score(hit["distance"])) for page in pages(found) for hit in page]
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


def pages(iterator):
    while page := iterator.next():
        yield page
    iterator.close()


def plain(row):
    return {
        name: list(value) if isinstance(value, (list, tuple)) or type(value).__name__.startswith("Repeated") else value
        for name, value in dict(row).items()
        if value is not None
    }


def for_lite(options):
    """The options as Milvus Lite understands them: values of templates in their places, groups of whatever size."""
    values = {name: json.dumps(value) for name, value in options.get("filter_params", {}).items()}
    rest = {name: value for name, value in options.items() if name not in ("filter_params", "strict_group_size")}
    return rest | {"filter": options["filter"].format(**values)} if values else rest

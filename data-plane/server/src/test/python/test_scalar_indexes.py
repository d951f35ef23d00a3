"""Indexes on scalar fields: they change no answer."""

import pytest
from pymilvus import DataType

ROWS = 1500
TYPES = {
    "number": "STL_SORT",
    "small": "BITMAP",
    "ratio": "INVERTED",
    "name": "TRIE",
    "kind": "INVERTED",
    "flag": "BITMAP",
    "tags": "INVERTED",
    "maybe": "AUTOINDEX",
}
GRAMS = {"min_gram": 2, "max_gram": 3}
PATHS = {
    'doc["n"]': ("doc", "INVERTED", "double", {}),
    'doc["box"]["label"]': ("doc", "INVERTED", "varchar", {}),
    'doc["on"]': ("doc", "INVERTED", "bool", {}),
    'doc["mixed"]': ("doc", "INVERTED", "double", {}),
    'doc["title"]': ("doc", "NGRAM", "varchar", GRAMS),
    "free": ("free", "INVERTED", "double", {}),
}


@pytest.fixture(scope="module")
def tables(client):
    """The same rows without scalar indexes and with one on every field."""
    names = ["unindexed", "indexed"]
    for name in names:
        schema = client.create_schema(enable_dynamic_field=True)
        schema.add_field("id", DataType.INT64, is_primary=True)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
        schema.add_field("number", DataType.INT64)
        schema.add_field("small", DataType.INT8)
        schema.add_field("ratio", DataType.FLOAT)
        schema.add_field("name", DataType.VARCHAR, max_length=20)
        schema.add_field("kind", DataType.VARCHAR, max_length=20)
        schema.add_field("flag", DataType.BOOL)
        schema.add_field("tags", DataType.ARRAY, element_type=DataType.INT64, max_capacity=3)
        schema.add_field("maybe", DataType.DOUBLE, nullable=True)
        schema.add_field("title", DataType.VARCHAR, max_length=60)
        schema.add_field("doc", DataType.JSON)
        params = client.prepare_index_params()
        params.add_index("vector", metric_type="L2")
        if name == "indexed":
            for field, index_type in TYPES.items():
                params.add_index(field, index_type=index_type)
            params.add_index("title", index_type="NGRAM", params=GRAMS)
            for path, (field, index_type, cast, more) in PATHS.items():
                place = {"json_path": path, "json_cast_type": cast}
                params.add_index(field, index_type=index_type, index_name=path, params=place | more)
        client.create_collection(name, schema=schema, index_params=params)
        client.insert(name, [row(i) for i in range(ROWS)])
        client.flush(name)
        client.delete(name, ids=[7, 8])
        client.insert(name, [row(i) for i in range(ROWS, ROWS + 20)])
    yield names
    for name in names:
        client.drop_collection(name)


def row(i):
    return {
        "id": i,
        "vector": [float(i), 0.0],
        "number": i * 7919 % 1501 - 700,
        "small": i % 100 - 50,
        "ratio": i % 1000 / 10,
        "name": f"name-{i * 31 % 997}",
        "kind": f"kind-{i % 60}",
        "flag": i % 40 == 0,
        "tags": [i % 3, i % 5],
        "maybe": None if i % 3 else i / 4,
        "title": title(i),
        "doc": {
            "n": i * 13 % 1501,
            "box": {"label": f"label-{i % 200}"},
            "mixed": [i, str(i), None, {"deep": i}, True][i % 5],
            "title": title(i),
        } | ({"on": i % 4 == 0} if i % 3 else {}),
        "free": i / 2,
    }


def title(i):
    return f"{WORDS[i % 7]} {WORDS[i * 3 % 11]} of {WORDS[i * 5 % 13]} {i % 90}"


WORDS = "storm wind leaf river stone_cold 50%off cloud meadow thunder rain snow frost ice".split()


@pytest.mark.parametrize(
    "text",
    [
        "id in [3, 7, 1499, 1510, 9999]",
        "id > 1490",
        "number == 17",
        "number != 17",
        "-5 < number <= 10",
        "number >= 3 and number < 12 and small > 0",
        "number in [1, 2, 3, 4000]",
        "number not in [1, 2, 3]",
        "small == -50 or small == 49 or small in [0]",
        "ratio < 0.3",
        "ratio == 0.1",
        "name == 'name-31'",
        "name like 'name-99%'",
        "name > 'name-98' && name <= 'name-981'",
        "kind in ['kind-1', 'kind-59']",
        "flag and number > 0",
        "array_contains(tags, 2) and number > 700",
        "maybe is null and number < -650",
        "maybe < 10",
        "not (maybe >= 10)",
        "title like '%thunder%'",
        "title like 'storm%8_'",
        "title like '%stone\\\\_cold%9'",
        "title like '%50\\\\%off%' and number > 0",
        "not (title like '%of%')  or title like '%e%'",
        "doc['title'] like '%hund%'",
        "doc['n'] == 26",
        "doc['n'] < 5 or doc['n'] >= 1499.5",
        "10 < doc['n'] <= 20",
        "doc['n'] in [1, 2, 3.0, 4000]",
        "doc['n'] != 26 and number > 790",
        "doc['n'] == 'text' or number > 790",
        "doc['box']['label'] == 'label-7'",
        "doc['box']['label'] > 'label-98'",
        "doc['box']['label'] in ['label-1', 'label-199']",
        "doc['box']['label'] like 'label-19%'",
        "doc['on'] == true",
        "not (doc['on'] == true)",
        "doc['on'] is null and number < -650",
        "exists doc['on'] and number < -650",
        "doc['mixed'] > 1450",
        "doc['mixed'] != 5 and number > 700",
        "not (doc['mixed'] > 3) and number > 700",
        "doc['mixed'] == '6'",
        "exists doc['mixed']",
        "free < 3",
        "not (free < 740)",
    ],
)
def test_an_index_changes_no_answer(client, tables, text):
    plain, indexed = (
        [row["id"] for row in client.query(name, filter=text, output_fields=["id"])]
        for name in tables
    )
    assert plain
    assert indexed == plain


def test_indexes_are_described_as_given(client, tables):
    for field, index_type in TYPES.items():
        assert client.describe_index(tables[1], field)["index_type"] == index_type


def test_an_index_can_come_and_go(client, tables):
    before = client.query(tables[0], filter="-3 < number < 3")
    params = client.prepare_index_params()
    params.add_index("number", index_type="STL_SORT")
    client.create_index(tables[0], params)
    assert client.query(tables[0], filter="-3 < number < 3") == before
    client.drop_index(tables[0], "number")
    assert client.query(tables[0], filter="-3 < number < 3") == before

"""The filter language over the wire."""

import pytest
from pymilvus import DataType, MilvusException


@pytest.fixture(scope="module")
def things(client):
    """Ten rows; 0 to 4 lie in a segment, the others in memory."""
    name = "filtered_things"
    schema = client.create_schema(enable_dynamic_field=True)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    schema.add_field("name", DataType.VARCHAR, max_length=40)
    schema.add_field("ratio", DataType.FLOAT)
    schema.add_field("stock", DataType.INT32, nullable=True)
    schema.add_field("flag", DataType.BOOL)
    schema.add_field("doc", DataType.JSON)
    schema.add_field("tags", DataType.ARRAY, element_type=DataType.INT64, max_capacity=5)
    params = client.prepare_index_params()
    params.add_index("vector", metric_type="L2")
    client.create_collection(name, schema=schema, index_params=params)
    client.insert(name, [thing(i) for i in range(5)])
    client.flush(name)
    client.insert(name, [thing(i) for i in range(5, 10)])
    yield name
    client.drop_collection(name)


def thing(i):
    return {
        "id": i,
        "vector": [float(i), 0.0],
        "name": f"thing_{i}",
        "ratio": i / 10,
        "stock": None if i % 3 == 0 else i,
        "flag": i % 2 == 0,
        "doc": {"a": {"b": [i, "x"]}, "n": i} if i % 2 else {"n": str(i)},
        "tags": list(range(i % 4)),
        "color": "red" if i < 5 else "blue",
    }


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("1 < id <= 3", [2, 3]),
        ("8 > id >= 7 AND NOT flag", [7]),
        ("id % 4 == 1 && id ** 2 < 30", [1, 5]),
        ("id / 4 == 1", [4, 5, 6, 7]),
        ("id in [0x2, 010]", [2, 8]),
        ("ratio == 0.3 || ratio in [0.7]", [3, 7]),
        ("stock is null and id > 0", [3, 6, 9]),
        ("not (stock > 2)", [1, 2]),
        (r'name like "%g\_1"', [1]),
        ('name Like "thin%_9"', [9]),
        ('doc["a"]["b"][0] > 4', [5, 7, 9]),
        ('exists doc["a"] and doc["n"] < 4', [1, 3]),
        ('json_contains(doc["a"]["b"], 7)', [7]),
        ("array_contains_all(tags, [0, 2])", [3, 7]),
        ("array_length(tags) == 1 or tags[1] == 1 and id < 3", [1, 2, 5, 9]),
        ('color == "blue" and $meta["color"] like "b%" and id < 7', [5, 6]),
        ("flag == true and tags == [0, 1]", [2, 6]),
    ],
)
def test_a_filter_finds_its_rows(client, things, text, ids):
    found = client.query(things, filter=text, output_fields=["id"])
    assert [row["id"] for row in found] == ids


def test_a_sample_is_of_the_rows_that_pass(client, things):
    found = client.query(things, filter="id < 8 and random_sample(0.5)", output_fields=["id"])
    assert 3 <= len(found) <= 5
    assert all(row["id"] < 8 for row in found)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("id ==", "line 1, column 6: a value or condition is expected here"),
        ("name > 5", r"field 'name' \(VARCHAR\) cannot be compared with 5 \(a number\)"),
        ("random_sample(0.5) and id > 1", "can only be the last condition"),
        ("not " * 5000 + "flag", "nested more than 256 deep"),
    ],
)
def test_a_filter_that_cannot_be_is_refused_with_its_place(client, things, text, reason):
    with pytest.raises(MilvusException, match=reason) as refused:
        client.query(things, filter=text)
    assert refused.value.code == 1100


def test_ten_thousand_alternatives(client, things):
    text = " or ".join(f"id == {i}" for i in range(3, 10_003))
    assert len(client.query(things, filter=text, output_fields=["id"])) == 7


@pytest.mark.parametrize(
    ("text", "values", "ids"),
    [
        ("id > {least} and flag == {flag}", {"least": 5, "flag": True}, [6, 8]),
        ("ratio == {ratio}", {"ratio": 0.3}, [3]),
        ("name in {names}", {"names": ["thing_1", "x"]}, [1]),
        # pymilvus takes the texts of mixed lists for JSON
        ('doc["n"] in {mixed}', {"mixed": ['"2"', 3, 4.5]}, [2, 3]),
        ("array_contains_any(tags, {some})", {"some": [2]}, [3, 7]),
    ],
)
def test_values_may_stand_apart(client, things, text, values, ids):
    found = client.query(things, filter=text, filter_params=values, output_fields=["id"])
    assert [row["id"] for row in found] == ids

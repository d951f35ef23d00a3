"""Every scalar type: values, nulls and defaults, written and upserted, in memory and in a segment."""

import pytest
from pymilvus import DataType, MilvusException

SCALARS = {
    "bool": (DataType.BOOL, True, {}),
    "int8": (DataType.INT8, -128, {}),
    "int16": (DataType.INT16, 32767, {}),
    "int32": (DataType.INT32, -(2**31), {}),
    "int64": (DataType.INT64, 2**62 + 1, {}),
    "float": (DataType.FLOAT, 0.25, {}),
    "double": (DataType.DOUBLE, 1e300, {}),
    "varchar": (DataType.VARCHAR, "ü\"'", {"max_length": 10}),
}
DEFAULTS = {
    "bool": False,
    "int8": 127,
    "int16": -2,
    "int32": 3,
    "int64": 2**62,
    "float": -0.5,
    "double": 2.5,
    "varchar": "plain",
}
ELEMENTS = {
    "bool": [True, False],
    "int8": [1, -128],
    "int16": [32767],
    "int32": [2**31 - 1],
    "int64": [2**62 + 1, 0],
    "float": [0.25, -1.5],
    "double": [1e300],
    "varchar": ["", "ü"],
}


def create(client, name, fields):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    for field, (data_type, params) in fields.items():
        schema.add_field(field, data_type, **params)
    params = client.prepare_index_params()
    params.add_index("vector", metric_type="L2")
    client.create_collection(name, schema=schema, index_params=params)


def row(i, **values):
    return {"id": i, "vector": [float(i), 0.5]} | values


def check(client, name, expected):
    """The rows are so in memory and after a flush, by query and by search."""
    for _ in range(2):
        found = client.query(name, filter="id >= 0", output_fields=["*"])
        assert [dict(r) for r in found] == expected
        hits = client.search(name, [[0.0, 0.5]], limit=9, output_fields=["*"])[0]
        assert [dict(hit["entity"]) for hit in hits] == expected
        client.flush(name)


def test_nullable_values_of_every_type(client, name):
    fields = {
        field: (data_type, {"nullable": True} | params)
        for field, (data_type, _, params) in SCALARS.items()
    }
    fields["json"] = (DataType.JSON, {"nullable": True})
    fields["array"] = (
        DataType.ARRAY,
        {"nullable": True, "element_type": DataType.INT64, "max_capacity": 3},
    )
    create(client, name, fields)
    values = {field: value for field, (_, value, _) in SCALARS.items()}
    values |= {"json": {"a": [None, 1]}, "array": [1, 2]}
    nothing = {field: None for field in fields}
    client.insert(name, [row(0, **values), row(1), row(2, **nothing), row(3, **values)])
    client.upsert(name, [row(0), row(1, **values), row(2, **(values | {"json": None}))])
    check(
        client,
        name,
        [
            row(0, **nothing),
            row(1, **values),
            row(2, **(values | {"json": None})),
            row(3, **values),
        ],
    )
    for field in fields:
        null = client.query(name, filter=f"{field} is null", output_fields=["id"])
        assert [r["id"] for r in null] == ([0, 2] if field == "json" else [0]), field
    client.drop_collection(name)


def test_default_values_of_every_type(client, name):
    fields = {
        f"{field}_{kind}": (
            data_type,
            {"default_value": DEFAULTS[field], "nullable": kind == "nullable"} | params,
        )
        for field, (data_type, _, params) in SCALARS.items()
        for kind in ("plain", "nullable")
    }
    create(client, name, fields)
    described = {field["name"]: field for field in client.describe_collection(name)["fields"]}
    assert described["int8_plain"]["default_value"].WhichOneof("data") == "int_data"
    values = {
        f"{field}_{kind}": value
        for field, (_, value, _) in SCALARS.items()
        for kind in ("plain", "nullable")
    }
    defaults = {
        f"{field}_{kind}": value
        for field, value in DEFAULTS.items()
        for kind in ("plain", "nullable")
    }
    nothing = {field: None for field in fields}
    client.insert(name, [row(0), row(1, **values), row(2, **nothing), row(3, **values)])
    client.upsert(name, [row(1), row(0, **values)])
    check(
        client,
        name,
        [row(0, **values), row(1, **defaults), row(2, **defaults), row(3, **values)],
    )
    client.drop_collection(name)


def test_arrays_of_every_type(client, name):
    types = {field: data_type for field, (data_type, _, _) in SCALARS.items()}
    fields = {
        field: (
            DataType.ARRAY,
            {"element_type": types[field], "max_capacity": 2, "max_length": 4},
        )
        for field in ELEMENTS
    }
    create(client, name, fields)
    empty = {field: [] for field in ELEMENTS}
    client.insert(name, [row(0, **ELEMENTS), row(1, **empty), row(2, **empty)])
    client.upsert(name, [row(1, **ELEMENTS)])
    check(client, name, [row(0, **ELEMENTS), row(1, **ELEMENTS), row(2, **empty)])
    client.drop_collection(name)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ([1, 2, 3], "field 'array': row 1: 3 elements exceed max capacity 2"),
        ([1, 200], "field 'array': row 1, element 1: 200 is out of range"),
    ],
)
def test_an_array_that_does_not_fit_is_refused_by_row(client, name, value, reason):
    array = {"element_type": DataType.INT8, "max_capacity": 2}
    create(client, name, {"array": (DataType.ARRAY, array)})
    with pytest.raises(MilvusException, match=reason):
        client.insert(name, [row(0, array=[1]), row(1, array=value)])
    assert client.query(name, filter="id >= 0") == []
    client.drop_collection(name)


def test_a_default_that_does_not_fit_is_refused(client, name):
    with pytest.raises(MilvusException, match="default value 300 does not fit type INT8"):
        create(client, name, {"small": (DataType.INT8, {"default_value": 300})})

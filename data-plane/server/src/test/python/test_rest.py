"""REST v2 on the same port."""

import pytest
import requests


@pytest.fixture
def call(server):
    def post(path, headers=None, **body):
        answer = server.rest(path, headers=headers, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return post


@pytest.fixture
def rows(call, name):
    assert call("collections/create", collectionName=name, dimension=2, metricType="L2")["code"] == 0
    data = [{"id": i, "vector": [i, 0], "parity": "odd" if i % 2 else "even"} for i in range(6)]
    inserted = call("entities/insert", collectionName=name, data=data)
    assert inserted["data"] == {"insertCount": 6, "insertIds": [0, 1, 2, 3, 4, 5]}
    yield name
    call("collections/drop", collectionName=name)


def test_collections(call, rows):
    assert rows in call("collections/list")["data"]
    assert call("collections/has", collectionName=rows)["data"] == {"has": True}
    assert call("collections/has", collectionName="missing")["data"] == {"has": False}
    found = call("collections/describe", collectionName=rows)["data"]
    assert [field["name"] for field in found["fields"]] == ["id", "vector"]
    assert found["indexes"][0]["metricType"] == "L2"
    assert found["load"] == "LoadStateLoaded"
    assert call("collections/get_stats", collectionName=rows)["data"] == {"rowCount": 6}
    call("collections/release", collectionName=rows)
    state = call("collections/get_load_state", collectionName=rows)["data"]
    assert state["loadState"] == "LoadStateNotLoad"
    call("collections/load", collectionName=rows)
    renamed = f"{rows}_new"
    call("collections/rename", collectionName=rows, newCollectionName=renamed)
    assert call("collections/has", collectionName=rows)["data"] == {"has": False}
    call("collections/rename", collectionName=renamed, newCollectionName=rows)


def test_rows(call, rows):
    assert call("entities/get", collectionName=rows, id=3, outputFields=["parity"])["data"] == [
        {"id": 3, "parity": "odd"}
    ]
    call("entities/upsert", collectionName=rows, data=[{"id": 3, "vector": [3, 3], "parity": "?"}])
    call("entities/delete", collectionName=rows, filter="id in [1]")
    found = call("entities/query", collectionName=rows, filter='parity != "even"')["data"]
    assert found == [
        {"id": 3, "vector": [3.0, 3.0], "parity": "?"},
        {"id": 5, "vector": [5.0, 0.0], "parity": "odd"},
    ]
    counted = call("entities/query", collectionName=rows, outputFields=["count(*)"])["data"]
    assert counted == [{"count(*)": 5}]


def test_search(call, rows):
    found = call(
        "entities/search",
        collectionName=rows,
        data=[[0, 0]],
        annsField="vector",
        filter='parity == "odd"',
        limit=2,
        outputFields=["parity"],
        searchParams={"params": {"radius": 100, "range_filter": 2}},
    )
    assert found["data"] == [
        {"parity": "odd", "id": 3, "distance": 9.0},
        {"parity": "odd", "id": 5, "distance": 25.0},
    ]


def test_hits_of_several_vectors_are_told_apart(call, rows):
    found = call("entities/search", collectionName=rows, data=[[0, 0], [5, 0]], filter="id < 3", limit=2, outputFields=["id"])
    assert ([hit["id"] for hit in found["data"]], found["topks"]) == ([0, 1, 2, 1], [2, 2])
    none = call("entities/search", collectionName=rows, data=[[0, 0], [5, 0]], filter="id < 0")
    assert (none["data"], none["topks"]) == ([], [0, 0])


def test_values_stand_apart_from_filters(call, rows):
    def found(filter, **values):
        answer = call("entities/query", collectionName=rows, filter=filter, exprParams=values, outputFields=["id"])
        assert answer["code"] == 0, answer
        return [row["id"] for row in answer["data"]]

    assert found("id in {ids}", ids=[1, 2]) == [1, 2]
    assert found("id in {ids}", ids=[]) == []
    assert found("id > {low} and parity == {kind}", low=1, kind="odd") == [3, 5]
    assert found("id > {low}", low=3.5) == [4, 5]
    assert found("parity in {kinds}", kinds=["even", "x"]) == [0, 2, 4]
    assert found("parity in {kinds}", kinds=["even", 7, 1.5, True]) == [0, 2, 4]
    near = {"data": [[0, 0]], "filter": "id in {ids}", "exprParams": {"ids": [4, 5]}, "limit": 1}
    assert call("entities/search", collectionName=rows, **near)["data"][0]["id"] == 4
    both = call("entities/hybrid_search", collectionName=rows, search=[near | {"annsField": "vector"}] * 2, limit=3)
    assert [hit["id"] for hit in both["data"]] == [4]
    call("entities/delete", collectionName=rows, filter="id in {ids}", exprParams={"ids": [4, 5]})
    assert found("id >= {low}", low=0) == [0, 1, 2, 3]
    refused = call("entities/query", collectionName=rows, filter="id in {ids}", exprParams={"ids": {"a": 1}})
    assert (refused["code"], "exprParams.ids" in refused["message"]) == (1100, True)


def test_64_bit_numbers_come_as_texts_where_the_client_asks_so(call, rows):
    headers = {"Accept-Type-Allow-Int64": "false"}
    found = call("entities/get", headers=headers, collectionName=rows, id=["3"], outputFields=["id"])
    assert found["data"] == [{"id": "3"}]


def test_a_collection_with_a_schema(call, name):
    fields = [
        {"fieldName": "key", "dataType": "VarChar", "isPrimary": True, "elementTypeParams": {"max_length": 20}},
        {"fieldName": "vector", "dataType": "FloatVector", "elementTypeParams": {"dim": 2}},
        {"fieldName": "tags", "dataType": "Array", "elementDataType": "Int64", "elementTypeParams": {"max_capacity": 4}},
        {"fieldName": "size", "dataType": "Int32", "nullable": True},
        {"fieldName": "kind", "dataType": "VarChar", "defaultValue": "plain", "elementTypeParams": {"max_length": 9}},
        {"fieldName": "doc", "dataType": "JSON"},
        {"fieldName": "more", "dataType": "JSON", "nullable": True},
        {"fieldName": "parts", "dataType": "Array", "nullable": True, "elementDataType": "VarChar",
         "elementTypeParams": {"max_capacity": 4, "max_length": 4}},
    ]
    call(
        "collections/create",
        collectionName=name,
        schema={"fields": fields},
        indexParams=[{"fieldName": "vector", "metricType": "IP", "indexName": "near"}],
    )
    full = {"key": 'a"b', "vector": [1.0, 2.0], "tags": [1, 2], "size": 7, "kind": "x", "doc": {"a": [None]}, "more": [1], "parts": ["p", "q"]}
    bare = {"key": "c", "vector": [0, 0], "tags": [], "doc": None, "more": None, "parts": None}
    call("entities/insert", collectionName=name, data=[full, bare])
    found = call("entities/get", collectionName=name, id=['a"b', "c"])["data"]
    assert found[0] == full
    assert found[1] == bare | {"size": None, "kind": "plain"}
    without = call("entities/query", collectionName=name, filter="parts is null", outputFields=["key"])
    assert without["data"] == [{"key": "c"}]
    assert call("indexes/list", collectionName=name)["data"] == ["near"]
    assert call("indexes/describe", collectionName=name, indexName="near")["data"][0]["metricType"] == "IP"
    call("collections/release", collectionName=name)
    call("indexes/drop", collectionName=name, indexName="near")
    assert call("indexes/list", collectionName=name)["data"] == []
    call("indexes/create", collectionName=name, indexParams=[{"fieldName": "vector", "metricType": "L2"}])
    assert call("indexes/list", collectionName=name)["data"] == ["vector"]
    call("collections/drop", collectionName=name)


def test_partitions_and_aliases(call, rows):
    call("partitions/create", collectionName=rows, partitionName="extra")
    assert call("partitions/list", collectionName=rows)["data"] == ["_default", "extra"]
    assert call("partitions/has", collectionName=rows, partitionName="extra")["data"] == {"has": True}
    alias = f"{rows}_alias"
    call("aliases/create", collectionName=rows, aliasName=alias)
    assert call("aliases/list", collectionName=rows)["data"] == [alias]
    assert call("aliases/describe", aliasName=alias)["data"]["collectionName"] == rows
    call("aliases/drop", aliasName=alias)
    assert call("aliases/list", collectionName=rows)["data"] == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"id": 1, "vector": [1, 2, 3]}, "row 0, field 'vector': the vector has dimension 3"),
        ({"id": 1}, "row 0 has no value for field 'vector'"),
        ({"id": "x", "vector": [1, 2]}, "field 'id': \"x\" is no value of type Int64"),
        ({"id": 1, "vector": "x"}, "field 'vector'"),
    ],
)
def test_rows_that_do_not_fit(call, rows, data, sentence):
    answer = call("entities/insert", collectionName=rows, data=[data])
    assert answer["code"] == 1100
    assert sentence in answer["message"]


def test_wrong_calls(call, server, rows):
    assert call("entities/search", collectionName="missing", data=[[1, 2]])["code"] == 100
    assert "collectionName" in call("collections/describe")["message"]
    assert "line 1, column" in call("entities/query", collectionName=rows, filter="id >>> 1")["message"]


@pytest.mark.parametrize("call_of_keys", ["entities/delete", "entities/get"])
@pytest.mark.parametrize("key", ["1] or id >= 0 or id in [2", "x", "1.5", 2.5, None, [1], "", 2**63])
def test_what_is_no_key_is_no_filter_either(call, rows, call_of_keys, key):
    before = call("entities/query", collectionName=rows, outputFields=["count(*)"])
    answer = call(call_of_keys, collectionName=rows, id=[1, key])
    assert answer["code"] == 1100 and "is no key" in answer["message"]
    assert call("entities/query", collectionName=rows, outputFields=["count(*)"]) == before


def test_the_database_of_a_header(call, name):
    call("databases/create", dbName=f"{name}_db")
    header = {"DB-Name": f"{name}_db"}
    call("collections/create", headers=header, collectionName=name, dimension=2)
    assert call("collections/list", dbName=f"{name}_db")["data"] == [name]
    assert call("collections/list", headers=header)["data"] == [name]
    assert name not in call("collections/list", headers=header, dbName="default")["data"]
    call("collections/drop", headers=header, collectionName=name)
    call("databases/drop", dbName=f"{name}_db")


@pytest.mark.parametrize("path", ["/v2/vectordb/entities/nonsense", "/v2/nonsense", "/nonsense"])
def test_a_path_that_is_not_there_says_so(server, path):
    answer = requests.post(server.uri + path, json={}, timeout=30)
    assert answer.status_code == 404
    assert answer.json() == {"code": 10, "message": f"{path} is not supported by this server"}


def test_hybrid_search(call, name):
    vector = {"dataType": "FloatVector", "elementTypeParams": {"dim": 2}}
    call(
        "collections/create",
        collectionName=name,
        schema={
            "fields": [
                {"fieldName": "id", "dataType": "Int64", "isPrimary": True},
                {"fieldName": "left"} | vector,
                {"fieldName": "right"} | vector,
            ]
        },
        indexParams=[{"fieldName": "left", "metricType": "IP"}, {"fieldName": "right", "metricType": "IP"}],
    )
    rows = [{"id": i, "left": [i, 0], "right": [9 - i, 0]} for i in range(10)]
    call("entities/insert", collectionName=name, data=rows)
    found = call(
        "entities/hybrid_search",
        collectionName=name,
        search=[
            {"data": [[1, 0]], "annsField": "left", "limit": 10, "filter": "id != 9"},
            {"data": [[1, 0]], "annsField": "right", "limit": 10, "metricType": "IP"},
        ],
        rerank={"strategy": "weighted", "params": {"weights": [1, 0.5]}},
        limit=2,
        outputFields=["id"],
    )
    assert found["data"] == [{"id": 8, "distance": 8.5}, {"id": 7, "distance": 8.0}]
    call("collections/drop", collectionName=name)


def test_hits_are_ranked_by_functions(call, rows):
    boost = {"name": "b", "type": "Rerank", "params": {"reranker": "boost", "weight": 0.1, "filter": 'parity == "odd"'}}
    found = call(
        "entities/search",
        collectionName=rows,
        data=[[0, 0]],
        limit=3,
        functionScore={"functions": [boost, boost], "params": {"function_mode": "Sum"}},
    )
    assert found["data"] == [
        {"id": 0, "distance": 0.0}, {"id": 1, "distance": pytest.approx(0.2)}, {"id": 3, "distance": pytest.approx(1.8)}
    ]
    decay = {
        "name": "d",
        "type": "Rerank",
        "inputFieldNames": ["id"],
        "params": {"reranker": "decay", "function": "exp", "origin": 5, "scale": 1, "decay": 0.001},
    }
    near = [{"data": [[0, 0]], "annsField": "vector", "limit": 4}, {"data": [[5, 0]], "annsField": "vector", "limit": 2}]
    found = call("entities/hybrid_search", collectionName=rows, search=near, limit=1, functionScore={"functions": [decay]})
    assert found["data"] == [{"id": 5, "distance": 1.0}]
    wrong = call("entities/search", collectionName=rows, data=[[0, 0]], functionScore={"functions": [{"name": "x", "type": "Rerank"}]})
    assert (wrong["code"], "not supported" in wrong["message"]) == (10, True)


def test_properties_of_indexes(call, rows):
    call("collections/release", collectionName=rows)
    altered = call("indexes/alter_properties", collectionName=rows, indexName="vector", properties={"mmap.enabled": True})
    assert altered["code"] == 0
    dropped = call("indexes/drop_properties", collectionName=rows, indexName="vector", propertyKeys=["mmap.enabled"])
    assert dropped["code"] == 0
    refused = call("indexes/alter_properties", collectionName=rows, indexName="vector", properties={"M": 9})
    assert "configable" in refused["message"]


def test_text_keys_are_made(call, name):
    key = {"fieldName": "key", "dataType": "VarChar", "isPrimary": True, "elementTypeParams": {"max_length": 30}}
    vector = {"fieldName": "vector", "dataType": "FloatVector", "elementTypeParams": {"dim": 2}}
    call(
        "collections/create",
        collectionName=name,
        schema={"autoId": True, "fields": [key, vector]},
        indexParams=[{"fieldName": "vector", "metricType": "L2"}],
    )
    answer = call("entities/insert", collectionName=name, data=[{"vector": [1, 1]}, {"vector": [2, 2]}])["data"]
    first, second = answer["insertIds"]
    assert isinstance(first, str) and first != second
    assert call("entities/get", collectionName=name, id=[second])["data"] == [{"key": second, "vector": [2.0, 2.0]}]
    call("entities/delete", collectionName=name, filter=f'key == "{first}"')
    assert call("entities/query", collectionName=name, filter='key != ""', outputFields=["key"])["data"] == [{"key": second}]
    call("collections/drop", collectionName=name)


def test_partitions_are_loaded_and_released(call, rows):
    call("partitions/create", collectionName=rows, partitionName="extra")
    call("partitions/release", collectionName=rows, partitionNames=["extra"])
    state = call("collections/get_load_state", collectionName=rows, partitionNames=["extra"])
    assert state["data"]["loadState"] == "LoadStateNotLoad"
    call("partitions/load", collectionName=rows, partitionNames=["extra"])
    stats = call("partitions/get_stats", collectionName=rows, partitionName="_default")
    assert stats["data"] == {"rowCount": 6}

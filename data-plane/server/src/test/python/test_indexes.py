"""Index types: what is given is validated, and described back as given."""

import threading

import numpy as np
import pytest
from pymilvus import DataType, MilvusException
from pymilvus.client.types import IndexState
from server import until

TYPES = {
    "AUTOINDEX": {},
    "FLAT": {},
    "IVF_FLAT": {"nlist": 8},
    "IVF_SQ8": {"nlist": 8},
    "IVF_PQ": {"nlist": 8, "m": 4, "nbits": 8},
    "IVF_RABITQ": {"nlist": 8, "refine": True, "refine_type": "SQ8"},
    "HNSW": {"M": 8, "efConstruction": 40},
    "HNSW_SQ": {"M": 8, "efConstruction": 40, "sq_type": "SQ6", "refine": True},
    "HNSW_PQ": {"M": 8, "efConstruction": 40, "m": 4, "nbits": 8},
    "HNSW_PRQ": {"M": 8, "efConstruction": 40, "m": 4, "nrq": 2},
    "DISKANN": {},
    "SCANN": {"nlist": 8, "with_raw_data": True},
}
SEARCHES = {
    "IVF_FLAT": ({"nprobe": 4}, {"nprobe": 0}),
    "HNSW": ({"ef": 20}, {"ef": 3}),
    "DISKANN": ({"search_list": 20}, {"search_list": 3}),
    "AUTOINDEX": ({"level": 2}, {"level": 11}),
}
SCALARS = {
    "INVERTED": ["text", "number", "ratio", "flag", "words"],
    "BITMAP": ["text", "number", "flag", "words"],
    "Trie": ["text"],
    "STL_SORT": ["text", "number", "ratio"],
}
ROWS = [
    {"id": i, "vector": [float(i)] * 8, "text": f"t{i}", "number": i, "ratio": i / 2, "flag": i % 2 == 0,
     "words": ["a"], "doc": {"a": i}}
    for i in range(20)
]


@pytest.fixture
def bare(client, name):
    """A collection without indexes."""
    schema = client.create_schema(enable_dynamic_field=True)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=8)
    schema.add_field("text", DataType.VARCHAR, max_length=20)
    schema.add_field("number", DataType.INT32)
    schema.add_field("ratio", DataType.DOUBLE)
    schema.add_field("flag", DataType.BOOL)
    schema.add_field("words", DataType.ARRAY, element_type=DataType.VARCHAR, max_capacity=4, max_length=9)
    schema.add_field("doc", DataType.JSON)
    client.create_collection(name, schema=schema)
    yield name
    client.drop_collection(name)


def index(client, collection, field, index_type, metric="", index_name="", **params):
    indexes = client.prepare_index_params()
    indexes.add_index(field, index_type=index_type, metric_type=metric, index_name=index_name, params=params)
    client.create_index(collection, indexes)


@pytest.mark.parametrize("index_type", TYPES)
def test_a_vector_index_is_described_as_given_and_searched(client, bare, index_type):
    params = TYPES[index_type]
    index(client, bare, "vector", index_type, "L2", **params)
    found = client.describe_index(bare, "vector")
    assert found["index_type"] == index_type
    assert found["metric_type"] == "L2"
    assert {name: found[name] for name in params} == {name: str(value) for name, value in params.items()}
    client.insert(bare, ROWS)
    client.flush(bare)
    client.load_collection(bare)
    right, wrong = SEARCHES.get(index_type, ({}, {}))
    hits = client.search(bare, [[3.0] * 8], limit=5, search_params={"params": right})[0]
    assert hits[0]["id"] == 3
    if wrong:
        with pytest.raises(MilvusException, match=next(iter(wrong))):
            client.search(bare, [[3.0] * 8], limit=5, search_params={"params": wrong})


@pytest.mark.parametrize(
    ("index_type", "params"), [("BIN_FLAT", {}), ("BIN_IVF_FLAT", {"nlist": 16}), ("HNSW", {"M": 8, "efConstruction": 40})]
)
def test_an_index_of_bits_is_described_as_given(client, name, index_type, params):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("bits", DataType.BINARY_VECTOR, dim=16)
    client.create_collection(name, schema=schema)
    with pytest.raises(MilvusException, match="in range"):
        index(client, name, "bits", "BIN_IVF_FLAT", "HAMMING", nlist=0)
    index(client, name, "bits", index_type, "JACCARD", **params)
    found = client.describe_index(name, "bits")
    assert (found["index_type"], found["metric_type"]) == (index_type, "JACCARD")
    assert {key: found[key] for key in params} == {key: str(value) for key, value in params.items()}
    client.drop_collection(name)


def test_a_higher_level_finds_more(client, name):
    """Of rows without any order, which are the hardest."""
    chance = np.random.default_rng(5)
    stored = chance.normal(size=(20_000, 64)).astype(np.float32)
    queries = chance.normal(size=(50, 64)).astype(np.float32)
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=64)
    client.create_collection(name, schema=schema)
    index(client, name, "vector", "AUTOINDEX", "L2")
    client.load_collection(name)
    for first in range(0, len(stored), 5_000):
        client.insert(name, [{"id": i, "vector": stored[i]} for i in range(first, first + 5_000)])
    client.flush(name)
    distances = (stored**2).sum(axis=1) - 2 * queries @ stored.T
    truth = np.argsort(distances, axis=1)[:, :10]

    def recall(level):
        found = client.search(name, list(queries), limit=10, search_params={"params": {"level": level}})
        return sum(len({hit["id"] for hit in hits} & set(near)) for hits, near in zip(found, truth.tolist())) / truth.size

    until(lambda: recall(1) < 1, "codes are looked at in place of vectors")
    assert recall(1) < recall(10)
    assert recall(10) > 0.99
    client.drop_collection(name)


def test_an_index_is_in_progress_while_rows_wait_for_their_graph(server, client, name):
    """The graph cannot be written as long as the folder of its segment is away."""
    rows = 20_000
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=8)
    client.create_collection(name, schema=schema)
    vectors = np.random.default_rng(6).random((rows, 8), dtype=np.float32)
    client.insert(name, [{"id": i, "vector": vectors[i]} for i in range(rows)])
    client.flush(name)
    described = client.describe_collection(name)
    segment = client.list_persistent_segments(name)[0].segment_id
    folder = server.folder / f"objects/col/{described['collection_id']}/seg/{segment}"
    away = folder.rename(server.folder / "away")
    waiting = threading.Thread(target=index, args=(client, name, "vector", "HNSW", "L2"))
    waiting.start()
    until(lambda: client.list_indexes(name), "the index is defined")

    def progress():
        found = client.describe_index(name, "vector")
        return [found[key] for key in ("state", "total_rows", "indexed_rows", "pending_index_rows")]

    assert progress() == ["InProgress", rows, 0, rows]
    assert server.rest("indexes/describe", collectionName=name, indexName="vector").json()["data"][0]["indexState"] == "InProgress"
    connection = client._get_connection()
    assert connection.get_index_state(name, "vector", timestamp=1)[0] == IndexState.Finished, "of what was there then"
    assert connection.get_index_state(name, "vector", timestamp=connection.alloc_timestamp())[0] == IndexState.InProgress
    assert waiting.is_alive(), "it is made when all rows are in it"
    away.rename(folder)
    waiting.join(60)
    assert not waiting.is_alive()
    assert progress() == ["Finished", rows, rows, 0]
    client.drop_collection(name)


@pytest.mark.parametrize("index_type", SCALARS)
def test_a_scalar_index_fits_its_fields_only(client, bare, index_type):
    for field in ["text", "number", "ratio", "flag", "words"]:
        if field in SCALARS[index_type]:
            index(client, bare, field, index_type)
            assert client.describe_index(bare, field)["index_type"] == index_type
        else:
            with pytest.raises(MilvusException, match="can't build with this index"):
                index(client, bare, field, index_type)


def test_paths_of_one_document_have_an_index_each(client, bare):
    for path, cast in {'doc["a"]': "double", 'doc["b"]["c"]': "varchar"}.items():
        index(client, bare, "doc", "INVERTED", index_name=f"on {cast}", json_path=path, json_cast_type=cast)
    index(client, bare, "colour", "INVERTED", json_path="colour", json_cast_type="varchar")
    assert len(client.list_indexes(bare)) == 3
    assert client.describe_index(bare, "on double")["json_path"] == 'doc["a"]'
    with pytest.raises(MilvusException, match="at most one distinct index"):
        index(client, bare, "doc", "INVERTED", json_path='doc["a"]', json_cast_type="varchar")
    with pytest.raises(MilvusException, match="cast type"):
        index(client, bare, "doc", "INVERTED", json_path='doc["d"]')


def test_ngrams_need_their_lengths(client, bare):
    with pytest.raises(MilvusException, match="min_gram"):
        index(client, bare, "text", "NGRAM", max_gram=3)
    index(client, bare, "text", "NGRAM", min_gram=2, max_gram=3)
    assert client.describe_index(bare, "text")["max_gram"] == "3"


@pytest.mark.parametrize(
    ("index_type", "metric", "params", "reason"),
    [
        ("HNSW", "L2", {"M": 1}, r"'M' \(1\) should be in range \[2, 2048\]"),
        ("IVF_FLAT", "L2", {"nlist": 70_000}, r"should be in range \[1, 65536\]"),
        ("IVF_PQ", "L2", {"m": 3}, "divided by `m`"),
        ("HNSW", "HAMMING", {}, "does not support metric type HAMMING"),
        ("BIN_FLAT", "L2", {}, "can't build with this index"),
        ("SPARSE_WAND", "IP", {}, "can't build with this index"),
        ("NONSENSE", "L2", {}, "invalid index type: NONSENSE"),
        ("RTREE", "L2", {}, "can't build with this index RTREE"),
    ],
)
def test_what_does_not_fit_is_refused(client, bare, index_type, metric, params, reason):
    with pytest.raises(MilvusException, match=reason) as refusal:
        index(client, bare, "vector", index_type, metric, **params)
    assert refusal.value.code == 1100
    assert client.list_indexes(bare) == []


def test_properties_of_an_index_may_change(client, bare):
    index(client, bare, "vector", "HNSW", "L2", M=8, efConstruction=40)
    index(client, bare, "doc", "INVERTED", json_path='doc["a"]', json_cast_type="double")
    described = client.describe_index(bare, "vector")
    client.alter_index_properties(bare, "vector", {"mmap.enabled": True, "warmup": "sync"})
    assert client.describe_index(bare, "vector") == described | {"mmap.enabled": "True", "warmup": "sync"}
    index(client, bare, "vector", "HNSW", "L2", M=8, efConstruction=40)  # the same index still
    client.alter_index_properties(bare, "vector", {"mmap.enabled": False})
    client.drop_index_properties(bare, "vector", ["warmup"])
    assert client.describe_index(bare, "vector") == described | {"mmap.enabled": "False"}
    client.drop_index_properties(bare, "vector", ["mmap.enabled", "warmup"])
    assert client.describe_index(bare, "vector") == described
    path = client.list_indexes(bare, "doc")[0]
    client.alter_index_properties(bare, path, {"mmap.enabled": True})
    assert client.describe_index(bare, path)["json_cast_type"] == "double"
    client.insert(bare, ROWS)
    client.load_collection(bare)
    assert client.search(bare, [[3.0] * 8], limit=1)[0][0]["id"] == 3


@pytest.mark.parametrize(
    ("name", "properties", "reason", "code"),
    [
        ("vector", {"M": 16}, "M is not a configable index property", 1100),
        ("vector", {"mmap.enabled": "perhaps"}, "'mmap.enabled' .perhaps. should be a bool", 1100),
        ("vector", {"warmup": "slowly"}, "'warmup' .slowly. should be one of", 1100),
        ("vector", {}, "give properties to set or keys to remove", 1100),
        ("missing", {"mmap.enabled": True}, "has no index 'missing'", 700),
    ],
)
def test_other_parameters_of_an_index_stay(client, bare, name, properties, reason, code):
    index(client, bare, "vector", "HNSW", "L2", M=8, efConstruction=40)
    with pytest.raises(MilvusException, match=reason) as refusal:
        client.alter_index_properties(bare, name, properties)
    assert refusal.value.code == code


def test_an_index_of_a_loaded_collection_is_not_altered(client, numbers):
    for change in (
        lambda: client.alter_index_properties(numbers, "vector", {"mmap.enabled": True}),
        lambda: client.drop_index_properties(numbers, "vector", ["mmap.enabled"]),
    ):
        with pytest.raises(MilvusException, match="can't alter index on loaded collection, please release") as refusal:
            change()
        assert refusal.value.code == 104
    client.release_collection(numbers)
    client.alter_index_properties(numbers, "vector", {"mmap.enabled": True})
    assert client.describe_index(numbers, "vector")["mmap.enabled"] == "True"


def test_geometry_is_refused_by_name(client, name):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    schema.add_field("place", DataType.GEOMETRY)
    with pytest.raises(MilvusException, match="'place': type GEOMETRY is not supported"):
        client.create_collection(name, schema=schema)


@pytest.mark.parametrize("algorithm", ["DAAT_MAXSCORE", "DAAT_WAND", "TAAT_NAIVE"])
def test_every_algorithm_of_sparse_indexes_finds_the_same(client, name, algorithm):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("weights", DataType.SPARSE_FLOAT_VECTOR)
    client.create_collection(name, schema=schema)
    index(client, name, "weights", "SPARSE_INVERTED_INDEX", "IP", inverted_index_algo=algorithm)
    assert client.describe_index(name, "weights")["inverted_index_algo"] == algorithm
    client.load_collection(name)
    client.insert(name, [{"id": i, "weights": {i % 7: 1.0 + i, 9: 0.5}} for i in range(50)])
    client.flush(name)
    hits = client.search(name, [{3: 2.0, 9: 1.0}], limit=4)[0]
    assert [(hit["id"], hit["distance"]) for hit in hits] == [(45, 92.5), (38, 78.5), (31, 64.5), (24, 50.5)]
    client.drop_collection(name)


def test_an_algorithm_that_is_none_is_refused(client, name):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("weights", DataType.SPARSE_FLOAT_VECTOR)
    client.create_collection(name, schema=schema)
    with pytest.raises(MilvusException, match="inverted_index_algo"):
        index(client, name, "weights", "SPARSE_INVERTED_INDEX", "IP", inverted_index_algo="GUESS")
    client.drop_collection(name)

"""Bulk import: files of pymilvus's bulk writers and others, all or nothing."""

import csv
import json
import os
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal

import ml_dtypes
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pymilvus import DataType, Function, FunctionType, MilvusClient, MilvusException
from pymilvus.bulk_writer import (
    LocalBulkWriter,
    bulk_import,
    get_import_progress,
    list_import_jobs,
)
from pymilvus.bulk_writer.constants import BulkFileType as Types
from server import Server, until
from test_access import KEYS, write_keys
from test_audit import lines

ROWS = 40


@pytest.fixture
def uploads(server):
    folder = server.folder / "objects" / "uploads"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def collection(client, name):
    def create(schema, **options):
        filled = {field for function in schema.functions for field in function.output_field_names}
        index = client.prepare_index_params()
        for field in schema.fields:
            if "VECTOR" in field.dtype.name:
                metric = {"metric_type": "BM25"} if field.name in filled else {}
                index.add_index(field.name, index_type="AUTOINDEX", **metric)
        client.create_collection(name, schema=schema, index_params=index, **options)
        return name

    yield create
    if client.has_collection(name):
        client.drop_collection(name)


def schema_of(kind, partition_key=False):
    """Every type that a kind of file can carry."""
    schema = MilvusClient.create_schema(enable_dynamic_field=True)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("flag", DataType.BOOL)
    schema.add_field("small", DataType.INT8)
    schema.add_field("ratio", DataType.FLOAT)
    schema.add_field("exact", DataType.DOUBLE)
    schema.add_field("text", DataType.VARCHAR, max_length=100, is_partition_key=partition_key)
    schema.add_field("document", DataType.JSON)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=4)
    schema.add_field("half", DataType.FLOAT16_VECTOR, dim=4)
    schema.add_field("brain", DataType.BFLOAT16_VECTOR, dim=4)
    schema.add_field("tiny", DataType.INT8_VECTOR, dim=4)
    schema.add_field("bits", DataType.BINARY_VECTOR, dim=16)
    if kind != Types.NUMPY:
        schema.add_field("maybe", DataType.INT32, nullable=True)
        schema.add_field("plain", DataType.VARCHAR, max_length=9, default_value="usual")
        schema.add_field("tags", DataType.ARRAY, element_type=DataType.VARCHAR, max_capacity=5, max_length=9)
        schema.add_field("sparse", DataType.SPARSE_FLOAT_VECTOR)
    return schema


def row_of(i, kind):
    row = {
        "id": i,
        "flag": i % 2 == 0,
        "small": i - 20,
        "ratio": i / 4,
        "exact": i / 3,
        "text": f'a "{i}", b\nä',
        "document": {"n": i, "list": [i, None], "deep": {"x": "y"}},
        "vector": [float(i), 0.5, -1.0, 2.0],
        "half": np.array([i, 0.5, 0.25, -2], dtype=np.float16),
        "brain": np.array([i, 0.5, 0.25, -2], dtype=ml_dtypes.bfloat16),
        "tiny": np.array([i, -i, 127, -128], dtype=np.int8),
        "bits": bytes([i, 255 - i]),
        "extra": f"e{i}",
    }
    if kind != Types.NUMPY:
        row |= {
            "maybe": None if i % 3 == 0 else i,
            "plain": f"p{i}",
            "tags": [f"t{k}" for k in range(i % 4)],
            "sparse": {i: 0.5, 100 + i: 1.5},
        }
    return row


def contents(client, name, ids="id >= 0"):
    found = client.query(name, filter=ids, output_fields=["*"], consistency_level="Strong")
    return sorted((plain(row) for row in found), key=lambda row: row["id"])


def plain(row):
    return {key: value.tobytes() if isinstance(value, np.ndarray) else value for key, value in sorted(row.items())}


def ended(server, job, state="Completed", **access):
    progress = {}

    def over():
        progress.update(get_import_progress(server.uri, job, **access).json()["data"])
        return progress["state"] in ("Completed", "Failed")

    until(over, "the import has ended")
    assert progress["state"] == state, progress
    return progress


def start(server, name, files, **more):
    return bulk_import(server.uri, name, files=files, **more).json()["data"]["jobId"]


def refused(server, name, files, **more):
    """The reason why a job fails that was taken."""
    return ended(server, start(server, name, files, **more), "Failed")["reason"]


@pytest.mark.parametrize(
    "kind", [Types.JSON, Types.JSONL, Types.PARQUET, Types.CSV, Types.NUMPY], ids=lambda kind: kind.name
)
def test_files_of_a_bulk_writer(server, client, uploads, collection, kind):
    schema = schema_of(kind)
    name = collection(schema)
    rows = [row_of(i, kind) for i in range(ROWS)]
    writer = LocalBulkWriter(schema, str(uploads), file_type=kind)
    for i, row in enumerate(rows):
        writer.append_row(dict(row))
        if i == ROWS // 2:
            writer.commit()
    writer.commit()
    assert len(writer.batch_files) == 2

    job = start(server, name, writer.batch_files)

    progress = ended(server, job)
    assert (progress["progress"], progress["importedRows"], progress["jobId"]) == (100, ROWS, job)
    assert sum(file["importedRows"] for file in progress["details"]) == ROWS
    assert progress["fileSize"] > 0
    imported = contents(client, name)
    client.delete(name, filter="id >= 0")
    client.insert(name, rows)
    assert imported == contents(client, name)
    assert job in [one["jobId"] for one in list_import_jobs(server.uri, name).json()["data"]["records"]]


def test_what_pymilvus_calls_bulk_insert(server, client, uploads, collection):
    from pymilvus import connections, utility

    name = collection(small_schema())
    (uploads / "few.json").write_text(json.dumps([{"id": 1, "vector": [1, 2]}]))
    connections.connect("import", uri=server.uri)
    task = utility.do_bulk_insert(name, ["few.json"], using="import")
    until(lambda: utility.get_bulk_insert_state(task, using="import").state_name == "Completed", "it is imported")
    state = utility.get_bulk_insert_state(task, using="import")
    assert (state.row_count, state.progress, state.files) == (1, 100, "few.json")
    assert [one.task_id for one in utility.list_bulk_insert_tasks(collection_name=name, using="import")] == [task]
    assert client.query(name, filter="id == 1", output_fields=["count(*)"])[0]["count(*)"] == 1


def small_schema(**key):
    schema = MilvusClient.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True, **key)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    return schema


def test_given_keys(server, client, uploads, collection):
    name = collection(small_schema(auto_id=True))
    (uploads / "keys.csv").write_text("vector\n" + '"[1, 2]"\n' * 5)
    ended(server, start(server, name, [["keys.csv"]]))
    assert len({row["id"] for row in client.query(name, filter="id > 0")}) == 5
    (uploads / "given.csv").write_text('id,vector\n1,"[1, 2]"\n')
    assert "leave it out" in refused(server, name, [["given.csv"]])


def test_nulls_and_defaults(server, client, uploads, collection):
    schema = small_schema()
    schema.add_field("size", DataType.INT32, nullable=True)
    schema.add_field("kind", DataType.VARCHAR, max_length=9, default_value="usual")
    name = collection(schema)
    (uploads / "nulls.csv").write_text('id;vector;size;kind\n1;[1, 2];-;-\n2;[1, 2];7;x\n')
    (uploads / "nulls.json").write_text('{"rows": [{"id": 3, "vector": [1, 2]}, {"id": 4, "vector": [1, 2], "size": null, "kind": null}]}')
    ended(server, start(server, name, [["nulls.csv"], ["nulls.json"]], options={"sep": ";", "nullkey": "-"}))
    found = client.query(name, filter="id > 0", output_fields=["size", "kind"])
    assert [(row["size"], row["kind"]) for row in sorted(found, key=lambda row: row["id"])] == [
        (None, "usual"), (7, "x"), (None, "usual"), (None, "usual")
    ]


def test_partitions(server, client, uploads, collection):
    name = collection(small_schema())
    client.create_partition(name, "left")
    (uploads / "part.jsonl").write_text('{"id": 1, "vector": [1, 2]}\n{"id": 2, "vector": [1, 2]}\n')
    ended(server, start(server, name, [["part.jsonl"]], partition_name="left"))
    assert len(client.query(name, filter="id > 0", partition_names=["left"])) == 2
    assert client.query(name, filter="id > 0", partition_names=["_default"]) == []
    with pytest.raises(MilvusException, match="partition"):
        start(server, name, [["part.jsonl"]], partition_name="nowhere")


def test_a_partition_key_decides(server, client, uploads, collection):
    schema = schema_of(Types.JSON, partition_key=True)
    name = collection(schema, num_partitions=4)
    writer = LocalBulkWriter(schema, str(uploads), file_type=Types.PARQUET)
    for i in range(ROWS):
        writer.append_row(row_of(i, Types.JSON))
    writer.commit()
    ended(server, start(server, name, writer.batch_files))
    for i in range(0, ROWS, 7):
        assert [row["id"] for row in client.query(name, filter="text == {t}", filter_params={"t": row_of(i, Types.JSON)["text"]})] == [i]
    filled = [one for one in client.list_partitions(name) if client.get_partition_stats(name, one)["row_count"]]
    assert len(filled) > 1
    with pytest.raises(MilvusException, match="partition key"):
        start(server, name, writer.batch_files, partition_name=filled[0])


def test_deletes_from_before_do_not_concern_imported_rows(server, client, uploads, collection):
    name = collection(small_schema())
    client.insert(name, {"id": 1, "vector": [0, 0]})
    client.delete(name, ids=[1])
    (uploads / "again.json").write_text('[{"id": 1, "vector": [5, 6]}]')
    ended(server, start(server, name, [["again.json"]]))
    assert client.get(name, ids=[1], output_fields=["vector"])[0]["vector"] == [5, 6]
    client.delete(name, ids=[1])
    assert client.get(name, ids=[1]) == []


BAD = [
    ("bad.json", '[{"id": 1, "vector": [1, 2]}, {"id": 2, "vector": [1]}]', ["bad.json", "row 1, field 'vector'", "dimension 1"]),
    ("bad.json", '[{"id": 1, "vector": [1, 2]}, {"id": "x", "vector": [1, 2]}]', ["row 1, field 'id'"]),
    ("bad.json", '[{"id": 1, "vector": [1, 2], "other": 1}]', ["row 0", "no field 'other'"]),
    ("bad.json", '[{"id": 1}]', ["row 0 has no value for field 'vector'"]),
    ("bad.json", '[{"id": 1, "vector": [1, 2]}', ["bad.json", "no readable JSON", "line 1"]),
    ("bad.json", "[1]", ["row 0: a row has to be a JSON object"]),
    ("bad.json", '{"rows": 1}', ["'rows' has to be a list"]),
    ("bad.jsonl", '{"id": 1, "vector": [1, 2]}\n{"id"', ["row 1: is no readable JSON: line 2"]),
    ("bad.csv", 'id,vector\n1,"[1, 2]"\n2,"[1,"\n', ["bad.csv", "row 1", "field 'vector'"]),
    ("bad.csv", 'id,vector\n1\n', ["row 0: is no readable CSV"]),
    ("bad.parquet", "PAR1 but not really", ["bad.parquet", "no readable Parquet"]),
    ("id.npy", "nothing of NumPy's", ["id.npy", "no array of NumPy's"]),
]


@pytest.mark.parametrize(("file", "text", "sentences"), BAD)
def test_files_that_do_not_fit(server, client, uploads, collection, file, text, sentences):
    name = collection(small_schema())
    (uploads / "good.json").write_text('[{"id": 7, "vector": [1, 2]}]')
    (uploads / file).write_text(text)
    reason = refused(server, name, [["good.json"], [file]])
    for sentence in sentences:
        assert sentence in reason
    assert client.query(name, filter="id >= 0") == [], "nothing of a job that failed can be seen"


def test_rows_are_counted_over_batches(server, uploads, collection):
    name = collection(small_schema())
    rows = [{"id": i, "vector": [1, 2]} for i in range(2500)]
    rows[2222]["vector"] = [1, float("inf")]
    table = pa.Table.from_pylist(rows, pa.schema([("id", pa.int64()), ("vector", pa.list_(pa.float32()))]))
    pq.write_table(table, uploads / "long.parquet", row_group_size=700)
    assert "file 'long.parquet': field 'vector': row 2222" in refused(server, name, [["long.parquet"]])


def test_decimals_of_parquet_are_not_cut(server, client, uploads, collection):
    schema = small_schema()
    schema.add_field("price", DataType.DOUBLE)
    schema.add_field("count", DataType.INT64)
    schema.add_field("prices", DataType.ARRAY, element_type=DataType.DOUBLE, max_capacity=4)
    name = collection(schema)

    def write(file, counts):
        table = pa.table({
            "id": pa.array(range(len(counts)), pa.int64()),
            "vector": pa.array([[1, 2]] * len(counts), pa.list_(pa.float32())),
            "price": pa.array([Decimal("19.99"), Decimal("-0.01")], pa.decimal128(10, 2)),
            "count": counts,
            "prices": pa.array([[Decimal("1.25")], []], pa.list_(pa.decimal128(10, 2))),
        })
        pq.write_table(table, uploads / file)

    write("decimals.parquet", pa.array([Decimal(7), Decimal(2**62)], pa.decimal128(38, 0)))
    ended(server, start(server, name, [["decimals.parquet"]]))
    found = contents(client, name)
    assert [(row["price"], row["count"], row["prices"]) for row in found] == [(19.99, 7, [1.25]), (-0.01, 2**62, [])]
    write("fraction.parquet", pa.array([Decimal("7.00"), Decimal("7.50")], pa.decimal128(10, 2)))
    assert "row 1, field 'count': 7.50 is no value of type Int64" in refused(server, name, [["fraction.parquet"]])
    write("large.parquet", pa.array([7, 2**63], pa.uint64()))
    assert f"row 1, field 'count': {2**63} is no value of type Int64" in refused(server, name, [["large.parquet"]])


def test_small_and_unsigned_integers_of_parquet(server, client, uploads, collection):
    schema = small_schema()
    schema.add_field("a", DataType.INT8)
    schema.add_field("b", DataType.INT16)
    schema.add_field("c", DataType.INT64)
    schema.add_field("d", DataType.INT64)
    name = collection(schema)
    table = pa.table({
        "id": pa.array([1, 2], pa.int64()),
        "vector": pa.array([[1, 2]] * 2, pa.list_(pa.float32())),
        "a": pa.array([-128, 127], pa.int8()),
        "b": pa.array([-32768, 32767], pa.int16()),
        "c": pa.array([0, 2**32 - 1], pa.uint32()),
        "d": pa.array([0, 2**63 - 1], pa.uint64()),
    })
    pq.write_table(table, uploads / "integers.parquet")
    ended(server, start(server, name, [["integers.parquet"]]))
    assert [(row["a"], row["b"], row["c"], row["d"]) for row in contents(client, name)] == [
        (-128, -32768, 0, 0), (127, 32767, 2**32 - 1, 2**63 - 1)
    ]


def test_documents_of_csv_are_read_once(server, client, uploads, collection):
    schema = small_schema()
    schema.add_field("document", DataType.JSON)
    name = collection(schema)
    documents = ["123", "hello", 123, {"a": "1"}, ["2"]]
    with (uploads / "documents.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "vector", "document"])
        writer.writerows([i, "[1, 2]", json.dumps(document)] for i, document in enumerate(documents))
    ended(server, start(server, name, [["documents.csv"]]))
    assert [row["document"] for row in contents(client, name)] == documents


def test_what_a_function_fills_is_refused(server, client, uploads, collection):
    """In files and by REST, as by gRPC."""
    schema = small_schema()
    schema.add_field("text", DataType.VARCHAR, max_length=100, enable_analyzer=True)
    schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(Function("bm25", FunctionType.BM25, ["text"], ["words"]))
    name = collection(schema)
    rows = [{"id": 1, "vector": [1, 2], "text": "a"}, {"id": 2, "vector": [1, 2], "text": "b", "words": {"1": 0.5}}]
    (uploads / "words.json").write_text(json.dumps(rows))
    reason = refused(server, name, [["words.json"]])
    assert "file 'words.json': row 1, field 'words': is filled by a function; leave it out" in reason
    answer = server.rest("entities/insert", collectionName=name, data=rows).json()
    assert answer["code"] == 1100 and "row 1, field 'words': is filled by a function" in answer["message"]
    rows[1].pop("words")
    assert server.rest("entities/insert", collectionName=name, data=rows).json()["data"]["insertCount"] == 2


def test_arrays_of_numpy_that_do_not_fit(server, uploads, collection):
    name = collection(small_schema())
    folder = uploads / "arrays"
    folder.mkdir(exist_ok=True)
    files = [["arrays/id.npy", "arrays/vector.npy"]]
    np.save(folder / "id.npy", np.arange(3))
    np.save(folder / "vector.npy", np.zeros((2, 2), dtype=np.float32))
    assert "field 'vector': its array has 2 rows" in refused(server, name, files)
    np.save(folder / "vector.npy", np.array([[1, 2], None, [3, 4]], dtype=object))
    assert "field 'vector': its array has elements of type 'O'" in refused(server, name, files)
    np.save(folder / "vector.npy", np.asfortranarray(np.zeros((3, 2), dtype=np.float32)))
    assert "rows first" in refused(server, name, files)
    np.save(folder / "vector.npy", np.arange(6, dtype=">f8").reshape(3, 2))
    ended(server, start(server, name, files))


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        ("<U999999999", b"", "has a head that cannot be read"),
        ("<U", b"", "has a head that cannot be read"),
        ("<U1", b"\xff\xff\xff\x7f", "row 0: field 'text': its array has a value that cannot be read"),
    ],
)
def test_arrays_of_texts_that_cannot_be(server, uploads, collection, kind, values, sentence):
    schema = small_schema()
    schema.add_field("text", DataType.VARCHAR, max_length=100)
    name = collection(schema)
    folder = uploads / "texts"
    folder.mkdir(exist_ok=True)
    np.save(folder / "id.npy", np.arange(1))
    np.save(folder / "vector.npy", np.zeros((1, 2), dtype=np.float32))
    head = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': (1,), }}\n".encode()
    (folder / "text.npy").write_bytes(b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head + values)
    reason = refused(server, name, [[f"texts/{field}.npy" for field in ("id", "vector", "text")]])
    assert "field 'text'" in reason and sentence in reason


@pytest.mark.parametrize(
    "file", ["../epoch/1.json", "a/../../root/1.json", "s3://elsewhere/a.json", "file:///etc/a.json", "", "a//b.json"]
)
def test_other_places_are_refused(server, collection, file):
    name = collection(small_schema())
    with pytest.raises(MilvusException, match="may not be imported|kind that can be imported"):
        start(server, name, [[file]])


def test_calls_that_make_no_sense(server, collection):
    name = collection(small_schema())
    for files, options, sentence in [
        ([], {}, "1 to 1024 files"),
        ([["a.txt"]], {}, "no kind that can be imported"),
        ([["a.json"]], {"timeout": "soon"}, "no duration"),
        ([["a.json"]], {"sep": "ab"}, "one character"),
        ([["a.json"]], {"backup": "true"}, "'backup' is not supported"),
    ]:
        with pytest.raises(MilvusException, match=sentence):
            start(server, name, files, options=options)
    with pytest.raises(MilvusException, match="does not exist"):
        start(server, "nothing", [["a.json"]])
    with pytest.raises(MilvusException, match="does not exist"):
        get_import_progress(server.uri, "12345")
    assert "does not exist in" in refused(server, name, [["missing.json"]])
    assert "timeout" in refused(server, name, slow(server, 3), options={"timeout": "0s"})


def slow(server, files=60, rows=4000):
    """Files that keep a server busy for a while."""
    folder = server.folder / "objects" / "uploads" / f"slow-{files}-{rows}"
    if not folder.exists():
        folder.mkdir(parents=True)
        text = "\n".join(json.dumps({"id": i, "vector": [i, 0]}) for i in range(rows))
        for i in range(files):
            (folder / f"{i}.jsonl").write_text(text)
    return [[f"{folder.name}/{i}.jsonl"] for i in range(files)]


@contextmanager
def held(server):
    """Files of an import that gets no further than to the second while this lasts."""
    folder = server.folder / "objects" / "uploads" / f"held-{uuid.uuid4().hex}"
    folder.mkdir(parents=True)
    rest = folder / "1.jsonl"
    (folder / "0.jsonl").write_text('{"id": 1, "vector": [1, 2]}')
    os.mkfifo(rest)
    try:
        yield [[f"{folder.name}/0.jsonl"], [f"{folder.name}/1.jsonl"]]
    finally:
        pipe = os.open(rest, os.O_RDWR)
        rest.unlink()
        rest.write_text('{"id": 2, "vector": [1, 2]}')
        os.close(pipe)


def begun(server, job):
    until(lambda: get_import_progress(server.uri, job).json()["data"]["progress"] > 0, "it has begun")


def test_cancel(server, client, collection):
    name = collection(small_schema())
    with held(server) as files:
        first = start(server, name, files)
        second = start(server, name, files)
        begun(server, first)
        for job in (second, first):
            assert server.rest("jobs/import/cancel", jobId=job).json()["data"] == {"jobId": job}
    for job in (first, second):
        assert "was cancelled" in ended(server, job, "Failed")["reason"]
    assert client.query(name, output_fields=["count(*)"])[0]["count(*)"] == 0


def test_a_cancel_that_is_taken_holds(server, collection):
    """Also when all rows are read: who is told that a job is cancelled never finds its rows."""
    name = collection(small_schema())
    for _ in range(3):
        job = start(server, name, slow(server, 1, 100_000))
        details = lambda: get_import_progress(server.uri, job).json()["data"]["details"]
        until(lambda: details()[0]["progress"] == 100, "all rows are read")
        sent = datetime.now(UTC)
        taken = server.rest("jobs/import/cancel", jobId=job).json()["code"] == 0
        progress = {}

        def over():
            progress.update(get_import_progress(server.uri, job).json()["data"])
            return progress["state"] in ("Completed", "Failed")

        until(over, "the import has ended")
        if progress["state"] == "Completed":
            assert not taken or datetime.fromisoformat(progress["completeTime"]) <= sent
        else:
            assert taken


def test_a_job_follows_its_collection(server, client, name):
    """By the name that it has now, in its database, whether or not a call names that."""
    client.create_database(name)
    inside = server.client(database=name)
    inside.create_collection("before", schema=small_schema())
    with held(server) as files:
        job = server.rest("jobs/import/create", dbName=name, collectionName="before", files=files).json()["data"]["jobId"]
        inside.rename_collection("before", "after")
        listed = server.rest("jobs/import/list", dbName=name, collectionName="after").json()["data"]["records"]
        assert [(one["jobId"], one["collectionName"]) for one in listed] == [(job, "after")]
        assert server.rest("jobs/import/cancel", jobId=job).json() == {"code": 0, "data": {"jobId": job}}
    assert "was cancelled" in ended(server, job, "Failed")["reason"]
    inside.drop_collection("after")
    client.drop_database(name)


def test_a_collection_dropped_meanwhile(server, client, collection):
    name = collection(small_schema())
    with held(server) as files:
        job = start(server, name, files)
        begun(server, job)
        client.drop_collection(name)
    assert "dropped" in ended(server, job, "Failed")["reason"]


def test_a_process_killed_in_the_midst(tmp_path):
    with Server(tmp_path) as server:
        client = server.client()
        client.create_collection("c", schema=small_schema())
        client.insert("c", {"id": 1_000_000, "vector": [1, 1]})
        files = slow(server)
        job = start(server, "c", files)
        waiting = start(server, "c", files[:1])
        until(lambda: get_import_progress(server.uri, job).json()["data"]["progress"] > 10, "it has begun")
        server.kill()
    with Server(tmp_path) as server:
        client = server.client()
        index = client.prepare_index_params()
        index.add_index("vector", index_type="FLAT", metric_type="L2")
        client.create_index("c", index)
        client.load_collection("c")
        seen = set()

        def over():
            seen.add(client.query("c", output_fields=["count(*)"], consistency_level="Strong")[0]["count(*)"])
            return get_import_progress(server.uri, waiting).json()["data"]["state"] == "Completed"

        until(over, "both imports are done")
        assert ended(server, job)["importedRows"] == 60 * 4000
        assert seen | {1 + 61 * 4000} <= {1, 1 + 60 * 4000, 1 + 61 * 4000}
        server.kill()
    with Server(tmp_path) as server:
        client = server.client()
        assert client.query("c", output_fields=["count(*)"])[0]["count(*)"] == 1 + 61 * 4000
        assert ended(server, job)["importedRows"] == 60 * 4000


def test_who_may_import_and_what_is_recorded(tmp_path):
    write_keys(tmp_path / "keys.json", KEYS)
    settings = {"AERIE_AUDIT_FLUSH_INTERVAL": "PT0.2S", "AERIE_IMPORT_URI": (tmp_path / "elsewhere").as_uri()}
    with Server(tmp_path, keys=tmp_path / "keys.json", settings=settings) as server:
        admin = server.client(KEYS["DATA_ADMIN"])
        admin.create_collection("rows", dimension=2)
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "a.json").write_text('[{"id": 1, "vector": [1, 2]}]')
        with pytest.raises(MilvusException, match="403"):
            start(server, "rows", [["a.json"]], api_key=KEYS["DATA_VIEWER"])
        admin.create_user("loader", "P@ssw0rd")
        admin.create_role("loader")
        admin.grant_role("loader", "loader")
        loader = {"api_key": "loader:P@ssw0rd"}
        with pytest.raises(MilvusException, match="403"):
            start(server, "rows", [["a.json"]], **loader)
        admin.grant_privilege_v2("loader", "Import", "rows", "default")
        job = start(server, "rows", [["a.json"]], **loader)
        assert ended(server, job, **loader)["importedRows"] == 1
        admin.create_user("stranger", "P@ssw0rd")
        stranger = {"api_key": "stranger:P@ssw0rd"}
        listed = lambda who: list_import_jobs(server.uri, "rows", **who).json()["data"]["records"]
        assert ([one["jobId"] for one in listed(loader)], listed(stranger)) == ([job], [])
        with pytest.raises(MilvusException, match="does not exist"):
            get_import_progress(server.uri, job, **stranger)
        admin.revoke_privilege_v2("loader", "Import", "rows", "default")
        refusal = server.rest("jobs/import/cancel", "loader:P@ssw0rd", jobId=job).json()
        assert "does not exist" in refusal["message"]
        imports = lambda: [one for one in lines(tmp_path) if one["call"] == "Import"]
        until(lambda: len(imports()) == 3, "the calls are written")
    assert [(one["caller"], one["collection"], one["code"] == 0) for one in imports()] == [
        ("key_data_viewer", "rows", False), ("loader", "rows", False), ("loader", "rows", True)
    ]

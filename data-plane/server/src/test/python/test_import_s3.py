"""Bulk import from a server of S3 that throttles, and from which files vanish."""

import json
from threading import Thread

import boto3
import pytest
from moto.server import DomainDispatcherApplication, create_backend_app
from pymilvus.bulk_writer import RemoteBulkWriter, get_import_progress
from pymilvus.bulk_writer.constants import BulkFileType as Types
from server import Server, until
from test_import import ended, small_schema, start
from werkzeug.serving import make_server

ROWS = 4000
SLOW_DOWN = b"<?xml version='1.0'?><Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>"


class Lake:
    """A bucket behind a server that can be told to refuse reads."""

    def __init__(self):
        self.refusals = 0
        self.refused = 0
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        Thread(target=self._server.serve_forever, daemon=True).start()
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        self.client = boto3.client("s3", "us-east-1", endpoint_url=self.endpoint, **keys)
        self.client.create_bucket(Bucket="lake")

    def _answer(self, environ, start_response):
        if environ["REQUEST_METHOD"] == "GET" and self.refused < self.refusals:
            self.refused += 1
            start_response("503 Slow Down", [("Content-Type", "application/xml"), ("Content-Length", str(len(SLOW_DOWN)))])
            return [SLOW_DOWN]
        return self._moto(environ, start_response)

    def put(self, files):
        text = "\n".join(json.dumps({"id": i, "vector": [i, 0]}) for i in range(ROWS)).encode()
        for i in range(files):
            self.client.put_object(Bucket="lake", Key=f"in/{i}.jsonl", Body=text)
        return [[f"{i}.jsonl"] for i in range(files)]

    def stop(self):
        self._server.shutdown()


@pytest.fixture
def lake():
    lake = Lake()
    yield lake
    lake.stop()


@pytest.fixture
def fed(tmp_path, lake):
    settings = {
        "AERIE_IMPORT_URI": f"s3://lake/in?endpoint={lake.endpoint}&region=us-east-1",
        "AERIE_STORAGE_ACCESS_KEY": "test",
        "AERIE_STORAGE_SECRET_KEY": "test",
    }
    with Server(tmp_path, settings=settings) as server:
        client = server.client()
        index = client.prepare_index_params()
        index.add_index("vector", index_type="FLAT", metric_type="L2")
        client.create_collection("c", schema=small_schema(), index_params=index)
        yield server, client


def count(client):
    return client.query("c", output_fields=["count(*)"], consistency_level="Strong")[0]["count(*)"]


def test_what_a_writer_puts_into_the_bucket_is_imported(fed, lake, tmp_path):
    server, client = fed
    access = RemoteBulkWriter.S3ConnectParam(
        bucket_name="lake", endpoint=lake.endpoint.removeprefix("http://"), access_key="test", secret_key="test", secure=False
    )
    for number, kind in enumerate([Types.PARQUET, Types.JSON, Types.NUMPY, Types.CSV]):
        keys = range(100 * number, 100 * number + 100)
        with RemoteBulkWriter(small_schema(), "in", access, file_type=kind, local_path=str(tmp_path / "writer")) as writer:
            for i in keys:
                writer.append_row({"id": i, "vector": [float(i), 0.5]})
            writer.commit()
            files = [[file.split("in/", 1)[1] for file in batch] for batch in writer.batch_files]
        job = start(server, "c", files)
        assert ended(server, job)["importedRows"] == 100, kind
        found = client.query("c", filter=f"id >= {keys[0]}", output_fields=["vector"], consistency_level="Strong")
        assert {row["id"]: list(row["vector"]) for row in found} == {i: [float(i), 0.5] for i in keys}, kind


def test_a_throttled_import_ends_well(fed, lake):
    server, client = fed
    files = lake.put(2)
    lake.refusals = 6
    assert ended(server, start(server, "c", files))["importedRows"] == 2 * ROWS
    assert lake.refused == lake.refusals
    assert count(client) == 2 * ROWS


def test_a_file_that_vanishes_meanwhile_fails_all(fed, lake):
    server, client = fed
    files = lake.put(40)
    job = start(server, "c", files)
    until(lambda: get_import_progress(server.uri, job).json()["data"]["progress"] > 0, "it has begun")
    lake.client.delete_object(Bucket="lake", Key="in/39.jsonl")
    reason = ended(server, job, "Failed")["reason"]
    assert "file '39.jsonl'" in reason and "does not exist" in reason
    assert count(client) == 0, "nothing of a job that failed can be seen"

import logging
import subprocess
import sys
import uuid

import pytest
from pymilvus import MilvusClient, MilvusException
from server import Server, free_port, until

for logger in ("pymilvus", "bulk_writer"):
    logging.getLogger(logger).setLevel(logging.CRITICAL)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="session")
def client(server):
    return server.client()


@pytest.fixture(scope="session")
def lite(tmp_path_factory):
    """A client of Milvus Lite."""
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


@pytest.fixture
def name():
    return f"c{uuid.uuid4().hex}"


@pytest.fixture
def numbers(client, name):
    """A quick collection of ten rows: id 0-9, vector along the diagonal of its id, parity."""
    client.create_collection(name, dimension=2, metric_type="L2")
    client.insert(name, [row(i) for i in range(10)])
    yield name
    client.drop_collection(name)


def row(i):
    return {"id": i, "vector": [float(i), 0.0], "parity": "odd" if i % 2 else "even"}

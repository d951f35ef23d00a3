import logging
import uuid

import pytest
from server import Server

for logger in ("pymilvus", "bulk_writer"):
    logging.getLogger(logger).setLevel(logging.CRITICAL)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="session")
def client(server):
    return server.client()


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

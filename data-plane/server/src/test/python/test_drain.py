"""SIGTERM while clients call."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
import requests
from conftest import row
from pymilvus import MilvusException
from server import Server, until

DIMENSION = 256
ROWS = 4_000


@pytest.fixture
def server(tmp_path):
    with Server(tmp_path) as server:
        yield server


@pytest.fixture
def busy(server):
    """A collection of which a search with many vectors takes a while."""
    client = server.client()
    client.create_collection("busy", dimension=DIMENSION, metric_type="L2")
    client.insert("busy", [{"id": i, "vector": [float(i % 97)] * DIMENSION} for i in range(ROWS)])
    return client


def active_calls(server):
    line = next(line for line in server.metrics().splitlines() if line.startswith("aerie_requests_active "))
    return float(line.split()[1])


def test_a_call_under_way_is_answered_and_the_pod_is_not_ready(server, busy):
    long = [[float(i)] * DIMENSION for i in range(12_000)]
    with ThreadPoolExecutor() as threads:
        answer = threads.submit(busy.search, "busy", data=long, limit=1)
        until(lambda: active_calls(server) == 1, "the search is under way")
        server.process.terminate()
        until(lambda: server.health().status_code == 503, "the pod is not ready")
        assert server.health("live").ok
        with pytest.raises(MilvusException, match="unavailable"):
            busy.list_collections(retry_times=1)
        late = server.rest("collections/list")
        assert (late.status_code, late.json()["code"]) == (503, 1)
        assert len(answer.result()) == len(long)
    assert server.process.wait(60) == 0


def test_under_load_it_ends_with_code_0_and_keeps_what_it_acknowledged(server, tmp_path):
    server.client().create_collection("rows", dimension=2)
    acknowledged, ended = set(), Event()

    def write(worker):
        for i in range(worker, 1_000_000, 4):
            if ended.is_set():
                return
            try:
                answer = server.rest("entities/insert", collectionName="rows", data=[row(i)])
            except requests.ConnectionError:
                return
            if answer.status_code == 503:
                return
            assert answer.json()["code"] == 0, answer.text
            acknowledged.add(i)

    with ThreadPoolExecutor() as threads:
        workers = [threads.submit(write, i) for i in range(4)]
        try:
            until(lambda: len(acknowledged) > 50, "rows are written")
            assert server.terminate() == 0
        finally:
            ended.set()
        for worker in workers:
            worker.result()
    with Server(tmp_path, pod="pod-1") as successor:
        found = successor.client().query("rows", filter="id >= 0", output_fields=["id"])
        assert acknowledged <= {hit["id"] for hit in found}

"""SIGTERM while clients call."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import frames
import pytest
import requests
from conftest import row
from pymilvus import MilvusClient, MilvusException
from relay import Relay
from server import Server, until

DIMENSION = 256
ROWS = 4_000
SEARCHED = 12_000


@pytest.fixture
def server(tmp_path):
    # A search goes on for long where cores are slow.
    with Server(tmp_path, settings={"QUARKUS_SHUTDOWN_TIMEOUT": "120s"}) as server:
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


@contextmanager
def long_search(server, busy):
    """A search that is under way for seconds; gives its answer to come."""
    long = [[float(i)] * DIMENSION for i in range(SEARCHED)]
    with ThreadPoolExecutor() as threads:
        answer = threads.submit(busy.search, "busy", data=long, limit=1)
        until(lambda: active_calls(server) == 1, "the search is under way")
        yield answer


def test_a_call_under_way_is_answered_and_the_pod_is_not_ready(server, busy):
    with long_search(server, busy) as answer:
        server.process.terminate()
        until(lambda: server.health().status_code == 503, "the pod is not ready")
        assert server.health("live").ok
        with pytest.raises(MilvusException, match="unavailable"):
            busy.list_collections(retry_times=1)
        late = server.rest("collections/list")
        assert (late.status_code, late.json()["code"]) == (503, 1)
        assert late.headers["Connection"] == "close"
        assert len(answer.result()) == SEARCHED
    assert server.process.wait(60) == 0


def test_a_client_is_told_to_leave_the_connection_before_it_is_refused(server, busy):
    """The channels of a client share a connection: told only later, it would be refused on the next one as well."""
    path = "/milvus.proto.milvus.MilvusService/Connect"
    with frames.Connection(server.port) as connection, long_search(server, busy) as answer:
        assert frames.GOAWAY not in connection.call(path)
        server.process.terminate()
        until(lambda: server.health().status_code == 503, "the pod is not ready")
        assert frames.GOAWAY in connection.call(path)
        assert answer.result()


def test_a_client_that_is_refused_comes_to_another_pod(server, busy, tmp_path):
    """A Service sends new connections elsewhere, but the client has one that goes to the pod that ends."""
    with Relay(server.port) as relay, Server(tmp_path, pod="pod-1") as other:
        client = MilvusClient(uri=f"http://127.0.0.1:{relay.port}")
        assert client.list_collections() == ["busy"]
        with long_search(server, busy) as answer:
            server.process.terminate()
            until(lambda: server.health().status_code == 503, "the pod is not ready")
            relay.leads_to(other.port)
            assert client.list_collections() == ["busy"]
            assert len(answer.result()) == SEARCHED


def test_it_answers_until_those_who_send_clients_know(tmp_path):
    with Server(tmp_path, settings={"AERIE_SHUTDOWN_DELAY": "PT20S"}) as server:
        client = server.client()
        server.process.terminate()
        until(lambda: server.health().status_code == 503, "the pod is not ready")
        assert client.list_collections(retry_times=1) == []
        assert server.rest("collections/list").ok
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

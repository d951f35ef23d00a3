"""How much of everything one server holds: `limits.py RESULTS`. Writes RESULTS/limits.md.

There is no peer: no other server of the kind runs here without a cluster of machines.
"""

import multiprocessing
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
import numpy as np
from pymilvus import MilvusClient, __version__
from pymilvus.client.prepare import Prepare
from pymilvus.grpc_gen import milvus_pb2_grpc

import machine
from server import Server

HEAP_GIGABYTES = 2
COLLECTIONS = 10_000
ACTIVE = 100
ROWS = 20
DIMENSION = 16
THREADS = 40
CONNECTIONS = 1_000
SEARCHES_A_CONNECTION = 10
PROCESSES = 4
CROWDED = "crowded"
CROWDED_ROWS = 20_000


def main(results: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="aerie-bench-") as folder:
        lines = [*collections(Path(folder) / "collections"), "", *connections(Path(folder) / "connections")]
    facts = machine.facts()
    page = [
        "# How much one server holds",
        "",
        "Made by `./aerie bench limits`; what is done is told in [bench/README.md](../README.md).",
        "",
        f"{facts['date']}, {facts['cores']} cores of {facts['processor']}, {facts['memoryGigabytes']} GB,"
        f" {facts['system']}, pymilvus {__version__}, heap of {HEAP_GIGABYTES} GB.",
        "",
        *lines,
    ]
    results.mkdir(parents=True, exist_ok=True)
    (results / "limits.md").write_text("\n".join(page) + "\n")


def collections(folder: Path):
    """Many collections with rows, few of which are read."""
    yield f"## {COLLECTIONS:,} collections, {ACTIVE} of them active"
    yield ""
    with Server(folder, HEAP_GIGABYTES) as server, ThreadPoolExecutor(THREADS) as pool:
        clients = [MilvusClient(uri=server.address) for _ in range(THREADS)]
        seconds = timed(lambda: list(pool.map(lambda i: fill(clients[i % THREADS], i), range(COLLECTIONS))))
        yield f"- made with {ROWS} rows each in {seconds:.0f} s; memory of the process {server.memory_megabytes():,} MB"
        seconds = timed(lambda: search_active(pool, clients))
        yield f"- the {ACTIVE} searched once in {seconds:.2f} s"
    with Server(folder, HEAP_GIGABYTES) as server, ThreadPoolExecutor(THREADS) as pool:
        yield f"- ready {server.ready_seconds:.1f} s after a restart; memory {server.memory_megabytes():,} MB"
        clients = [MilvusClient(uri=server.address) for _ in range(THREADS)]
        seconds = timed(lambda: search_active(pool, clients))
        yield f"- the {ACTIVE} searched then in {seconds:.2f} s; memory {server.memory_megabytes():,} MB"


def fill(client: MilvusClient, number: int) -> None:
    client.create_collection(f"c{number}", dimension=DIMENSION, metric_type="L2")
    client.insert(f"c{number}", [{"id": i, "vector": vector(i)} for i in range(ROWS)])


def search_active(pool, clients) -> None:
    active = range(0, COLLECTIONS, COLLECTIONS // ACTIVE)
    found = pool.map(lambda i: clients[i % THREADS].search(f"c{i}", [vector(i)], limit=3)[0], active)
    assert all(len(hits) == 3 for hits in found)


def connections(folder: Path):
    """Many searches in flight at once over as many connections, each answered or not."""
    in_flight = CONNECTIONS * SEARCHES_A_CONNECTION
    yield f"## {in_flight:,} searches in flight over {CONNECTIONS:,} connections"
    yield ""
    with Server(folder, HEAP_GIGABYTES) as server:
        client = MilvusClient(uri=server.address)
        client.create_collection(CROWDED, dimension=DIMENSION, metric_type="L2")
        for first in range(0, CROWDED_ROWS, 2_000):
            client.insert(CROWDED, [{"id": i, "vector": vector(i)} for i in range(first, first + 2_000)])
        before = server.memory_megabytes()
        with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
            work = [(server.address, CONNECTIONS // PROCESSES)] * PROCESSES
            began = time.perf_counter()
            answers = [answer for part in pool.starmap(crowd, work) for answer in part]
            seconds = time.perf_counter() - began
        failed = sum(1 for ok, _ in answers if not ok)
        times = np.array([latency for _, latency in answers])
        yield f"- {len(answers):,} searches among {CROWDED_ROWS:,} rows, {failed} failed, in {seconds:.1f} s with making the connections"
        yield f"- time to the answer: p50 {np.percentile(times, 50):.2f} s, p99 {np.percentile(times, 99):.2f} s"
        yield f"- memory of the process: {before:,} MB before, {server.memory_megabytes('VmHWM'):,} MB at most"


def crowd(address: str, count: int) -> list[tuple[bool, float]]:
    """Connects that many times, then asks over all connections at once."""
    target = address.removeprefix("http://")
    channels = [grpc.insecure_channel(target, [("grpc.use_local_subchannel_pool", 1)]) for _ in range(count)]
    for channel in channels:
        grpc.channel_ready_future(channel).result(60)
    request = Prepare.search_requests_with_expr(CROWDED, "vector", {"metric_type": "L2", "params": {}}, 3, data=[vector(1)])
    done: list[tuple[bool, float]] = []
    began = time.perf_counter()
    calls = [
        milvus_pb2_grpc.MilvusServiceStub(channel).Search.future(request, timeout=300)
        for _ in range(SEARCHES_A_CONNECTION)
        for channel in channels
    ]
    for call in calls:
        call.add_done_callback(lambda ended: done.append((answered(ended), time.perf_counter() - began)))
    while len(done) < len(calls):
        time.sleep(0.01)
    return done


def answered(call) -> bool:
    return call.exception() is None and call.result().status.code == 0


def vector(seed: int) -> list[float]:
    return np.random.default_rng(seed).random(DIMENSION, np.float32).tolist()


def timed(action) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


if __name__ == "__main__":
    main(Path(sys.argv[1]))

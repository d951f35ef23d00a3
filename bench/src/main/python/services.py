"""Servers asked by pymilvus: `services.py NAME URI DATASET OUTPUT`, URI an address or a file of Milvus Lite."""

import json
import multiprocessing
import sys
import time
from pathlib import Path

import numpy as np
from pymilvus import DataType, MilvusClient, __version__

from measure import Dataset, measure, timed

COLLECTION = "packages"
BATCH = 1_000
CLIENTS = 8
QUERIES_A_CLIENT = 500
QUERIES_A_CALL = 50
SLOW_QUERIES = 200
STREAMED_ROWS = 500
READY_SECONDS = 600


def main(name: str, uri: str, dataset: Path, output: Path) -> None:
    data = Dataset(dataset)
    client = MilvusClient(uri=uri)
    create(client, data.dimension)
    seconds = load(client, data)
    client.flush(COLLECTION)
    served = uri.startswith("http")
    index_seconds = timed(lambda: settle(client, data, served))
    searches = [
        measure(f"level {level}", data, [searcher(client, level)], SLOW_QUERIES if level > 1 else 0)
        for level in (1, 3)
    ]
    facts = {
        "name": name,
        "version": f"pymilvus {__version__}",
        "rows": data.rows,
        "dimension": data.dimension,
        "rowsPerSecond": data.rows / seconds,
        "indexSeconds": index_seconds,
        "searches": searches,
    }
    if served:
        facts["clients"] = many_clients(uri, data)
        facts["streaming"] = while_rows_arrive(uri, client, data)
    output.write_text(json.dumps(facts))


def create(client: MilvusClient, dimension: int) -> None:
    if client.has_collection(COLLECTION):
        client.drop_collection(COLLECTION)
    schema = client.create_schema(auto_id=False)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("size", DataType.INT64)
    schema.add_field("section", DataType.VARCHAR, max_length=64)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    index = client.prepare_index_params()
    index.add_index("vector", index_type="AUTOINDEX", metric_type="COSINE")
    client.create_collection(COLLECTION, schema=schema, index_params=index)


def load(client: MilvusClient, data: Dataset) -> float:
    """Seconds until all rows are acknowledged; making the batches is not counted."""
    batches = [
        [
            {
                "id": i,
                "size": int(data.size[i]),
                "section": data.section[i],
                "vector": data.base[i],
            }
            for i in range(at, min(at + BATCH, data.rows))
        ]
        for at in range(0, data.rows, BATCH)
    ]
    return timed(lambda: [client.insert(COLLECTION, batch) for batch in batches])


def settle(client: MilvusClient, data: Dataset, served: bool) -> None:
    """Waits until what is merged and indexed behind the scenes is done, and searches get no faster."""
    client.load_collection(COLLECTION)
    deadline = time.monotonic() + READY_SECONDS
    job = client.compact(COLLECTION) if served else None
    while served and not finished(client, job) and time.monotonic() < deadline:
        time.sleep(1)
    search = searcher(client, 1)
    before = float("inf")
    while time.monotonic() < deadline:
        now = timed(lambda: [search(q) for q in data.queries[:100]])
        if now > 0.9 * before:
            return
        before = now
        time.sleep(2)


def finished(client: MilvusClient, job: int) -> bool:
    merged = client.get_compaction_state(job) == "Completed"
    return merged and client.describe_index(COLLECTION, "vector")["pending_index_rows"] == 0


def searcher(client: MilvusClient, level: int):
    def search(query: np.ndarray) -> list[int]:
        hits = client.search(
            COLLECTION, [query], limit=10, search_params={"params": {"level": level}}
        )
        return [hit["id"] for hit in hits[0]]

    return search


def many_clients(uri: str, data: Dataset) -> dict:
    """What several clients reach, each a process of its own: a query a call, many queries a call, and
    calls that ask the server for next to nothing, which is what the clients can do themselves."""
    with multiprocessing.get_context("fork").Pool(CLIENTS, _connect, (uri,)) as pool:
        work = [data.queries[i::CLIENTS][:QUERIES_A_CLIENT] for i in range(CLIENTS)]
        pool.map(_ask, work)
        seconds = timed(lambda: pool.map(_ask, work))
        idle_seconds = timed(lambda: pool.map(_ask_nothing, work))
        pool.map(_ask_together, work)
        together_seconds = timed(lambda: pool.map(_ask_together, work))
    asked = sum(map(len, work))
    return {
        "clients": CLIENTS,
        "queriesPerSecond": asked / seconds,
        "emptyCallsPerSecond": asked / idle_seconds,
        "queriesPerCall": QUERIES_A_CALL,
        "queriesPerSecondTogether": asked / together_seconds,
    }


def _connect(uri: str) -> None:
    global connected
    connected = MilvusClient(uri=uri)


def _ask(queries: np.ndarray) -> None:
    search = searcher(connected, 1)
    for query in queries:
        search(query)


def _ask_together(queries: np.ndarray) -> None:
    for at in range(0, len(queries), QUERIES_A_CALL):
        connected.search(
            COLLECTION,
            list(queries[at : at + QUERIES_A_CALL]),
            limit=10,
            search_params={"params": {"level": 1}},
        )


def _ask_nothing(queries: np.ndarray) -> None:
    for _ in queries:
        connected.get_server_version()


def while_rows_arrive(uri: str, client: MilvusClient, data: Dataset) -> dict:
    """Searches while another client writes, so many rows a second that are near no query."""
    context = multiprocessing.get_context("fork")
    ended, written = context.Event(), context.Value("i", 0)
    writer = context.Process(target=_write, args=(uri, data, ended, written))
    writer.start()
    began = time.perf_counter()
    search = measure("level 1", data, [searcher(client, 1)])
    seconds = time.perf_counter() - began
    ended.set()
    writer.join()
    return {"rowsPerSecond": written.value / seconds, "search": search}


def _write(uri: str, data: Dataset, ended, written) -> None:
    client = MilvusClient(uri=uri)
    due = time.perf_counter()
    while not ended.is_set():
        first = data.rows + written.value
        rows = [
            {"id": i, "size": 0, "section": "", "vector": -data.base[i % data.rows]}
            for i in range(first, first + STREAMED_ROWS // 10)
        ]
        client.insert(COLLECTION, rows)
        written.value += len(rows)
        due += 0.1
        time.sleep(max(0, due - time.perf_counter()))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))

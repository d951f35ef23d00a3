"""More than a pod can take: it refuses or slows down in words a client understands, and goes on."""

import os
import socket
import subprocess
import threading

import numpy as np
import pytest
from conftest import row
from pymilvus import DataType, MilvusClient, MilvusException
from server import Server, until

RATE_LIMITED = 8
WIDE = 768


def wide_rows(first, count):
    vectors = np.random.default_rng(first).random((count, WIDE), dtype=np.float32)
    return [{"id": first + i, "vector": vectors[i]} for i in range(count)]


@pytest.mark.timeout(900)
def test_with_a_small_heap_and_too_fast_clients_writes_slow_down_and_reads_go_on(tmp_path):
    """Four clients write without pause, while segments cannot be written until one of them is refused: the memory is
    full then. Every refusal says that it is one of rate, no read fails, all that was acknowledged is there."""
    with Server(tmp_path, flags=["-Xmx160m"]) as server:
        client = server.client()
        client.create_collection("wide", dimension=WIDE, metric_type="L2")
        client.insert("wide", wide_rows(0, 10))
        folder = tmp_path / "objects" / "col" / str(client.describe_collection("wide")["collection_id"])
        folder.parent.mkdir(exist_ok=True)
        folder.write_text("no folder: nothing can be written below it")
        written, refused, failed = [], [], []
        done, refusing = threading.Event(), threading.Lock()

        def write(first):
            client = server.client()
            for batch in range(25):
                rows = wide_rows(first + batch * 400, 400)
                try:
                    insert(client, rows)
                    written.append(400)
                except Exception as e:
                    failed.append(e)

        def insert(client, rows):
            """Pymilvus would try again by itself, and tell nobody."""
            while True:
                try:
                    return client.insert("wide", rows, timeout=60, retry_on_rate_limit=False)
                except MilvusException as e:
                    if e.code != RATE_LIMITED:
                        raise
                    with refusing:
                        if not refused:
                            folder.unlink()
                        refused.append(e)

        def read():
            client = server.client()
            while not done.is_set():
                try:
                    assert client.search("wide", [[0.5] * WIDE], limit=3, timeout=60)[0]
                except Exception as e:
                    failed.append(e)

        writers = [threading.Thread(target=write, args=(100_000 * (i + 1),)) for i in range(4)]
        reader = threading.Thread(target=read)
        for thread in [*writers, reader]:
            thread.start()
        for thread in writers:
            thread.join()
        done.set()
        reader.join()
        assert server.process.poll() is None, "the pod ended"
        assert not failed, failed[0]
        assert "retry after a pause" in refused[0].message
        assert "OutOfMemoryError" not in server.log.read_text()
        assert sum(written) == 40_000
        assert count(server, "wide") == 10 + sum(written)


def count(server, collection):
    found = server.client().query(collection, output_fields=["count(*)"], consistency_level="Strong", timeout=60)
    return found[0]["count(*)"]


def test_a_disk_cache_too_small_for_the_rows_only_makes_reads_slower(tmp_path):
    with Server(tmp_path, settings={"AERIE_CACHE_BYTES": "200000"}) as server:
        client = server.client()
        client.create_collection("wide", dimension=WIDE, metric_type="L2")
        for part in range(3):
            client.insert("wide", wide_rows(part * 100, 100))
            client.flush("wide")
        server.terminate()
    with Server(tmp_path, settings={"AERIE_CACHE_BYTES": "200000"}) as server:
        assert count(server, "wide") == 300
        hits = server.client().search("wide", [wide_rows(100, 1)[0]["vector"]], limit=1)[0]
        assert hits[0]["id"] == 100


def test_when_the_disk_of_the_objects_is_full_writes_say_so_and_go_on_when_there_is_room(tmp_path):
    """The disk is a small tmpfs in a mount namespace of its own."""
    disk = tmp_path / "objects"
    with Server(tmp_path, command=on_small_disk(disk, "24m")) as server:
        client = server.client()
        client.create_collection("wide", dimension=WIDE, metric_type="L2")
        client.insert("wide", wide_rows(0, 10))
        inside = fill(server, disk)
        with pytest.raises(MilvusException, match="(?i)space|full"):
            client.insert("wide", wide_rows(100, 400), timeout=20)
        assert client.search("wide", [[0.5] * WIDE], limit=3)[0], "reads go on"
        os.truncate(inside, 0)

        def accepted():
            try:
                return client.upsert("wide", wide_rows(100, 400), timeout=20)
            except MilvusException:
                return None

        until(accepted, "writes are accepted again")
        assert count(server, "wide") == 410


def on_small_disk(folder, size):
    """The command's beginning that lets a server see a small disk at the folder, in a mount namespace of its own."""
    if subprocess.run(["unshare", "-Urm", "true"], capture_output=True).returncode != 0:
        pytest.skip("this machine does not let users make mount namespaces")
    folder.mkdir(exist_ok=True)
    return ["unshare", "-Urm", "sh", "-c", f'mount -t tmpfs -o size={size} none "$0"; exec "$@"', str(folder)]


def fill(server, disk):
    """Leaves no room on the server's disk; the file to be truncated, seen from outside of its namespace."""
    inside = f"/proc/{server.process.pid}/root{disk}/ballast"
    with open(inside, "wb", buffering=0) as file:
        size = 65536
        while size:
            try:
                if file.write(b"x" * size) < size:
                    size //= 2
            except OSError:
                size //= 2
    return inside


def test_when_the_disk_of_the_cache_is_full_reads_of_what_is_not_on_it_say_so(tmp_path):
    cache = tmp_path / "cache-pod-0"
    with Server(tmp_path) as server:
        client = server.client()
        for name in ("open", "closed"):
            client.create_collection(name, dimension=WIDE, metric_type="L2")
            client.insert(name, wide_rows(0, 300))
            client.flush(name)
        assert server.terminate() == 0
    with Server(tmp_path, command=on_small_disk(cache, "8m")) as server:
        client = server.client()
        assert count(server, "open") == 300
        ballast = fill(server, cache)
        with pytest.raises(MilvusException, match="(?i)cache folder.*space"):
            client.search("closed", [[0.5] * WIDE], limit=3, timeout=20)
        assert client.search("open", [[0.5] * WIDE], limit=3)[0], "what is open is read on"
        client.insert("open", wide_rows(300, 10))
        os.truncate(ballast, 0)
        assert client.search("closed", [[0.5] * WIDE], limit=3)[0]
        assert (count(server, "open"), count(server, "closed")) == (310, 300)


@pytest.mark.timeout(900)
def test_a_thousand_collections(tmp_path):
    with Server(tmp_path, flags=["-Xmx256m"]) as server:
        client = server.client()
        for number in range(1_000):
            client.create_collection(f"c{number}", schema=plain_schema(client))
        for number in range(0, 1_000, 100):
            client.create_index(f"c{number}", flat(client))
            client.load_collection(f"c{number}")
            client.insert(f"c{number}", [row(number)])
        assert len(client.list_collections()) == 1_000
        server.kill()
    with Server(tmp_path, flags=["-Xmx256m"]) as server:
        client = server.client()
        assert len(client.list_collections()) == 1_000
        for number in range(0, 1_000, 100):
            assert client.query(f"c{number}", filter="id >= 0")[0]["id"] == number


def test_a_message_of_64_megabytes(client, name):
    client.create_collection(name, schema=text_schema(client), index_params=flat(client))
    text = "x" * 65_000
    rows = [{"id": i, "vector": [float(i), 0.0], "text": text} for i in range(1_000)]
    assert client.insert(name, rows)["insert_count"] == 1_000
    found = client.query(name, filter="id < 600", output_fields=["text"])
    assert len(found) == 600 and all(hit["text"] == text for hit in found)
    client.drop_collection(name)


def plain_schema(client):
    schema = client.create_schema(enable_dynamic_field=True)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    return schema


def text_schema(client):
    schema = plain_schema(client)
    schema.add_field("text", DataType.VARCHAR, max_length=65_535)
    return schema


def flat(client):
    params = client.prepare_index_params()
    params.add_index("vector", index_type="FLAT", metric_type="L2")
    return params


def test_the_greatest_number_of_hits(client, name):
    client.create_collection(name, dimension=2, metric_type="L2")
    for first in range(0, 20_000, 5_000):
        client.insert(name, [row(i) for i in range(first, first + 5_000)])
    hits = client.search(name, [[0.0, 0.0]], limit=16_384)[0]
    assert [hit["id"] for hit in hits] == list(range(16_384))
    client.drop_collection(name)


def test_calls_that_are_given_up_leave_nothing_behind(server, client, name):
    """Others on the same connection are answered nonetheless."""
    client.create_collection(name, dimension=2, metric_type="L2")
    client.insert(name, [row(i) for i in range(5_000)])
    for _ in range(50):
        calls = [begin_search(client, name) for _ in range(8)]
        for given_up in calls[::2]:
            given_up.cancel()
        assert [len(call.result()[0]) for call in calls[1::2]] == [3] * 4
    until(lambda: "aerie_requests_active 0.0" in server.metrics(), "no call is under way any more")
    assert client.query(name, output_fields=["count(*)"])[0]["count(*)"] == 5_000
    client.drop_collection(name)


def begin_large_search(client, server, collection):
    """Much work, so that it goes on when it is given up: 16,384 vectors against 100,000 rows. What gives it up."""
    return client._get_connection().search(
        collection, anns_field="vector", param={}, limit=1, data=[[float(i), 0.0] for i in range(16_384)], _async=True, timeout=120
    ).cancel


def begin_large_rest_search(client, server, collection):
    vectors = ",".join(f"[{i}.0,0.0]" for i in range(16_384))
    body = f'{{"collectionName": "{collection}", "annsField": "vector", "limit": 1, "data": [{vectors}]}}'.encode()
    connection = socket.create_connection(("127.0.0.1", server.port))
    connection.sendall(
        b"POST /v2/vectordb/entities/search HTTP/1.1\r\nHost: aerie\r\nContent-Type: application/json\r\n"
        b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    )
    return connection.close


def cancelled(server):
    lines = [line for line in server.metrics().splitlines() if line.startswith("aerie_requests_seconds_count{call=\"Search\"")]
    return sum(float(line.split()[-1]) for line in lines if 'code="10000"' in line)


@pytest.mark.parametrize("begin", [begin_large_search, begin_large_rest_search])
def test_a_search_that_is_given_up_ends(server, client, name, begin):
    """It does not work on to its end, for nobody."""
    client.create_collection(name, dimension=2, metric_type="L2")
    for first in range(0, 100_000, 20_000):
        client.insert(name, [row(i) for i in range(first, first + 20_000)])
    before = cancelled(server)
    give_up = begin(client, server, name)
    until(lambda: "aerie_requests_active 1.0" in server.metrics(), "the search is under way")
    give_up()
    until(lambda: "aerie_requests_active 0.0" in server.metrics(), "no call is under way any more")
    until(lambda: cancelled(server) == before + 1, "it is counted as given up")
    client.drop_collection(name)


def test_clients_that_send_slowly_hold_nobody_up(server, numbers, client):
    """A hundred connections begin a call and never end it."""
    idle = []
    for _ in range(100):
        connection = socket.create_connection(("127.0.0.1", server.port))
        connection.sendall(
            b"POST /v2/vectordb/entities/query HTTP/1.1\r\nHost: aerie\r\nContent-Type: application/json\r\n"
            b"Content-Length: 1000\r\n\r\n{"
        )
        idle.append(connection)
    assert len(client.query(numbers, filter="id >= 0")) == 10
    for connection in idle:
        connection.close()


def test_clients_that_read_slowly_hold_nobody_up(server, client, name):
    """Fifty connections ask for megabytes and read none of them."""
    client.create_collection(name, schema=text_schema(client), index_params=flat(client))
    client.insert(name, [{"id": i, "vector": [float(i), 0.0], "text": "x" * 60_000} for i in range(100)])
    body = f'{{"collectionName": "{name}", "filter": "id >= 0", "outputFields": ["text"], "limit": 100}}'.encode()
    waiting = []
    for _ in range(50):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(
            b"POST /v2/vectordb/entities/query HTTP/1.1\r\nHost: aerie\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        )
        assert connection.recv(15) == b"HTTP/1.1 200 OK"
        waiting.append(connection)
    assert len(client.query(name, filter="id >= 0", output_fields=["text"])) == 100
    for connection in waiting:
        connection.close()
    until(lambda: "aerie_requests_active 0.0" in server.metrics(), "no call is under way any more")
    client.drop_collection(name)


@pytest.mark.timeout(900)
def test_many_searches_at_once(server, numbers):
    """2,000 searches in flight over 100 connections: none fails."""
    failed = []

    def search():
        client = MilvusClient(uri=server.uri)
        try:
            waiting = [begin_search(client, numbers) for _ in range(20)]
            for answer in waiting:
                assert len(answer.result()[0]) == 3
        except Exception as e:
            failed.append(e)
        finally:
            client.close()

    threads = [threading.Thread(target=search) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed, failed[:3]


def begin_search(client, collection):
    """A search under way: a future."""
    return client._get_connection().search(
        collection, anns_field="vector", param={}, limit=3, data=[[1.0, 0.0]], _async=True, timeout=120
    )

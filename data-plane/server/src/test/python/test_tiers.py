"""Where rows are kept between reads, and what a read tells of it."""

import shutil

import pytest
from conftest import row
from pymilvus import MilvusException
from server import Server, until


def opened(server):
    """How many segments are open."""
    line = next(line for line in server.metrics().splitlines() if line.startswith("aerie_engine_segments_open "))
    return float(line.split()[-1])


def copies(folder, collection=""):
    """What lies on the local disk; of one collection, by its id, or of all."""
    return {path.name for path in (folder / "cache-pod-0").glob(f"col~{collection}*")}


def test_a_search_tells_what_it_had_to_fetch(tmp_path):
    with Server(tmp_path) as server:
        client = server.client()
        client.create_collection("rows", dimension=2, metric_type="L2")
        client.insert("rows", [row(i) for i in range(100)])
        client.flush("rows")
        server.terminate()
    shutil.rmtree(tmp_path / "cache-pod-0")
    with Server(tmp_path) as server:
        client = server.client()
        first = client.search("rows", [[0.0, 0.0]], limit=1)
        assert first.extra["scanned_remote_bytes"] > 0
        assert first.extra["cache_hit_ratio"] < 0.1
        second = client.search("rows", [[0.0, 0.0]], limit=1)
        assert second.extra["scanned_remote_bytes"] == 0
        assert second.extra["scanned_total_bytes"] == first.extra["scanned_total_bytes"] > 0
        assert second.extra["cache_hit_ratio"] == 1
        assert client.query("rows", filter="id == 1").extra["cache_hit_ratio"] == 1


def test_a_cold_collection_leaves_memory_and_disk(tmp_path):
    with Server(tmp_path) as server:
        client = server.client()
        client.create_collection("rows", dimension=2, metric_type="L2", properties={"aerie.tier": "cold"})
        client.insert("rows", [row(i) for i in range(100)])
        client.flush("rows")
        assert len(client.query("rows", filter="id >= 0")) == 100
        until(lambda: opened(server) == 0, "it is let go of")
        until(lambda: not copies(tmp_path), "its copies are gone")
        again = client.search("rows", [[0.0, 0.0]], limit=1)
        assert again.extra["scanned_remote_bytes"] > 0
        client.alter_collection_properties("rows", {"aerie.tier": "pinned"})
        until(lambda: opened(server) == 1, "it is opened")


def test_a_partition_has_a_tier_of_its_own(tmp_path):
    with Server(tmp_path) as server:
        client = server.client()
        client.create_collection("rows", dimension=2, metric_type="L2", properties={"aerie.tier": "pinned"})
        of_old = set()
        for number, partition in enumerate(["old", "new"]):
            of_old |= copies(tmp_path)
            client.create_partition("rows", partition)
            client.insert("rows", [row(i) for i in range(number * 100, number * 100 + 100)], partition_name=partition)
            client.flush("rows")
            until(lambda: opened(server) == number + 1, "it is opened")
        assert of_old
        with pytest.raises(MilvusException, match="partition 'older' .* does not exist"):
            client.alter_collection_properties("rows", {"aerie.tier.older": "cold"})
        client.alter_collection_properties("rows", {"aerie.tier.old": "cold"})
        until(lambda: opened(server) == 1, "the cold one is let go of")
        until(lambda: not of_old & copies(tmp_path), "its copies are gone")
        new = client.search("rows", [[0.0, 0.0]], limit=1, partition_names=["new"])
        assert new.extra["scanned_remote_bytes"] == 0
        old = client.search("rows", [[0.0, 0.0]], limit=1, partition_names=["old"])
        assert old[0][0]["id"] == 0
        assert old.extra["scanned_remote_bytes"] > 0
        assert len(client.query("rows", filter="id >= 0")) == 200


def test_a_collection_without_a_tier_has_that_of_the_cluster(tmp_path):
    with Server(tmp_path, settings={"AERIE_TIER": "cold"}) as server:
        client = server.client()
        for name, properties in [("follows", {}), ("stays", {"aerie.tier": "pinned"})]:
            client.create_collection(name, dimension=2, metric_type="L2", properties=properties)
            client.insert(name, [row(i) for i in range(100)])
            client.flush(name)
            assert len(client.query(name, filter="id >= 0")) == 100
        until(lambda: opened(server) == 1, "one is let go of")
        follows = client.describe_collection("follows")["collection_id"]
        until(lambda: not copies(tmp_path, f"{follows}~"), "its copies are gone")
        assert client.search("stays", [[0.0, 0.0]], limit=1).extra["scanned_remote_bytes"] == 0
        assert client.search("follows", [[0.0, 0.0]], limit=1).extra["scanned_remote_bytes"] > 0
        assert "aerie.tier" not in client.describe_collection("follows")["properties"]
        client.drop_collection_properties("stays", ["aerie.tier"])
        until(lambda: opened(server) == 0, "the other follows")
        server.terminate()
    with Server(tmp_path, settings={"AERIE_TIER": "pinned"}) as server:
        until(lambda: opened(server) == 2, "both are opened without a read")

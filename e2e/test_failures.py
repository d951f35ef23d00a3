"""Parts die; what was promised holds."""

import os
import signal
import threading

from pymilvus import MilvusException

from support import kubernetes, processes, vectors
from support.waiting import eventually

BATCH = 20


class Inserts:
    """Inserts batches until told to stop and remembers each row whose insert was acknowledged."""

    def __init__(self, client, collection):
        self.client = client
        self.collection = collection
        self.acknowledged = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join(60)

    def _run(self):
        first = 1000
        while not self._stop.is_set():
            try:
                self.client.insert(self.collection, vectors.rows(first, BATCH), timeout=10)
                self.acknowledged.update(range(first, first + BATCH))
            except MilvusException:
                pass  # not acknowledged: the rows may be there or not
            first += BATCH

    def go_on_for(self, batches):
        goal = len(self.acknowledged) + batches * BATCH
        eventually(lambda: len(self.acknowledged) >= goal, 60, f"{batches} more batches are acknowledged")


def test_kill_in_the_middle_of_inserts_loses_no_acknowledged_row(platform, cluster, client, collection):
    before = kubernetes.pods(platform, cluster)[0]
    with Inserts(client, collection) as inserts:
        inserts.go_on_for(10)
        for pid in processes.of_cluster(cluster["id"]):
            os.kill(pid, signal.SIGKILL)
        inserts.go_on_for(10)

    assert inserts.acknowledged | set(range(100)) <= vectors.ids(client, collection)
    after = kubernetes.pods(platform, cluster)[0]
    assert after["metadata"]["uid"] == before["metadata"]["uid"]
    assert kubernetes.restarts(after) == kubernetes.restarts(before) + 1


def test_searches_go_on_without_the_control_plane(platform, owner, client, collection):
    platform.stop_part("control-plane")
    try:
        for number in range(20):
            assert vectors.nearest(client, collection, number, limit=1) == [number]
        client.insert(collection, vectors.rows(200, 1))
        assert 200 in vectors.ids(client, collection)
    finally:
        platform.up()
    eventually(lambda: owner.get("/me"), 60, "the control plane answers again")


def test_operator_that_comes_back_changes_nothing(platform, owner, cluster, client, collection):
    platform.stop_part("operator")
    try:
        before = kubernetes.versions(platform, cluster)
        for number in range(20):
            assert vectors.nearest(client, collection, number, limit=1) == [number]
        seen = owner.get("/regions/local")["lastSeenAt"]
    finally:
        platform.up()
    eventually(lambda: owner.get("/regions/local")["lastSeenAt"] > seen, 60, "the agent reports again")

    assert before
    assert kubernetes.versions(platform, cluster) == before
    assert owner.get(f"/clusters/{cluster['id']}")["state"] == "RUNNING"

"""The platform is stopped and started again."""

import socket

import pytest

from support import processes, vectors
from support.waiting import eventually


@pytest.fixture(scope="module")
def stopped(platform, cluster, client):
    """The platform is down, with 300 rows in collection `lasting`; at the end it is up again."""
    vectors.collection(client, "lasting", 300)
    address = platform.part("control-plane")["address"]
    platform.down()
    yield address
    platform.up()


def test_down_leaves_no_process(platform, stopped):
    assert processes.of_home(platform.home) == {}
    assert platform.run("status").returncode != 0


def test_taken_port_is_named_and_nothing_is_left_running(platform, stopped):
    host, port = stopped.removeprefix("http://").rstrip("/").split(":")
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host.replace("localhost", "127.0.0.1"), int(port)))
        taken.listen()
        refused = platform.run("up", "--detach")

    assert refused.returncode != 0
    assert port in refused.stdout + refused.stderr
    assert processes.of_home(platform.home) == {}


def test_up_brings_back_every_row_and_key(platform, stopped, api_url, owner, cluster, key):
    platform.up()

    assert platform.part("control-plane")["address"] == api_url
    running = eventually(
        lambda: (found := owner.get(f"/clusters/{cluster['id']}"))["state"] == "RUNNING" and found, 60, "the cluster runs")
    again = vectors.connect(running, key["secret"])
    assert vectors.ids(again, "lasting") == set(range(300))
    assert vectors.nearest(again, "lasting", 123, limit=1) == [123]
    assert owner.get(f"/api-keys/{key['id']}")["revokedAt"] is None

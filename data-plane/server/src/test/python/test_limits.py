"""Limits of a pod: what is over them is refused with code 8, and clients try again by themselves."""

import pytest
from conftest import row
from pymilvus import MilvusException
from server import Server


@pytest.fixture(scope="module")
def slow(tmp_path_factory):
    limits = {"AERIE_LIMITS_READS_PER_SECOND": "20", "AERIE_LIMITS_WRITTEN_BYTES_PER_SECOND": "4000"}
    with Server(tmp_path_factory.mktemp("slow"), settings=limits) as server:
        server.client().create_collection("rows", dimension=2)
        yield server


def test_what_is_over_the_limit_is_refused(slow):
    answers = [slow.rest("collections/list").json() for _ in range(60)]
    refused = [answer for answer in answers if answer["code"] == 8]
    assert refused
    assert "rate limit exceeded" in refused[0]["message"]
    assert len(refused) < 60


def test_a_client_waits_and_tries_again(slow):
    client = slow.client()
    for i in range(40):
        client.insert("rows", [row(20 * i + j) for j in range(20)])
    assert len(client.query("rows", filter="id >= 0")) == 800


def test_a_client_that_does_not_wait_is_told(slow):
    client = slow.client()
    with pytest.raises(MilvusException, match="rate limit exceeded") as refusal:
        for _ in range(60):
            client.get_server_version(retry_on_rate_limit=False)
    assert refusal.value.code == 8

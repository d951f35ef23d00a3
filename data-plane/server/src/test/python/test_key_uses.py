"""What a pod counts of the use of API keys."""

import hashlib
import json

import pytest
import requests
from conftest import row
from pymilvus import MilvusException
from server import DEADLINE_SECONDS, Server


def key(name, role, **more):
    return {"id": f"key_{name}", "sha256": hashlib.sha256(f"{name}-secret".encode()).hexdigest(), "role": role} | more


KEYS = [
    key("owner", "DATA_ADMIN"),
    key("viewer", "DATA_VIEWER"),
    key("elsewhere", "DATA_ADMIN", ipAllowlist=["192.0.2.0/24"]),
    key("idle", "DATA_ADMIN"),
]


@pytest.fixture(scope="module")
def pods(tmp_path_factory):
    folder = tmp_path_factory.mktemp("uses")
    keys = folder / "keys.json"
    keys.write_text(json.dumps({"keys": KEYS}))
    with Server(folder, keys=keys) as writer, Server(folder, pod="pod-1", keys=keys) as reader:
        writer.client("owner-secret").create_collection("rows", dimension=2)
        yield writer, reader


def test_calls_and_refusals_are_counted_by_key(pods):
    writer, _ = pods
    viewer = writer.client("viewer-secret")
    before = writer.key_uses()
    for _ in range(3):
        viewer.list_collections()
    with pytest.raises(MilvusException):
        viewer.drop_collection("rows")
    calls, refused = (after - then for after, then in zip(writer.key_uses()["key_viewer"], before["key_viewer"]))
    assert (calls, refused) == (4, 1)
    assert "key_idle" not in writer.key_uses()


def test_a_key_from_elsewhere_is_counted_and_a_wrong_one_is_not(pods):
    writer, _ = pods
    before = writer.key_uses()
    assert writer.rest("collections/list", "elsewhere-secret").status_code == 401
    assert writer.rest("collections/list", "nobodys-secret").status_code == 401
    after = writer.key_uses()
    assert after["key_elsewhere"] == (1, 1)
    assert {name for name in after if after[name] != before.get(name)} == {"key_elsewhere"}


def test_what_is_passed_on_is_counted_once(pods):
    writer, reader = pods
    there = reader.client("owner-secret")
    before = writer.key_uses(), reader.key_uses()
    there.insert("rows", [row(1)])
    after = writer.key_uses(), reader.key_uses()
    assert after[0] == before[0]
    assert after[1]["key_owner"][0] > before[1]["key_owner"][0]


def test_tells_hours_and_times_and_nothing_that_opens(pods):
    writer, reader = pods
    pages = [requests.get(f"http://127.0.0.1:{pod.management_port}/q/key-uses", timeout=DEADLINE_SECONDS) for pod in pods]
    assert len({page.json()["instance"] for page in pages}) == 2
    use = pages[0].json()["uses"][0]
    assert set(use) == {"key", "hour", "calls", "refused", "firstAt", "lastAt"}
    assert use["hour"].endswith(":00:00Z")
    assert use["hour"][:13] == use["firstAt"][:13]
    assert use["firstAt"][:19] <= use["lastAt"][:19]
    for page in pages:
        assert "secret" not in page.text
        assert not any(entry["sha256"] in page.text for entry in KEYS)


def test_only_the_management_port_tells(pods):
    writer, _ = pods
    assert requests.get(f"{writer.uri}/q/key-uses", timeout=DEADLINE_SECONDS).status_code != 200

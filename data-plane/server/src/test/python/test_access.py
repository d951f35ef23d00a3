"""API keys and what their roles allow."""

import hashlib
import json

import pytest
from pymilvus import MilvusException
from server import Server, until

KEYS = {role: f"aerie_{role.lower()}_secret" for role in ["DATA_VIEWER", "DATA_OPERATOR", "DATA_ADMIN"]}


def write_keys(file, roles, **more):
    keys = [
        {"id": f"key_{role.lower()}", "sha256": hashlib.sha256(KEYS[role].encode()).hexdigest(), "role": role}
        | more
        for role in roles
    ]
    new = file.with_suffix(".new")
    new.write_text(json.dumps({"keys": keys}))
    new.replace(file)


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    file = tmp_path_factory.mktemp("keys") / "keys.json"
    write_keys(file, KEYS)
    return file


@pytest.fixture(scope="module")
def closed(tmp_path_factory, keys):
    with Server(tmp_path_factory.mktemp("closed"), keys=keys) as server:
        server.client(KEYS["DATA_ADMIN"]).create_collection("rows", dimension=2)
        yield server


@pytest.mark.parametrize("token", ["", "wrong", "root:wrong"])
def test_no_valid_key_no_answer(closed, token):
    with pytest.raises(MilvusException, match="API key is missing, wrong, expired or revoked"):
        closed.client(token)


def test_a_key_may_come_as_a_password(closed):
    assert closed.client(f"user:{KEYS['DATA_VIEWER']}").list_collections() == ["rows"]


def test_a_viewer_reads_only(closed):
    viewer = closed.client(KEYS["DATA_VIEWER"])
    assert list(viewer.query("rows", filter="id >= 0")) == []
    with pytest.raises(MilvusException, match="Insert needs role DATA_OPERATOR"):
        viewer.insert("rows", [{"id": 1, "vector": [0.0, 1.0]}])
    with pytest.raises(MilvusException, match="DropCollection needs role DATA_ADMIN"):
        viewer.drop_collection("rows")


def test_an_operator_writes_rows_and_defines_nothing(closed):
    operator = closed.client(KEYS["DATA_OPERATOR"])
    operator.insert("rows", [{"id": 1, "vector": [0.0, 1.0]}])
    operator.delete("rows", ids=[1])
    with pytest.raises(MilvusException, match="CreateCollection needs role DATA_ADMIN"):
        operator.create_collection("more", dimension=2)


def test_rest_has_the_same_keys_and_roles(closed):
    refused = closed.rest("collections/list", token="wrong")
    assert (refused.status_code, refused.json()["code"]) == (401, 1800)
    assert closed.rest("collections/list", token=KEYS["DATA_VIEWER"]).json()["data"] == ["rows"]
    forbidden = closed.rest("collections/drop", token=KEYS["DATA_VIEWER"], collectionName="rows")
    assert (forbidden.status_code, forbidden.json()["code"]) == (403, 1401)
    assert "DATA_ADMIN" in forbidden.json()["message"]


def test_a_revoked_key_ceases_to_open(closed, keys):
    viewer = closed.client(KEYS["DATA_VIEWER"])
    write_keys(keys, ["DATA_OPERATOR", "DATA_ADMIN"])

    def refused():
        try:
            viewer.list_collections()
            return False
        except MilvusException as e:
            return "revoked" in e.message

    try:
        until(refused, "the key is refused")
        assert closed.client(KEYS["DATA_ADMIN"]).list_collections() == ["rows"]
    finally:
        write_keys(keys, KEYS)


def test_an_expired_key_does_not_open(tmp_path):
    file = tmp_path / "keys.json"
    write_keys(file, ["DATA_ADMIN"], expiresAt="2020-01-01T00:00:00Z")
    with Server(tmp_path, keys=file) as server:
        with pytest.raises(MilvusException, match="expired"):
            server.client(KEYS["DATA_ADMIN"])

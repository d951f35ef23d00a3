"""Objects that are encrypted before they reach the object store."""

import base64
import json
import secrets
from urllib.parse import urlparse

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer
from conftest import row
from pymilvus import MilvusException
from server import Server, run, until

MAGIC = b"AERX"


def keyset(folder, primary, keys):
    path = folder / "keyset.json"
    path.write_text(json.dumps({"primary": primary, "keys": keys}))
    return {"AERIE_ENCRYPTION_KEYSET_FILE": str(path), "AERIE_ENCRYPTION_KEY_CACHE": "PT0.5S"}


def key():
    return base64.b64encode(secrets.token_bytes(32)).decode()


def objects(folder):
    files = [path for path in (folder / "objects").rglob("*") if path.is_file()]
    return [path for path in files if "encryption" not in path.parts and ".tmp" not in path.parts]


def number(path) -> int:
    """The number of the data key an object is encrypted with."""
    return int.from_bytes(path.read_bytes()[8:16], "big")


def storage_error(server) -> str:
    return next(c for c in server.health().json()["checks"] if c["name"] == "storage")["data"]["error"]


def refuses_reads(client, why):
    for read in (lambda: client.query("rows", filter="id >= 0"), lambda: client.search("rows", [[0.0, 0.0]])):
        with pytest.raises(MilvusException, match=why):
            read()


def test_a_cluster_is_encrypted_its_key_rotated_and_withdrawn(tmp_path):
    keys = {"k1": key()}
    encryption = keyset(tmp_path, "k1", keys)
    with Server(tmp_path, settings=encryption) as server:
        client = server.client()
        client.create_collection("rows", dimension=2)
        client.insert("rows", [row(i) for i in range(10)])
        client.flush("rows")
        assert all(path.read_bytes()[:4] == MAGIC for path in objects(tmp_path))
        storage = {"AERIE_STORAGE_URI": (tmp_path / "objects").as_uri()}
        keyset(tmp_path, "k2", keys | {"k2": key()})
        rotated = run(["rotate-data-key"], **storage, **encryption)
        assert json.loads(rotated.stdout) == {"dataKey": 2}, rotated.stderr
        until(lambda: any(number(path) == 2 for path in objects(tmp_path)), "the new key is used")
        client.insert("rows", [row(i) for i in range(10, 20)])
        assert server.terminate() == 0
    with Server(tmp_path, pod="pod-1", settings=encryption) as server:
        client = server.client()
        assert len(client.query("rows", filter="id >= 0")) == 20
        keyset(tmp_path, "k2", {"k2": key()})
        until(lambda: server.health().status_code == 503, "the pod is not ready without its keys")
        assert "'k1'" in storage_error(server)
        refuses_reads(client, "'k1'")
        (tmp_path / "keyset.json").write_text("{")
        until(lambda: "'k1'" not in storage_error(server), "another fault shows")
        refuses_reads(client, "'k1'")
        keyset(tmp_path, "k2", {"k2": key()})
        server.kill()
    refused = run(AERIE_PORT="0", AERIE_MANAGEMENT_PORT="0", **storage, **encryption)
    assert refused.returncode == 1
    assert "can't be had: key" in refused.stdout + refused.stderr


def test_settings_that_do_not_fit_are_refused(tmp_path):
    storage = {"AERIE_STORAGE_URI": (tmp_path / "objects").as_uri()}
    ended = run(["verify-audit"], AERIE_ENCRYPTION_VAULT_ADDRESS="http://127.0.0.1:1", **storage)
    assert ended.returncode == 1
    assert "AERIE_ENCRYPTION_VAULT_TOKEN_FILE is not" in ended.stderr


@pytest.fixture
def kms():
    """A server that speaks the API of AWS KMS, and a client of it."""
    server = ThreadedMotoServer(port=0)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    credentials = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    yield boto3.client("kms", "eu-central-1", endpoint_url=endpoint, **credentials)
    server.stop()


def test_a_key_of_aws_kms(tmp_path, kms):
    key_id = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/cluster", TargetKeyId=key_id)
    encryption = {
        "AERIE_ENCRYPTION_AWS_KEY": "alias/cluster",
        "AERIE_ENCRYPTION_AWS_ENDPOINT": kms.meta.endpoint_url,
        "AERIE_ENCRYPTION_IDENTITY_HOSTS": urlparse(kms.meta.endpoint_url).hostname,
        "AERIE_ENCRYPTION_KEY_CACHE": "PT0.5S",
        "AWS_REGION": "eu-central-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }
    with Server(tmp_path, settings=encryption) as server:
        client = server.client()
        client.create_collection("rows", dimension=2)
        client.insert("rows", [row(i) for i in range(10)])
        client.flush("rows")
        assert server.terminate() == 0
    assert all(path.read_bytes()[:4] == MAGIC for path in objects(tmp_path))
    wrapped = json.loads(next((tmp_path / "objects" / "encryption").iterdir()).read_text())
    assert wrapped["wrappedBy"].endswith(key_id)
    # The service binds a data key to the object it lies in.
    blob, context = base64.b64decode(wrapped["text"]), {"aerie-object": "encryption/00000001.json"}
    assert len(kms.decrypt(CiphertextBlob=blob, EncryptionContext=context)["Plaintext"]) == 32
    with pytest.raises(kms.exceptions.InvalidCiphertextException):
        kms.decrypt(CiphertextBlob=blob, EncryptionContext={"aerie-object": "encryption/00000002.json"})
    with Server(tmp_path, pod="pod-1", settings=encryption) as server:
        assert len(server.client().query("rows", filter="id >= 0")) == 10
        requests.post(f"{kms.meta.endpoint_url}/moto-api/reset").raise_for_status()
        until(lambda: server.health().status_code == 503, "the pod is not ready once the key is gone")
        check = next(c for c in server.health().json()["checks"] if c["name"] == "storage")
        assert key_id in check["data"]["error"] and "may not be used" in check["data"]["error"]

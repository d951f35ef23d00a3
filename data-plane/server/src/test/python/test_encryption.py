"""Objects that are encrypted before they reach the object store."""

import base64
import json
import secrets

from conftest import row
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
        assert len(server.client().query("rows", filter="id >= 0")) == 20
        keyset(tmp_path, "k2", {"k2": key()})
        until(lambda: server.health().status_code == 503, "the pod is not ready without its keys")
        check = next(c for c in server.health().json()["checks"] if c["name"] == "storage")
        assert "'k1'" in check["data"]["error"]
        server.kill()
    refused = run(AERIE_PORT="0", AERIE_MANAGEMENT_PORT="0", **storage, **encryption)
    assert refused.returncode == 1
    assert "can't be had: key" in refused.stdout + refused.stderr


def test_settings_that_do_not_fit_are_refused(tmp_path):
    storage = {"AERIE_STORAGE_URI": (tmp_path / "objects").as_uri()}
    ended = run(["verify-audit"], AERIE_ENCRYPTION_VAULT_ADDRESS="http://127.0.0.1:1", **storage)
    assert ended.returncode == 1
    assert "AERIE_ENCRYPTION_VAULT_TOKEN_FILE is not" in ended.stderr

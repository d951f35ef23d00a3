"""The record of calls: what it holds, that it is written, and that tampering shows."""

import hashlib
import json

import pytest
from conftest import row
from pymilvus import MilvusException
from server import Server, run, until


def lines(folder):
    objects = sorted((folder / "objects" / "audit").rglob("*.jsonl"))
    return [json.loads(line) for path in objects for line in path.read_text().splitlines()]


def recorded(folder, level, keys=None, token=""):
    """A server that was asked for a few things, and has ended."""
    with Server(folder, keys=keys, settings={"AERIE_AUDIT": level, "AERIE_AUDIT_FLUSH_INTERVAL": "PT0.2S"}) as server:
        client = server.client(token)
        client.create_collection("rows", dimension=2)
        client.insert("rows", [row(1)])
        client.search("rows", data=[[1.0, 0.0]], limit=1)
        server.rest("entities/insert", token, {"traceparent": "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"},
                    collectionName="rows", data=[row(2)])
        until(lambda: any(line["call"] == "Insert" for line in lines(folder)), "the calls are written")
        assert "aerie_audit_written_total" in server.metrics()
        with pytest.raises(MilvusException):
            client.insert("nothing", [row(1)])
        assert server.terminate() == 0
    return lines(folder)


def verify(folder):
    return run(["verify-audit"], AERIE_STORAGE_URI=(folder / "objects").as_uri())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("audited")
    recorded(folder, "writes")
    return folder


def test_changes_are_recorded_with_who_what_where_and_outcome(folder):
    inserts = [line for line in lines(folder) if line["call"] == "Insert"]
    assert {(line["caller"], line["collection"], line["code"]) for line in inserts} >= {("anonymous", "rows", 0)}
    assert all(line["remoteAddress"] == "127.0.0.1" and line["micros"] > 0 for line in inserts)
    assert "ab" * 16 in {line["traceId"] for line in inserts}
    assert not [line for line in lines(folder) if line["call"] == "Search"]


def test_reads_are_recorded_by_choice(tmp_path):
    assert "Search" in {line["call"] for line in recorded(tmp_path, "all")}


def test_without_it_nothing_is_written(tmp_path):
    with Server(tmp_path, settings={"AERIE_AUDIT": "off"}) as server:
        server.client().create_collection("rows", dimension=2)
        assert server.terminate() == 0
    assert lines(tmp_path) == []


def test_refused_calls_are_recorded(tmp_path):
    entry = {"id": "key_a", "sha256": hashlib.sha256(b"secret").hexdigest(), "role": "DATA_ADMIN"}
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({"keys": [entry]}))
    with Server(tmp_path, keys=keys) as server:
        assert server.rest("collections/list", "wrong").status_code == 401
        assert server.terminate() == 0
    refused = [line for line in lines(tmp_path) if line["code"] == 1800]
    assert [(line["caller"], line["call"]) for line in refused] == [("unknown", "ShowCollections")]


def test_what_is_no_collection_is_named_too(tmp_path):
    with Server(tmp_path) as server:
        client = server.client()
        for name in ["rows", "more"]:
            client.create_collection(name, dimension=2)
        client._get_connection().flush(["rows", "more"])
        client.create_alias("rows", "nick")
        client.drop_alias("nick")
        client.rename_collection("rows", "others")
        client.create_user("mia", "P@ssw0rd")
        client.create_role("readers")
        client.grant_role("mia", "readers")
        client.create_privilege_group("reading")
        client.add_privileges_to_group("reading", ["Query", "Search"])
        client.grant_privilege_v2("readers", "reading", "others")
        client.revoke_privilege("readers", "Collection", "Query", "more")
        assert server.terminate() == 0
    assert "P@ssw0rd" not in str(lines(tmp_path))
    told = {}
    for line in lines(tmp_path):
        told[line["call"]] = (line.get("collection", ""), line.get("others", {}))
    assert told["Flush"] == ("rows,more", {})
    assert told["CreateAlias"] == ("rows", {"alias": "nick"})
    assert told["DropAlias"] == ("", {"alias": "nick"})
    assert told["RenameCollection"] == ("rows", {"newName": "others"})
    assert told["CreateCredential"] == ("", {"user": "mia"})
    assert told["CreateRole"] == ("", {"role": "readers"})
    assert told["OperateUserRole"] == ("", {"user": "mia", "role": "readers", "type": "AddUserToRole"})
    assert told["OperatePrivilegeGroup"] == (
        "", {"privilege": "Query,Search", "privilegeGroup": "reading", "type": "AddPrivilegesToGroup"}
    )
    assert told["OperatePrivilegeV2"] == ("others", {"role": "readers", "privilege": "reading", "type": "Grant"})
    assert told["OperatePrivilege"] == ("more", {"role": "readers", "privilege": "Query", "type": "Revoke"})


def test_a_chain_goes_on_after_a_restart_and_is_proved(folder):
    before = lines(folder)[-1]["sequence"]
    recorded(folder, "writes")
    sequences = [line["sequence"] for line in lines(folder)]
    assert sequences == list(range(1, len(sequences) + 1))
    assert len(sequences) > before
    proof = verify(folder)
    assert proof.returncode == 0, proof.stderr
    chain = json.loads(proof.stdout)["chains"]["pod-0"]
    assert chain["lines"] == chain["lastSequence"] == len(sequences)


def test_tampering_shows(folder):
    objects = sorted((folder / "objects" / "audit").rglob("*.jsonl"))
    assert len(objects) >= 3
    for path in [objects[0], objects[1]]:
        kept = path.read_text()
        path.write_text(kept.replace("anonymous", "somebody", 1))
        ended = verify(folder)
        assert ended.returncode == 1
        assert path.name in ended.stderr
        path.write_text(kept)
    kept = objects[1].read_text()
    objects[1].unlink()
    assert "follows number" in verify(folder).stderr
    objects[1].write_text(kept)
    assert verify(folder).returncode == 0

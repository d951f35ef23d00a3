"""Backups, restores, branches and drills by the container's arguments."""

import json
from datetime import datetime, timedelta, timezone

import pytest
from conftest import row
from server import Server, run, start, until
from test_encryption import MAGIC, key, keyset


@pytest.fixture
def folders(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    return first, second


def objects(folder):
    return (folder / "objects").as_uri()


def job(folder, *arguments, succeeds=True, cluster="second", settings=None):
    ended = run(
        list(arguments), AERIE_STORAGE_URI=objects(folder), AERIE_CLUSTER_ID=cluster, **(settings or {})
    )
    assert (ended.returncode == 0) == succeeds, ended.stdout + ended.stderr
    return json.loads(ended.stdout.splitlines()[-1]) if succeeds else ended.stderr


def fill(server, rows, name="rows"):
    client = server.client()
    if not client.has_collection(name):
        client.create_collection(name, dimension=2, metric_type="L2")
    client.insert(name, [row(i) for i in rows])
    return client


def ids(server, name="rows"):
    found = server.client().query(name, filter="id >= 0", consistency_level="Strong")
    return [hit["id"] for hit in found]


def test_a_running_cluster_is_backed_up_and_restored(folders):
    first, second = folders
    with Server(first) as server:
        client = fill(server, range(10))
        taken = job(first, "backup", "monday")
        assert (taken["name"], taken["collections"], taken["rows"]) == ("monday", 1, 10)
        client.delete("rows", filter="id >= 3")
        job(second, "restore", "--from", objects(first), "--backup", "monday")
        with Server(second) as restored:
            assert ids(restored) == list(range(10))
            hits = restored.client().search("rows", data=[[8.0, 0.0]], limit=2)[0]
            assert hits[0]["id"] == 8
        assert ids(server) == [0, 1, 2]


def test_a_cluster_that_does_not_run_is_backed_up_and_its_copy_outlives_it(folders, tmp_path):
    first, second = folders
    with Server(first) as server:
        fill(server, range(10))
        server.terminate()
    copies = (tmp_path / "copies").as_uri()
    assert job(first, "backup", "last", "--copy-to", copies)["rows"] == 10
    assert "objects removed" in run(["purge"], AERIE_STORAGE_URI=objects(first)).stdout
    job(
        second, "restore", "--from", copies, "--backup", "last", "--collection", "default/rows=other"
    )
    with Server(second) as restored:
        assert restored.client().list_collections() == ["other"]
        assert ids(restored, "other") == list(range(10))


def test_a_branch_holds_its_parent_until_it_is_purged(folders):
    first, second = folders
    with Server(first) as server:
        fill(server, range(10))
        job(first, "backup", "now")
        job(second, "restore", "--from", objects(first), "--backup", "now", "--branch")
        deleted = run(["delete-backup", "now"], AERIE_STORAGE_URI=objects(first))
        assert deleted.returncode == 0, deleted.stderr
        with Server(second) as branch:
            branch.client().delete("rows", filter="id < 5")
            fill(branch, [20])
            assert ids(branch) == [5, 6, 7, 8, 9, 20]
            assert ids(server) == list(range(10))
            branch.terminate()
        server.terminate()
    assert "second" in job(first, "purge", succeeds=False)
    assert run(["purge"], AERIE_STORAGE_URI=objects(second)).returncode == 0
    assert run(["purge"], AERIE_STORAGE_URI=objects(first)).returncode == 0
    assert not any(path.is_file() for path in (first / "objects").rglob("*"))


BACK = ["--backup", "monday", "--collection", "default/rows=back"]


def test_collections_come_back_into_the_cluster_that_has_them(folders):
    first, _ = folders
    with Server(first) as server:
        client = fill(server, range(10))
        job(first, "backup", "monday")
        client.delete("rows", filter="id >= 3")

        made = job(first, "restore-collections", "once", *BACK)
        again = job(first, "restore-collections", "once", *BACK)
        refused = job(first, "restore-collections", "twice", *BACK)

        assert made["collections"] == [{"database": "default", "name": "back", "rows": 10}]
        assert again == made
        assert refused["refused"]["code"] == "COLLECTION_EXISTS"
        assert "restore under another name" in refused["refused"]["message"]
        assert ids(server, "back") == list(range(10))
        assert ids(server) == [0, 1, 2]
        assert client.search("back", data=[[8.0, 0.0]], limit=1)[0][0]["id"] == 8
        server.terminate()
    moved = [argument.replace("=back", "=asleep") for argument in BACK]
    assert job(first, "restore-collections", "asleep", *moved)["rows"] == 10
    with Server(first) as server:
        assert sorted(server.client().list_collections()) == ["asleep", "back", "rows"]
        assert ids(server, "asleep") == list(range(10))


def test_a_writer_that_is_killed_leaves_no_half_collection(folders):
    first, _ = folders
    with Server(first) as server:
        fill(server, range(10))
        job(first, "backup", "monday")
        asked = start(["restore-collections", "once", *BACK], AERIE_STORAGE_URI=objects(first))
        store = first / "objects"
        until(lambda: (store / "request/restore/once").exists() or (store / "restore/once").exists(), "it is asked for")
        server.kill()
    with Server(first) as server:
        output, _ = asked.communicate(timeout=60)
        assert asked.returncode == 0, output
        assert json.loads(output.splitlines()[-1])["rows"] == 10
        assert sorted(server.client().list_collections()) == ["back", "rows"]
        assert ids(server, "back") == list(range(10))


def test_a_moment_is_restored(folders):
    first, second = folders
    with Server(first) as server:
        client = fill(server, range(10))
        before = datetime.now(timezone.utc)
        moment = before.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        next_millisecond = before + timedelta(milliseconds=1)
        until(lambda: datetime.now(timezone.utc) > next_millisecond, "the clock goes on")
        client.delete("rows", filter="id >= 0")
        taken = second / "objects" / "taken"
        taken.parent.mkdir()
        taken.write_text("by somebody else")
        assert "name an empty one" in job(second, "restore", "--from", objects(first), "--at", moment, succeeds=False)
        assert not [*(first / "objects" / "backup").glob("hold-*")], "what was refused holds nothing"
        taken.unlink()
        job(second, "restore", "--from", objects(first), "--at", moment)
        with Server(second) as restored:
            assert ids(restored) == list(range(10))


def test_an_encrypted_cluster_is_restored_with_its_key_and_not_without(folders, tmp_path):
    first, second = folders
    copies = (tmp_path / "copies").as_uri()
    key_of_backup, key_of_cluster = key(), key()
    encryption = keyset(tmp_path, "k1", {"k1": key_of_backup})
    with Server(first, settings=encryption) as server:
        fill(server, range(10))
        job(first, "backup", "monday", "--copy-to", copies, settings=encryption)
        server.terminate()
    kept = [path for path in (tmp_path / "copies").rglob("*") if path.is_file()]
    assert kept
    assert all(path.read_bytes()[:4] == MAGIC for path in kept if "encryption" not in path.parts)

    for place in (objects(first), copies):
        restore = ["restore", "--from", place, "--backup", "monday"]
        keyset(tmp_path, "k2", {"k2": key_of_cluster})
        assert "'k1'" in job(second, *restore, succeeds=False, settings=encryption)
        assert "encrypted" in job(second, *restore, succeeds=False)
        keyset(tmp_path, "k2", {"k1": key_of_backup, "k2": key_of_cluster})
        job(second, *restore, settings=encryption)
        with Server(second, settings=encryption) as restored:
            assert ids(restored) == list(range(10))
            restored.terminate()
        assert run(["purge"], AERIE_STORAGE_URI=objects(second), **encryption).returncode == 0


def test_a_drill_tells_what_it_compared(folders):
    first, second = folders
    with Server(first) as server:
        fill(server, range(10))
        job(first, "backup", "monday")
        result = job(second, "verify", "--from", objects(first), "--backup", "monday")
    assert result["differences"] == []
    assert (result["collections"], result["rows"], result["recall"]) == (1, 10, 1.0)
    assert not any(path.is_file() for path in (second / "objects").rglob("*"))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["restore", "--from", "{first}", "--backup", "nothing"], "there is no backup 'nothing'"),
        (["restore", "--from", "{first}"], "either --backup or --at"),
        (["restore", "--from", "{first}", "--at", "yesterday"], "is no moment"),
        (["restore", "--from", "{first}", "--at", "2999-01-01T00:00:00Z"], "yet to come"),
        (["backup", "Not A Name"], "cannot name a backup"),
        (["backup"], "delete-backup"),
    ],
)
def test_what_cannot_be_done_is_told(folders, arguments, sentence):
    first, second = folders
    filled = [argument.format(first=objects(first)) for argument in arguments]
    assert sentence in job(second, *filled, succeeds=False)

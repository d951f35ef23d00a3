"""Jobs that are killed: what they leave where they read from ends with what it was for."""

import os

import pytest
from server import Server, run, start, until
from test_backups import fill, ids, job, objects
from test_encryption import key, keyset

RESTORE = ["restore", "--backup", "monday", "--from"]
NOWHERE = "s3://gone/folder?endpoint=http://127.0.0.1:1&region=us-east-1"


def backed_up(folder, settings=None):
    """A cluster that does not run any more, with a backup."""
    folder.mkdir()
    with Server(folder, settings=settings) as server:
        fill(server, range(10)).flush("rows")
        job(folder, "backup", "monday", settings=settings)
        server.terminate()
    return folder


@pytest.fixture
def first(tmp_path):
    return backed_up(tmp_path / "first")


@pytest.fixture
def second(tmp_path):
    folder = tmp_path / "second"
    folder.mkdir()
    return folder


def files(folder):
    """Objects; a write that is killed may leave its file, which is none yet."""
    return [path for path in folder.rglob("*") if path.is_file() and path.parent.name != ".tmp"]


def held(first):
    return [*(first / "objects" / "backup").glob("hold-*")]


def purge(folder, *arguments, settings=None):
    own = {"AERIE_STORAGE_URI": objects(folder), "AERIE_CLUSTER_ID": folder.name}
    ended = run(["purge", *arguments], **own, **(settings or {}))
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def killed(first, target, *arguments, settings=None):
    """Kills a job that fills a folder and gets no further than to the manifests that it reads."""
    manifests = {path: path.read_bytes() for path in (first / "objects").glob("col/*/manifest/*")}
    for path in manifests:
        path.unlink()
        os.mkfifo(path)
    own = {"AERIE_STORAGE_URI": target.as_uri(), "AERIE_CLUSTER_ID": "second"}
    process = start([*arguments], **own, **(settings or {}))
    until(lambda: held(first) and files(target), "it holds what it reads and has begun to write")
    process.kill()
    process.communicate()
    for path, content in manifests.items():
        path.unlink()
        path.write_bytes(content)


@pytest.mark.parametrize("how", [[], ["--branch"]])
@pytest.mark.parametrize("what", [[], ["--unfilled"]])
def test_a_purge_ends_what_is_held_for_a_storage_that_was_never_filled(first, second, how, what):
    killed(first, second / "objects", *RESTORE, objects(first), *how)
    assert "second" in job(first, "purge", succeeds=False)

    purge(second, *what)

    assert not files(second)
    assert not held(first)
    purge(first)
    assert not files(first / "objects")


def test_files_of_people_and_what_is_whole_are_not_purged_as_unfilled(first, second):
    killed(first, second / "objects", *RESTORE, objects(first))
    own = second / "objects" / "uploads" / "mine.json"
    own.parent.mkdir()
    own.touch()
    purge(second, "--unfilled")
    assert files(second) == [own]

    job(second, *RESTORE, objects(first))
    assert "nothing removed" in purge(second, "--unfilled")
    assert "nothing removed" in purge(first, "--unfilled")
    for folder in (first, second):
        with Server(folder) as server:
            assert ids(server) == list(range(10))


def test_a_restore_that_was_killed_at_its_very_end_is_ended(first, second):
    killed(first, second / "objects", *RESTORE, objects(first))
    last = [*held(first), second / "objects" / "restoring"]
    left = {path: path.read_bytes() for path in last}
    made = job(second, *RESTORE, objects(first))
    assert not [path for path in last if path.exists()]
    for path, content in left.items():
        path.write_bytes(content)

    assert job(second, *RESTORE, objects(first)) == made

    assert not [path for path in last if path.exists()]


def test_what_is_filled_tells_from_where_and_needs_that_no_more(first, second):
    assert job(second, "origin") == {"origin": None}
    made = job(second, *RESTORE, objects(first))

    assert job(second, "origin") == {"origin": made}
    assert job(second, *RESTORE, NOWHERE) == made


def test_a_backup_that_is_deleted_takes_with_it_what_its_drill_has_left(first):
    scratch = first / "tried"
    killed(first, scratch, "verify", "--from", objects(first), "--backup", "monday")

    own = {"AERIE_STORAGE_URI": objects(first)}
    untold = run(["delete-backup", "monday"], **own)
    assert "AERIE_DRILL_STORAGE_URI is not set" in untold.stderr
    assert files(scratch)

    ended = run(["delete-backup", "monday"], **own, AERIE_DRILL_STORAGE_URI=scratch.as_uri())

    assert ended.returncode == 0, ended.stderr
    assert not files(scratch)
    assert not held(first)


def test_a_drill_that_was_killed_holds_up_no_purge(first):
    scratch = first / "tried"
    killed(first, scratch, "verify", "--from", objects(first), "--backup", "monday")

    purge(first)

    assert not files(first / "objects")


def test_an_encrypted_restore_that_was_killed_is_purged_or_goes_on_with_its_data_key(tmp_path, second):
    encryption = keyset(tmp_path, "k1", {"k1": key()})
    first = backed_up(tmp_path / "encrypted", encryption)
    restore = [*RESTORE, objects(first)]
    killed(first, second / "objects", *restore, settings=encryption)
    purge(second, settings=encryption)
    assert not files(second)
    assert not held(first)

    killed(first, second / "objects", *restore, settings=encryption)
    job(second, *restore, settings=encryption)

    with Server(second, settings=encryption) as restored:
        assert ids(restored) == list(range(10))

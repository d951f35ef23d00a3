"""What a data plane's jobs leave behind and tell, without rows.

Files in the storage's folder change what they do: `slow` makes them wait until it is gone, `broken` and `kept` make them fail, `differs` lets a drill
find a difference, `taken` is a collection whose name a restore wants.
"""

import json
import os
import pathlib
import shutil
import sys
import time


def run(storage, verb, *arguments):
    {
        "backup": backup,
        "delete-backup": delete,
        "origin": origin,
        "purge": purge,
        "restore": restore,
        "restore-collections": restore_collections,
        "verify": verify,
    }[verb](storage, *arguments)


def wait(storage):
    while (storage / "slow").exists():
        time.sleep(0.05)


def backup(storage, name, option="", uri=""):
    wait(storage)
    if (storage / "broken").exists():
        sys.exit("the storage is broken")
    for place in [storage, *([folder(uri)] if option else [])]:
        place.mkdir(parents=True, exist_ok=True)
        (place / f"backup-{name}").touch()
    print("a line for people")
    print(
        json.dumps(
            {"name": name, "timestamp": "2026-03-04T05:06:07Z", "collections": 1, "rows": 10, "objects": 3, "bytes": 99}
        )
    )


def delete(storage, name, option="", uri=""):
    if (storage / "kept").exists():
        sys.exit("the storage lets nothing go")
    for place in [storage, *([folder(uri)] if option else [])]:
        (place / f"backup-{name}").unlink(missing_ok=True)


def purge(storage, *arguments):
    note = storage / "restoring"
    if arguments and ((storage / "restored").exists() or not note.exists()):
        return
    if note.exists():
        hold(folder(note.read_text())).unlink(missing_ok=True)
    shutil.rmtree(storage, ignore_errors=True)


def restore(storage, *arguments):
    storage.mkdir(parents=True, exist_ok=True)
    source = arguments[1]
    (storage / "restoring").write_text(source)
    hold(folder(source)).touch()
    wait(storage)
    (storage / "restored").write_text(" ".join(arguments))
    if "--branch" not in arguments:
        hold(folder(source)).unlink(missing_ok=True)
    (storage / "restoring").unlink()


def origin(storage):
    if (storage / "broken").exists():
        sys.exit("the storage is broken")
    print(json.dumps({"origin": {"branch": False} if (storage / "restored").exists() else None}))


def hold(source):
    """What keeps a source's objects for a cluster."""
    return source / f"hold-{os.environ['AERIE_CLUSTER_ID']}"


def restore_collections(storage, name, *arguments):
    wait(storage)
    if (storage / "broken").exists():
        sys.exit("the storage is broken")
    with (storage / "collections").open("a") as told:
        told.write(" ".join([name, *arguments]) + "\n")
    made = {"backup": arguments[1], "timestamp": "", "collections": [], "rows": 0}
    if (storage / "taken").exists():
        made["refused"] = {"code": "COLLECTION_EXISTS", "message": "the name is taken; restore under another name"}
    else:
        back = {"database": "default", "name": "back", "rows": 7}
        made |= {"timestamp": "2026-03-04T05:06:07Z", "collections": [back], "rows": 7, "refused": None}
    print(json.dumps(made))


def verify(storage, _, uri, __, name):
    assert (folder(uri) / f"backup-{name}").exists()
    differences = ["collection 'things' is not there"] if (folder(uri) / "differs").exists() else []
    print(json.dumps({"collections": 1, "rows": 10, "differences": differences, "recall": 0.99951}))


def folder(uri):
    return pathlib.Path(uri.removeprefix("file://"))

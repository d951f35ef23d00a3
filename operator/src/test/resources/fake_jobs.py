"""What a data plane's jobs leave behind and tell, without rows.

Files in the storage's folder change what they do: `slow` makes them wait until it is gone, `broken` makes them fail, `differs` lets a drill find a
difference.
"""

import json
import pathlib
import sys
import time


def run(storage, verb, *arguments):
    {"backup": backup, "delete-backup": delete, "restore": restore, "verify": verify}[verb](storage, *arguments)


def backup(storage, name, option="", uri=""):
    while (storage / "slow").exists():
        time.sleep(0.05)
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
    for place in [storage, *([folder(uri)] if option else [])]:
        (place / f"backup-{name}").unlink(missing_ok=True)


def restore(storage, *arguments):
    storage.mkdir(parents=True, exist_ok=True)
    (storage / "restored").write_text(" ".join(arguments))


def verify(storage, _, uri, __, name):
    assert (folder(uri) / f"backup-{name}").exists()
    differences = ["collection 'things' is not there"] if (folder(uri) / "differs").exists() else []
    print(json.dumps({"collections": 1, "rows": 10, "differences": differences, "recall": 0.99951}))


def folder(uri):
    return pathlib.Path(uri.removeprefix("file://"))

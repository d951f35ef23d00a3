"""Processes of the platform under test, found in /proc by their environment: no part of the product is asked."""

import os
from pathlib import Path


def environment(pid):
    """The environment a process was started with; empty when it is gone or not ours."""
    try:
        entries = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return {}
    pairs = (entry.decode(errors="replace").partition("=") for entry in entries)
    return {name: value for name, _, value in pairs}


def command(pid):
    """The command line of a process; empty when it is gone or a zombie."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def running():
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]


def of_cluster(cluster_id):
    """Data-plane processes of a cluster, by pid."""
    names = {cluster_id, cluster_id.replace("_", "-")}
    return [pid for pid in running() if environment(pid).get("AERIE_CLUSTER_ID") in names and command(pid)]


def of_home(home):
    """Everything that runs on a state folder, but not what only has it in a shell's environment: this test run itself."""
    return {pid: command(pid) for pid in running() if str(home) in command(pid)}

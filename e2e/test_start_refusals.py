"""The launcher says in one clear line why it cannot start, and leaves nothing half made."""

import fcntl
import os
import shutil
import subprocess

import pytest

from support import processes
from support.launcher import CHECKOUT, Launcher

TOOLS = ("bash", "sh", "env", "dirname", "readlink", "uname", "cat", "mkdir", "ls", "sed", "grep", "tr", "head", "find", "sort", "id", "ps")


@pytest.fixture
def bare_path(tmp_path):
    """A PATH with a shell's usual tools and no toolchain."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        if found:
            (folder / tool).symlink_to(found)
    return folder


def test_missing_toolchain_is_named_in_one_line(tmp_path, bare_path):
    launcher = Launcher(tmp_path / "home", {"PATH": str(bare_path), "XDG_CACHE_HOME": str(tmp_path / "cache")})

    refused = launcher.run("up", "--detach")

    assert refused.returncode != 0
    said = (refused.stdout + refused.stderr).lower()
    assert "go" in said and "install" in said
    assert processes.of_home(launcher.home) == {}


def test_missing_jdk_is_named_in_one_line(tmp_path, bare_path):
    older = tmp_path / "jdks" / "jdk-17"
    (older / "bin").mkdir(parents=True)
    (older / "bin" / "javac").touch(mode=0o755)
    (older / "release").write_text('JAVA_VERSION="17.0.19"\n')
    launcher = Launcher(tmp_path / "home", {
        "PATH": str(bare_path), "JAVA_HOME": str(older), "AERIE_JDK_FOLDERS": str(older.parent)})

    refused = launcher.run("quickstart")

    assert refused.returncode != 0
    assert refused.stdout == "" and len(refused.stderr.splitlines()) == 1
    assert "JDK 25" in refused.stderr and "JAVA_HOME" in refused.stderr
    assert not launcher.home.exists()


def test_second_start_of_a_platform_is_refused_while_the_first_is_under_way(tmp_path):
    launcher = Launcher(tmp_path / "home")
    run = launcher.home / "run"
    run.mkdir(parents=True)
    with open(run / "up.lock", "w") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        refused = launcher.run("up", "--detach")

    assert refused.returncode != 0
    assert "under way" in refused.stderr
    assert processes.of_home(launcher.home) == {}


def test_full_disk_is_named_and_nothing_is_left_running(tmp_path):
    home = tmp_path / "full"
    home.mkdir()
    script = f'mount -t tmpfs -o size=8m tmpfs "{home}" && exec "{CHECKOUT}/aerie" up --detach'
    own_mounts = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])

    refused = subprocess.run(
        [*own_mounts, "sh", "-c", script], cwd=CHECKOUT, env={**os.environ, "AERIE_HOME": str(home)},
        timeout=240, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)

    assert refused.returncode != 0
    assert "space" in (refused.stdout + refused.stderr).lower()
    assert processes.of_home(home) == {}

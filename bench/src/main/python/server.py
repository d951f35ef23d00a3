"""Aerie's data plane as a process of its own. AERIE_BENCH_JAVA and AERIE_BENCH_SERVER say what to run."""

import atexit
import os
import socket
import subprocess
import time
import urllib.request
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

START_SECONDS = 180
REST_SECONDS = 25
"""For so long memory has to stay as it is to count as at rest."""
MODULES = ["--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"]
GIVES_BACK = [
    "-XX:MinHeapFreeRatio=10",
    "-XX:MaxHeapFreeRatio=30",
    "-XX:G1PeriodicGCInterval=60000",
    "-XX:TrimNativeHeapInterval=10000",
]
"""Memory, as pods do: deploy/docker/data-plane.Dockerfile."""


class Server:
    """Runs over a folder until the block ends; what is in the folder stays."""

    def __init__(self, folder: Path, heap: int, settings: dict[str, str] | None = None):
        port, self.management = free_port(), free_port()
        self.address = f"http://127.0.0.1:{port}"
        environment = {
            **os.environ,
            "AERIE_HOST": "127.0.0.1",
            "AERIE_PORT": str(port),
            "AERIE_STORAGE_URI": (folder / "objects").as_uri(),
            "AERIE_CACHE_DIR": str(folder / "cache"),
            "AERIE_CACHE_BYTES": str(8 << 30),
            "AERIE_MANAGEMENT_PORT": str(self.management),
            **(settings or {}),
        }
        folder.mkdir(parents=True, exist_ok=True)
        words = [os.environ["AERIE_BENCH_JAVA"], *MODULES, *GIVES_BACK, f"-XX:AOTCache={aot_cache()}", f"-Xmx{heap}g"]
        words += ["-jar", os.environ["AERIE_BENCH_SERVER"]]
        began = time.monotonic()
        with (folder / "server.log").open("a") as log:
            self.process = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
        try:
            self._await_ready()
        except BaseException:
            self._end()
            raise
        self.ready_seconds = time.monotonic() - began

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._end()

    def memory_megabytes(self, field: str = "VmRSS") -> int:
        """Memory of the process now, or with VmHWM the most it ever had."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(field)) >> 10

    def resting_megabytes(self) -> int:
        """Memory of the process once garbage is collected and what is free was given back."""
        collect = Path(os.environ["AERIE_BENCH_JAVA"]).with_name("jcmd")
        subprocess.run([collect, str(self.process.pid), "GC.run"], check=True, stdout=subprocess.DEVNULL)
        least = self.memory_megabytes()
        since = time.monotonic()
        while time.monotonic() - since < REST_SECONDS:
            time.sleep(1)
            now = self.memory_megabytes()
            if now < least:
                least, since = now, time.monotonic()
        return least

    def _await_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.management}/q/health/ready").close()
                return
            except OSError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise
                time.sleep(0.2)

    def _end(self) -> None:
        self.process.terminate()
        self.process.wait()


@cache
def aot_cache() -> Path:
    """What the server's image records while it is built, for a quicker start."""
    folder = TemporaryDirectory(prefix="aerie-bench-")
    atexit.register(folder.cleanup)
    path = Path(folder.name) / "server.aot"
    words = [os.environ["AERIE_BENCH_JAVA"], *MODULES, f"-XX:AOTCacheOutput={path}"]
    words += ["-jar", os.environ["AERIE_BENCH_SERVER"], "rehearse"]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

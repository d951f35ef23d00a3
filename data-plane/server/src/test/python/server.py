"""Data-plane processes under test."""

import itertools
import os
import socket
import subprocess
import time
from pathlib import Path

import requests
from pymilvus import MilvusClient

JAVA = os.environ["AERIE_TEST_JAVA"]
JAR = os.environ["AERIE_TEST_JAR"]
FLAGS = ["--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Xmx512m"]
DEADLINE_SECONDS = 120
# Below the ports that a system gives to connections, and not those of a worker beside this one.
_ports = itertools.count(12_000 + 5_000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]))


def free_port() -> int:
    for port in _ports:
        with socket.socket() as sock:
            try:
                sock.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def run(arguments=(), flags=FLAGS, **environment):
    """Runs the program to its end."""
    return subprocess.run(
        [JAVA, *flags, "-jar", JAR, *arguments],
        env=_environment(environment),
        capture_output=True,
        text=True,
        timeout=DEADLINE_SECONDS,
    )


def start(arguments, **environment):
    """Starts the program, which ends by itself."""
    return subprocess.Popen(
        [JAVA, *FLAGS, "-jar", JAR, *arguments],
        env=_environment(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _environment(settings):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AERIE_")}
    return kept | {"AERIE_HOST": "127.0.0.1"} | settings


class Server:
    """A server over a folder of objects; started by the constructor, ready when it returns."""

    def __init__(self, folder: Path, keys: Path | None = None, pod: str = "pod-0", flags=(), settings=None, command=()):
        self.folder = folder
        self.port = free_port()
        self.management_port = free_port()
        self.log = folder / f"{pod}-{self.port}.log"
        environment = {
            "AERIE_STORAGE_URI": (folder / "objects").as_uri(),
            "AERIE_CACHE_DIR": str(folder / f"cache-{pod}"),
            "AERIE_POD_NAME": pod,
            "AERIE_PORT": str(self.port),
            "AERIE_MANAGEMENT_PORT": str(self.management_port),
        }
        if keys:
            environment["AERIE_KEYS_FILE"] = str(keys)
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, JAVA, *FLAGS, *flags, "-jar", JAR],
                env=_environment(environment | (settings or {})),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.await_ready()

    @property
    def uri(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def health(self, kind: str = "ready") -> requests.Response:
        return requests.get(
            f"http://127.0.0.1:{self.management_port}/q/health/{kind}", timeout=DEADLINE_SECONDS
        )

    def metrics(self) -> str:
        return requests.get(f"http://127.0.0.1:{self.management_port}/q/metrics", timeout=DEADLINE_SECONDS).text

    def key_uses(self) -> dict:
        """How keys were used, by their id; the hours together."""
        told = requests.get(f"http://127.0.0.1:{self.management_port}/q/key-uses", timeout=DEADLINE_SECONDS).json()
        uses = {}
        for use in told["uses"]:
            calls, refused = uses.get(use["key"], (0, 0))
            uses[use["key"]] = (calls + use["calls"], refused + use["refused"])
        return uses

    def await_ready(self):
        def ready():
            assert self.process.poll() is None, self.log.read_text()
            try:
                return self.health().ok
            except requests.ConnectionError:
                return False

        until(ready, "the server is ready")
        # Kubernetes sends clients from now on.
        socket.create_connection(("127.0.0.1", self.port), DEADLINE_SECONDS).close()

    def client(self, token: str = "", database: str = "") -> MilvusClient:
        return MilvusClient(uri=self.uri, token=token, db_name=database)

    def rest(self, path: str, token: str = "", headers=None, **body) -> requests.Response:
        authorization = {"Authorization": f"Bearer {token}"} if token else {}
        return requests.post(
            f"{self.uri}/v2/vectordb/{path}",
            json=body,
            headers=authorization | (headers or {}),
            timeout=30,
        )

    def kill(self):
        self.process.kill()
        self.process.wait()

    def terminate(self) -> int:
        """Asks the server to end; its exit code."""
        self.process.terminate()
        return self.process.wait(DEADLINE_SECONDS)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.kill()


def until(condition, what: str, seconds: int = DEADLINE_SECONDS):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain until {what}"
        time.sleep(0.05)

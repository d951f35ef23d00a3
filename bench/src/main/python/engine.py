"""Runs every contestant, one after the other, and writes the table and the picture.

`engine.py DATA RESULTS ROWS`; AERIE_BENCH_JAVA, AERIE_BENCH_CLASSPATH and AERIE_BENCH_SERVER say what
to run. Measurements go to RESULTS/engine-ROWS.json, from which report.py makes the rest.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import machine
import report

HERE = Path(__file__).parent
QUERIES = 2_000
MODULES = ["--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"]
LITE_MOST_ROWS = 200_000
START_SECONDS = 60


def main(source: Path, results: Path, rows: int) -> None:
    with tempfile.TemporaryDirectory(prefix="aerie-bench-") as folder:
        work = Path(folder)
        python("prepare.py", source, work / "data", rows, QUERIES)
        measured = [contestant for contestant in contestants(work, rows)]
    results.mkdir(parents=True, exist_ok=True)
    facts = {"machine": machine.facts(), "rows": rows, "contestants": measured}
    (results / f"engine-{rows}.json").write_text(json.dumps(facts, indent=1) + "\n")
    report.write(results)


def contestants(work: Path, rows: int):
    data = work / "data"
    yield java(work, "EngineBench", data)
    for library in ("hnswlib", "faiss-flat", "faiss-sq8"):
        yield python("libraries.py", library, data, output=work / "out.json")
    for library in ("lucene", "jvector"):
        yield java(work, "LibraryBench", library, data)
    with server(work) as address:
        yield python("services.py", "Aerie by pymilvus", address, data, output=work / "out.json")
    if rows <= LITE_MOST_ROWS:
        file = work / "lite.db"
        yield python("services.py", "Milvus Lite by pymilvus", file, data, output=work / "out.json")


def python(program: str, *arguments: object, output: Path | None = None):
    words = [sys.executable, str(HERE / program), *map(str, arguments)]
    return run(words if output is None else [*words, str(output)], output)


def java(work: Path, program: str, *arguments: object):
    folder = work / program
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    words = [os.environ["AERIE_BENCH_JAVA"], *MODULES, f"-Xmx{heap()}g"]
    words += ["-cp", os.environ["AERIE_BENCH_CLASSPATH"], f"dev.aerie.bench.{program}"]
    output = work / "out.json"
    measured = run([*words, *map(str, arguments), str(folder), str(output)], output)
    shutil.rmtree(folder)
    return measured


def run(words: list[str], output: Path | None):
    print("  " + " ".join(Path(word).name for word in words if not word.startswith("-")), flush=True)
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return None if output is None else json.loads(output.read_text())


def heap() -> int:
    """A third of the machine, at most 6 GB."""
    return max(1, min(6, machine.memory_gigabytes() // 3))


@contextlib.contextmanager
def server(work: Path):
    port, management = free_port(), free_port()
    environment = {
        **os.environ,
        "AERIE_HOST": "127.0.0.1",
        "AERIE_PORT": str(port),
        "AERIE_STORAGE_URI": (work / "server").as_uri(),
        "AERIE_CACHE_DIR": str(work / "server-cache"),
        "AERIE_CACHE_BYTES": str(8 << 30),
        "AERIE_MANAGEMENT_PORT": str(management),
    }
    words = [os.environ["AERIE_BENCH_JAVA"], *MODULES, f"-Xmx{heap()}g"]
    words += ["-jar", os.environ["AERIE_BENCH_SERVER"]]
    with (work / "server.log").open("w") as log:
        process = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
    try:
        await_ready(management)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def await_ready(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/q/health/ready").close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))

"""Runs every contestant, one after the other, and writes the table and the picture.

`engine.py DATA RESULTS ROWS [CONTESTANT…]`; AERIE_BENCH_JAVA, AERIE_BENCH_CLASSPATH and AERIE_BENCH_SERVER
say what to run. Measurements go to RESULTS/engine-ROWS.json, from which report.py makes the rest. Where
contestants are named, the figures of others stay as they were.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from pymilvus import MilvusClient

import machine
import report
from measure import timed
from server import MODULES, Server

HERE = Path(__file__).parent
QUERIES = 2_000
AUDIT_ROUNDS = 9
SLOW_MOST_ROWS = 200_000
"""More take these contestants too long: Lucene, JVector and Milvus Lite."""


def main(source: Path, results: Path, rows: int, only: list[str]) -> None:
    facts = {"machine": machine.facts(), "rows": rows}
    target = results / f"engine-{rows}.json"
    known = earlier(target) if only and target.exists() else []
    with tempfile.TemporaryDirectory(prefix="aerie-bench-") as folder:
        work = Path(folder)
        everyone = contestants(work, rows)
        wanted = only or list(everyone)
        if unknown := set(wanted) - set(everyone):
            sys.exit(f"no contestants of {rows:,} rows: {', '.join(sorted(unknown))}; there are {', '.join(everyone)}")
        python("prepare.py", source, work / "data", rows, QUERIES)
        fresh = {}
        for name in wanted:
            measured = everyone[name]() | taken(facts["machine"])
            fresh[measured["name"]] = measured
            # What is measured stays, whatever becomes of the next one.
            write(target, facts, known, fresh)
    report.write(results)


def write(target: Path, facts: dict, known: list[dict], fresh: dict[str, dict]) -> None:
    left = dict(fresh)
    merged = [left.pop(contestant["name"], contestant) for contestant in known] + list(left.values())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({**facts, "contestants": merged}, indent=1) + "\n")


def earlier(target: Path) -> list[dict]:
    run = json.loads(target.read_text())
    return [taken(run["machine"]) | contestant for contestant in run["contestants"]]


def taken(on: dict) -> dict:
    """When and where a contestant was measured."""
    return {fact: on[fact] for fact in ("date", "processor")}


def contestants(work: Path, rows: int) -> dict:
    """Each by its name on the command line, in the order of the table."""
    data = work / "data"
    library = {
        name: lambda name=name: python("libraries.py", name, data, output=work / "out.json")
        for name in ("hnswlib", "faiss-flat", "faiss-sq8")
    }
    program = {name: lambda name=name: java(work, "LibraryBench", name, data) for name in ("lucene", "jvector")}
    lite = work / "lite.db"
    everyone = {
        "aerie": lambda: java(work, "EngineBench", data),
        "aerie-avx2": lambda: narrow(work, data),
        **library,
        **program,
        "aerie-pymilvus": lambda: aerie_server(work, data),
        "milvus-lite": lambda: python(
            "services.py", "Milvus Lite by pymilvus", lite, data, output=work / "out.json"
        ),
    }
    slow = ("aerie-avx2", *program, "milvus-lite") if rows > SLOW_MOST_ROWS else ()
    return {name: measure for name, measure in everyone.items() if name not in slow}


def narrow(work: Path, data: Path) -> dict:
    measured = java(work, "EngineBench", data, flags=("-XX:UseAVX=2",))
    return {key: value for key, value in measured.items() if key != "filters"} | {"name": "Aerie with AVX2 alone"}


def aerie_server(work: Path, data: Path) -> dict:
    folder = work / "server"
    with Server(folder, heap()) as server:
        empty = server.resting_megabytes()
        measured = python("services.py", "Aerie by pymilvus", server.address, data, output=work / "out.json")
    with Server(folder, heap()) as server:
        client = MilvusClient(uri=server.address)
        queries = np.fromfile(data / "queries.f32", np.float32).reshape(-1, measured["dimension"])
        began = time.perf_counter()
        client.search("packages", queries[:1], limit=10)
        measured["restart"] = {"readySeconds": server.ready_seconds, "firstSearchSeconds": time.perf_counter() - began}
        for query in queries:
            client.search("packages", [query], limit=10)
        measured["memoryMegabytes"] = {"empty": empty, "searched": server.resting_megabytes()}
    if measured["rows"] <= SLOW_MOST_ROWS:
        measured["audit"] = audit_cost(folder, queries)
    return measured


def audit_cost(folder: Path, queries: np.ndarray) -> dict:
    """Queries a second with every call recorded and with none, by turns over two pods of one cluster."""
    with Server(folder, heap(), {"AERIE_AUDIT": "off"}) as off, Server(
        folder, heap(), {"AERIE_AUDIT": "all", "AERIE_CACHE_DIR": str(folder / "cache-2")}
    ) as recorded:
        clients = {"off": MilvusClient(uri=off.address), "all": MilvusClient(uri=recorded.address)}
        rates = {name: [] for name in clients}
        for _ in range(AUDIT_ROUNDS):
            for name, client in clients.items():
                seconds = timed(lambda: [client.search("packages", [q], limit=10) for q in queries])
                rates[name].append(len(queries) / seconds)
    # The first rounds warm up.
    kept = {name: statistics.median(found[2:]) for name, found in rates.items()}
    return {**kept, "rounds": AUDIT_ROUNDS - 2}


def python(program: str, *arguments: object, output: Path | None = None):
    words = [sys.executable, str(HERE / program), *map(str, arguments)]
    return run(words if output is None else [*words, str(output)], output)


def java(work: Path, program: str, *arguments: object, flags: tuple[str, ...] = ()):
    folder = work / program
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    words = [os.environ["AERIE_BENCH_JAVA"], *MODULES, *flags, f"-Xmx{heap()}g"]
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
    """A third of the machine, at most 8 GB."""
    return max(1, min(8, round(machine.memory_gigabytes() / 3)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])

"""How every contestant is measured: some seconds to warm up, then rounds of all queries, of which the best counts."""

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

WARM_UP_SECONDS = 3
ROUNDS = 3
NEIGHBOURS = 10

Search = Callable[[np.ndarray], list[int]]


class Dataset:
    """The files that prepare.py wrote."""

    def __init__(self, folder: Path):
        facts = json.loads((folder / "dataset.json").read_text())
        self.rows, self.dimension = facts["rows"], facts["dimension"]
        self.base = np.fromfile(folder / "base.f32", np.float32).reshape(-1, self.dimension)
        self.queries = np.fromfile(folder / "queries.f32", np.float32).reshape(-1, self.dimension)
        self.truth = np.fromfile(folder / "truth.i32", np.int32).reshape(len(self.queries), -1)
        self.size = np.fromfile(folder / "size.i64", np.int64)
        self.section = (folder / "section.txt").read_text().split("\n")


def measure(setting: str, data: Dataset, searchers: list[Search], queries: int = 0) -> dict:
    """One thread a searcher; each takes the next query when it has its answer."""
    asked = data.queries[: queries or len(data.queries)]
    found: list[list[int]] = [[]] * len(asked)
    best, times = 0.0, np.zeros(1)
    warm = time.perf_counter() + WARM_UP_SECONDS
    _round(asked, searchers, found)
    while time.perf_counter() < warm:
        _round(asked, searchers, found)
    for _ in range(ROUNDS):
        rate, taken = _round(asked, searchers, found)
        if rate > best:
            best, times = rate, taken
    hits = sum(
        len(set(ids[:NEIGHBOURS]) & set(truth[:NEIGHBOURS].tolist()))
        for ids, truth in zip(found, data.truth)
    )
    return {
        "setting": setting,
        "threads": len(searchers),
        "recall": hits / (NEIGHBOURS * len(asked)),
        "queriesPerSecond": best,
        "p50": float(np.percentile(times, 50)) * 1e3,
        "p99": float(np.percentile(times, 99)) * 1e3,
    }


def _round(asked, searchers, found) -> tuple[float, np.ndarray]:
    taken = np.zeros(len(asked))
    numbers = iter(range(len(asked)))

    def work(search: Search) -> None:
        for q in numbers:
            start = time.perf_counter()
            found[q] = search(asked[q])
            taken[q] = time.perf_counter() - start

    start = time.perf_counter()
    if len(searchers) == 1:
        work(searchers[0])
    else:
        threads = [threading.Thread(target=work, args=(s,)) for s in searchers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return len(asked) / (time.perf_counter() - start), taken


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start

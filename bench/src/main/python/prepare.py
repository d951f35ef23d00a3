"""Makes the files that every contestant reads, with exact answers, from the data set.

Floats and integers are raw and little-endian, so that each language reads them without a library:
base.f32, queries.f32, truth.i32 (the 100 nearest a query), size.i64, section.txt, and for each
filter a truth-NAME.i32, listed in cases.json.
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np

DEPTH = 100
CHUNK = 50_000


def main(source: Path, target: Path, rows: int, queries: int) -> None:
    target.mkdir(parents=True, exist_ok=True)
    wanted = {"rows": rows, "queries": queries}
    mark = target / "dataset.json"
    if mark.exists() and json.loads(mark.read_text()).items() >= wanted.items():
        return
    base = grown(np.load(source / "debian-packages.f16.npy").astype(np.float32), rows)
    asked = np.load(source / "queries.f16.npy").astype(np.float32)[:queries]
    size, section = scalars(source, len(base))
    base.tofile(target / "base.f32")
    asked.tofile(target / "queries.f32")
    size.tofile(target / "size.i64")
    (target / "section.txt").write_text("\n".join(section))
    truth(base, asked, np.ones(len(base), bool)).tofile(target / "truth.i32")
    cases = []
    for name, expression, kept in filters(size, np.array(section)):
        truth(base, asked, kept).tofile(target / f"truth-{name}.i32")
        cases.append({"name": name, "expression": expression, "share": float(kept.mean())})
    (target / "cases.json").write_text(json.dumps(cases))
    facts = {**wanted, "rows": len(base), "dimension": base.shape[1]}
    mark.write_text(json.dumps(facts))


def grown(base: np.ndarray, rows: int) -> np.ndarray:
    """The first rows of the set; more than there are by noisy copies, as its description says."""
    if rows <= len(base):
        return base[:rows]
    copies = np.resize(np.arange(len(base)), rows)
    noise = np.random.default_rng(42)
    out = np.empty((rows, base.shape[1]), np.float32)
    for at in range(0, rows, CHUNK):
        part = base[copies[at : at + CHUNK]]
        part = part + noise.normal(0, 0.02, part.shape).astype(np.float32)
        out[at : at + CHUNK] = part / np.linalg.norm(part, axis=1, keepdims=True)
    out[: len(base)] = base
    return out


def scalars(source: Path, rows: int) -> tuple[np.ndarray, list[str]]:
    with gzip.open(source / "debian-packages.jsonl.gz", "rt") as lines:
        packages = [json.loads(line) for line in lines]
    picked = [packages[i % len(packages)] for i in range(rows)]
    return np.array([p["size"] for p in picked], np.int64), [p["section"] for p in picked]


def filters(size: np.ndarray, section: np.ndarray):
    """Filters that have nothing to do with the queries, and one that has: they are of Python."""
    for share in (0.001, 0.01, 0.1, 0.5, 0.99):
        bound = int(np.quantile(size, share))
        yield f"{share * 100:g}-percent", f"size < {bound}", size < bound
    yield "section-python", 'section == "python"', section == "python"
    yield "section-games", 'section == "games"', section == "games"


def truth(base: np.ndarray, queries: np.ndarray, kept: np.ndarray) -> np.ndarray:
    best = np.full((len(queries), DEPTH), -1, np.int32)
    scores = np.full((len(queries), DEPTH), -np.inf, np.float32)
    for at in range(0, len(base), CHUNK):
        ids = at + np.flatnonzero(kept[at : at + CHUNK])
        found = queries @ base[ids].T
        top = min(DEPTH, len(ids))
        if top == 0:
            continue
        near = np.argpartition(-found, top - 1, axis=1)[:, :top]
        all_scores = np.hstack([scores, np.take_along_axis(found, near, axis=1)])
        all_ids = np.hstack([best, ids[near].astype(np.int32)])
        order = np.argsort(-all_scores, axis=1, kind="stable")[:, :DEPTH]
        scores = np.take_along_axis(all_scores, order, axis=1)
        best = np.take_along_axis(all_ids, order, axis=1)
    return best


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))

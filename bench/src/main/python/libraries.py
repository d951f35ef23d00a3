"""Libraries in this process: `libraries.py hnswlib|faiss-flat|faiss-sq8 DATASET OUTPUT`."""

import json
import os
import sys
from importlib import metadata
from pathlib import Path

import faiss
import hnswlib
import numpy as np

from measure import Dataset, measure, timed

LINKS = 16
BUILD_EFFORT = 100
EFFORTS = (40, 80, 120, 160, 240, 400, 800, 1_600)


def hnsw(data: Dataset) -> dict:
    index = hnswlib.Index("cosine", data.dimension)
    index.init_index(data.rows, ef_construction=BUILD_EFFORT, M=LINKS)
    seconds = timed(lambda: index.add_items(data.base, num_threads=os.cpu_count()))
    searches = []
    for ef in EFFORTS:
        index.set_ef(ef)
        searches.append(
            measure(
                f"ef {ef}",
                data,
                [lambda q: index.knn_query(q, 10, num_threads=1)[0][0].tolist()],
            )
        )
    return {"name": "hnswlib", "version": metadata.version("hnswlib"),
            "indexSeconds": seconds, "searches": searches}


def faiss_hnsw(data: Dataset, name: str, index: faiss.Index) -> dict:
    faiss.omp_set_num_threads(os.cpu_count())
    index.hnsw.efConstruction = BUILD_EFFORT

    def build() -> None:
        if not index.is_trained:
            index.train(data.base[:: max(1, data.rows // 50_000)])
        index.add(data.base)

    seconds = timed(build)
    faiss.omp_set_num_threads(1)
    searches = []
    for ef in EFFORTS:
        index.hnsw.efSearch = ef
        searches.append(
            measure(f"ef {ef}", data, [lambda q: index.search(q[np.newaxis], 10)[1][0].tolist()])
        )
    return {"name": name, "version": faiss.__version__, "indexSeconds": seconds, "searches": searches}


def main(contestant: str, dataset: Path, output: Path) -> None:
    data = Dataset(dataset)
    metric = faiss.METRIC_INNER_PRODUCT
    match contestant:
        case "hnswlib":
            measured = hnsw(data)
        case "faiss-flat":
            measured = faiss_hnsw(data, "faiss HNSW", faiss.IndexHNSWFlat(data.dimension, LINKS, metric))
        case "faiss-sq8":
            quantizer = faiss.ScalarQuantizer.QT_8bit
            measured = faiss_hnsw(
                data, "faiss HNSW SQ8", faiss.IndexHNSWSQ(data.dimension, quantizer, LINKS, metric)
            )
        case _:
            raise SystemExit(f"no contestant {contestant}")
    output.write_text(json.dumps(measured))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))

"""Load the handwritten digits of scikit-learn into a cluster, search them, and show what came of it."""

import os
import statistics
import time
from collections import Counter

import numpy
from pymilvus import DataType, MilvusClient
from sklearn.datasets import load_digits

COLLECTION = "digits"
HELD_OUT = 297
NEIGHBOURS = 5
SHADES = " ░▒▓█"


def main():
    client = MilvusClient(uri=os.environ["AERIE_MILVUS_URI"], token=os.environ["AERIE_API_KEY"])
    digits = load_digits()
    make_collection(client)
    load(client, digits)
    show_neighbours(client, digits)
    measure(client, digits)
    search_among(client, digits, label=int(digits.target[-1]))


def make_collection(client):
    if client.has_collection(COLLECTION):
        client.drop_collection(COLLECTION)
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("pixels", DataType.FLOAT_VECTOR, dim=64)
    schema.add_field("label", DataType.INT8)
    schema.add_field("picture", DataType.JSON)
    index = client.prepare_index_params()
    index.add_index("pixels", index_type="AUTOINDEX", metric_type="L2")
    client.create_collection(COLLECTION, schema=schema, index_params=index)


def load(client, digits):
    rows = [
        {
            "id": number,
            "pixels": pixels.tolist(),
            "label": int(label),
            "picture": {"rows": image.astype(int).tolist()},
        }
        for number, (pixels, label, image) in enumerate(zip(digits.data, digits.target, digits.images))
    ]
    known = rows[:-HELD_OUT]
    start = time.perf_counter()
    for batch in range(0, len(known), 500):
        client.insert(COLLECTION, known[batch : batch + 500])
    seconds = time.perf_counter() - start
    print(f"  {len(known)} of {len(rows)} rows in, {len(known) / seconds:,.0f} rows a second; {HELD_OUT} held out")


def nearest(client, pixels, **options):
    return client.search(
        COLLECTION, [pixels.astype(numpy.float32)], limit=NEIGHBOURS, output_fields=["label", "picture"], **options
    )[0]


def show_neighbours(client, digits):
    hits = nearest(client, digits.data[-1])
    pictures = [digits.images[-1]] + [numpy.array(hit["entity"]["picture"]["rows"]) for hit in hits]
    titles = ["query"] + [f"{hit['entity']['label']} at {hit['distance']:.0f}" for hit in hits]
    print("\n  " + "  ".join(f"{title:<16}" for title in titles))
    for row in range(8):
        print("  " + "  ".join("".join(shade(pixel) * 2 for pixel in picture[row]) for picture in pictures))


def shade(pixel):
    return SHADES[round(float(pixel) / 16 * (len(SHADES) - 1))]


def measure(client, digits):
    right, times = 0, []
    for pixels, label in zip(digits.data[-HELD_OUT:], digits.target[-HELD_OUT:]):
        start = time.perf_counter()
        hits = nearest(client, pixels)
        times.append(time.perf_counter() - start)
        votes = Counter(hit["entity"]["label"] for hit in hits)
        right += votes.most_common(1)[0][0] == label
    millis = [value * 1000 for value in sorted(times)]
    print(f"\n  {right} of {HELD_OUT} held-out digits recognised by their {NEIGHBOURS} nearest: {right / HELD_OUT:.1%}")
    print(f"  a search takes {statistics.median(millis):.1f} ms (p50), {millis[int(len(millis) * 0.99)]:.1f} ms (p99)")


def search_among(client, digits, label):
    hits = nearest(client, digits.data[-1], filter=f"label != {label}")
    found = ", ".join(f"{hit['entity']['label']} at {hit['distance']:.0f}" for hit in hits)
    print(f"  the nearest that are no {label}: {found}")


if __name__ == "__main__":
    main()

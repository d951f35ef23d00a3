"""The same random calls to this server and to Milvus Lite: the answers have to be the same.

Where the two differ on purpose the calls are left out, and DIFFERENCES says why.
"""

import random

import pytest
from differential import WORDS, Calls, Score, answer, create, drop, for_lite, has_text_keys
from test_bm25 import create as create_texts

SEEDS = range(8)
STEPS = 70
K1_OF_LITE = 1.5

DIFFERENCES = {
    "top-k above 16,384": "Milvus and this server refuse it, Milvus Lite answers",
    "a metric that is not the index's": "Milvus and this server refuse it, Milvus Lite answers",
    "queries before load": "Milvus and this server refuse them, Milvus Lite answers",
    "the same create call twice": "Milvus and this server accept it, Milvus Lite refuses",
    "% and chained comparisons": "Milvus Lite's grammar has neither",
    "templates": "Milvus Lite has none; it is given the filter with the values in their places",
    "binary, half, byte and sparse vectors": "Milvus Lite has none or scores them as words; it is given the same numbers as dense "
    "32-bit floats, in test_differential_vectors.py",
    "parameters and signs of full-text search": "Milvus Lite always takes a k1 of 1.5, and its scores are below zero",
    "full-text search after several inserts": "Milvus Lite counts rows and words by segment",
    "the metric of a second field's index": "Milvus Lite does not look it up; it is named in each search",
    "which of two hits comes first when reciprocal ranks tie": "neither says; the scores are compared",
    "weights of distances alone": "Milvus Lite adds distances up, so that a row which one search has missed comes first; this server "
    "turns them into likeness first; hybrids here have a metric of each kind",
    "boosts of distances, and those of chance": "Milvus Lite boosts the root of a squared distance, and draws other numbers",
    "a norm_score of False in a decay": "Milvus Lite takes the word for true; it is left out",
    "groups with fewer rows than asked for": "with strict_group_size Milvus Lite leaves them out; Milvus and this server answer what "
    "there is, so it is on there alone; without it both may miss far rows, and here groups are so many that all rows are looked at",
    "a place in a document among values": "Milvus Lite refuses `doc[\"a\"] in [1, 2]`",
    "added fields": "Milvus Lite has none",
    "the order of a limited query": "this server answers by key, Milvus Lite as rows were written; rows are counted",
    "the key among a hit's fields": "Milvus Lite puts it there unasked; it is compared as the hit's id",
    "upserts that leave out a dynamic key": "Milvus and this server drop it, Milvus Lite keeps the old value: to it every upsert "
    "is a partial one",
    "upserts where the server makes the keys": "Milvus and this server give the new row a new key, Milvus Lite keeps the given one",
    "a hit's fields where none are asked for": "Milvus Lite answers all of them",
    "filtered HNSW": "Milvus Lite loses hits; the searches here go over FLAT",
}


@pytest.mark.parametrize("seed", SEEDS)
def test_answers_are_the_same(client, lite, name, seed):
    for server in (client, lite):
        create(server, name, has_text_keys(seed))
    calls = Calls(seed, name)
    history = []
    for step in range(STEPS):
        call, arguments, options = calls.next()
        history.append((call, arguments[1:], options))
        ours = answer(client, call, arguments, options)
        theirs = answer(lite, call, arguments, for_lite(options))
        assert ours == theirs, f"seed {seed}, step {step}: {history[-1]}\nours   {ours}\ntheirs {theirs}"
    drop(client, name)
    drop(lite, name)


@pytest.mark.parametrize("seed", SEEDS)
def test_texts_are_ranked_the_same(client, lite, name, seed):
    draw = random.Random(seed)
    rows = [{"id": i, "text": " ".join(draw.choices(WORDS, k=draw.randint(1, 9)))} for i in range(40)]
    for server in (client, lite):
        create_texts(server, name, bm25_k1=K1_OF_LITE)
        server.insert(name, rows)
    for _ in range(20):
        query = " ".join(draw.choices(WORDS, k=draw.randint(1, 4)))
        options = {"anns_field": "words", "limit": len(rows), "search_params": {"metric_type": "BM25"}}
        ours, theirs = (
            {hit["id"]: Score(abs(hit["distance"])) for hit in server.search(name, [query], **options)[0]}
            for server in (client, lite)
        )
        assert ours == theirs, f"seed {seed}: {query}"
        assert ours
    client.drop_collection(name)
    lite.drop_collection(name)

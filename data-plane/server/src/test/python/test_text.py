"""Words of texts: analyzers, text_match and phrase_match."""

import pytest
from pymilvus import DataType, MilvusException

TEXTS = [
    "The quick brown fox",
    "A brown and quick dog",
    "Running foxes",
    "quick, quick: the FOX runs",
    "",
]
SEGMENT = 1100


@pytest.fixture(scope="module")
def texts(client):
    """The texts in memory, and again among the many of a segment large enough for an index."""
    name = "texts"
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    for field, params in [("plain", {"type": "standard"}), ("english", {"type": "english"})]:
        schema.add_field(
            field,
            DataType.VARCHAR,
            max_length=100,
            nullable=True,
            enable_analyzer=True,
            enable_match=True,
            analyzer_params=params,
        )
    schema.add_field("other", DataType.VARCHAR, max_length=100)
    params = client.prepare_index_params()
    params.add_index("vector", metric_type="L2")
    client.create_collection(name, schema=schema, index_params=params)
    client.insert(name, [row(i, TEXTS[i] if i < 5 else "something else") for i in range(SEGMENT)])
    client.flush(name)
    client.insert(name, [row(SEGMENT + i, text) for i, text in enumerate([*TEXTS, None])])
    yield name
    client.drop_collection(name)


def row(i, text):
    return {"id": i, "vector": [1.0, 2.0], "plain": text, "english": text, "other": ""}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("text_match(plain, 'fox')", [0, 3]),
        ("TEXT_MATCH(plain, 'fox dog')", [0, 1, 3]),
        ("text_match(plain, 'quick fox brown', minimum_should_match=2)", [0, 1, 3]),
        ("text_match(plain, 'the quick fox', minimum_should_match=3)", [0, 3]),
        ("text_match(english, 'fox')", [0, 2, 3]),
        ("text_match(english, 'runner run')", [2, 3]),
        ("text_match(english, 'the')", []),
        ("phrase_match(plain, 'quick brown')", [0]),
        ("phrase_match(plain, 'brown quick', 1)", [1]),
        ("phrase_match(plain, 'quick fox', 1)", [0, 3]),
        ("phrase_match(english, 'quick fox', 1)", [0, 3]),
        ("text_match(plain, 'quick') and not text_match(plain, 'fox')", [1]),
    ],
)
def test_words_are_found_in_memory_and_in_segments(client, texts, text, found):
    rows = client.query(texts, filter=text, output_fields=["id"])
    assert [row["id"] for row in rows] == found + [SEGMENT + i for i in found]


def test_null_texts_match_nothing(client, texts):
    rows = client.query(texts, filter=f"id >= {SEGMENT} and not text_match(plain, 'quick')")
    assert [row["id"] - SEGMENT for row in rows] == [2, 4]


def test_a_search_takes_words_as_filter(client, texts):
    hits = client.search(texts, [[1.0, 2.0]], limit=10, filter="text_match(plain, 'dog')")[0]
    assert sorted(hit["id"] for hit in hits) == [1, SEGMENT + 1]


def test_a_field_that_does_not_enable_match_is_refused(client, texts):
    with pytest.raises(MilvusException, match="field 'other' does not enable match"):
        client.query(texts, filter="text_match(other, 'x')")


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"type": "chinese"}, "does not support the analyzer 'chinese'; use standard or english"),
        ({"tokenizer": "jieba"}, "does not support the tokenizer 'jieba'"),
    ],
)
def test_an_analyzer_that_there_is_not_is_refused(client, name, params, reason):
    schema = client.create_schema()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    schema.add_field(
        "text", DataType.VARCHAR, max_length=9, enable_analyzer=True, analyzer_params=params
    )
    with pytest.raises(MilvusException, match=reason):
        client.create_collection(name, schema=schema)


def test_an_analyzer_shows_the_words_of_a_long_text(client):
    found = client.run_analyzer("größe 😀 word " * 100_000, with_detail=True, timeout=60)
    assert found.tokens[-1]["token"] == "word"
    assert found.tokens[-1]["end_offset"] == len("größe 😀 word".encode()) + 99_999 * len("größe 😀 word ".encode())


def test_an_analyzer_shows_its_words(client, texts):
    found = client.run_analyzer("Größe of the boxes", {"type": "english"}, with_detail=True)
    words = [(w["token"], w["start_offset"], w["end_offset"], w["position"]) for w in found.tokens]
    assert words == [("größe", 0, 7, 0), ("box", 15, 20, 3)]
    of_field = client.run_analyzer(
        ["Two foxes", "x"], collection_name=texts, field_name="english"
    )
    assert [list(found.tokens) for found in of_field] == [["two", "fox"], ["x"]]

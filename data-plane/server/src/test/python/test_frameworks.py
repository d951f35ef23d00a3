"""Clients other than MilvusClient: the ORM of pymilvus, and LangChain."""

from contextlib import contextmanager

import pytest
from langchain_core.embeddings import Embeddings
from langchain_milvus import BM25BuiltInFunction, Milvus
from pymilvus import Collection, CollectionSchema, DataType, FieldSchema, Partition, connections, utility


@pytest.fixture
def connection(server):
    connections.connect("orm", uri=server.uri)
    yield "orm"
    connections.disconnect("orm")


def test_the_orm_api(connection, name):
    schema = CollectionSchema(
        [
            FieldSchema("id", DataType.INT64, is_primary=True),
            FieldSchema("title", DataType.VARCHAR, max_length=50),
            FieldSchema("vector", DataType.FLOAT_VECTOR, dim=2),
        ],
        description="made by the ORM",
    )
    collection = Collection(name, schema, using=connection)
    assert utility.has_collection(name, using=connection)
    collection.insert([[1, 2, 3], ["one", "two", "three"], [[1.0, 0.0], [2.0, 0.0], [3.0, 0.0]]])
    collection.create_index("vector", {"index_type": "HNSW", "metric_type": "L2", "params": {"M": 8, "efConstruction": 64}})
    assert collection.index().params == {"index_type": "HNSW", "metric_type": "L2", "params": {"M": 8, "efConstruction": 64}}
    collection.load()
    assert utility.loading_progress(name, using=connection)["loading_progress"] == "100%"
    hits = collection.search([[0.0, 0.0]], "vector", {"params": {"ef": 32}}, limit=2, output_fields=["title"])[0]
    assert [(hit.id, hit.entity.get("title")) for hit in hits] == [(1, "one"), (2, "two")]
    assert collection.query('title == "three"', output_fields=["id"]) == [{"id": 3}]
    partition = Partition(collection, "extra")
    partition.insert([[9], ["nine"], [[9.0, 0.0]]])
    assert collection.query("id > 0", partition_names=["extra"], output_fields=["id"]) == [{"id": 9}]
    collection.delete("id in [1, 2]")
    collection.flush()
    assert collection.num_entities == 2
    pages = collection.query_iterator(batch_size=1, expr="id > 0", output_fields=["id"])
    found = []
    while page := pages.next():
        found += [row["id"] for row in page]
    assert found == [3, 9]
    collection.release()
    collection.drop_index()
    assert not collection.has_index()
    collection.drop()
    assert not utility.has_collection(name, using=connection)


class Letters(Embeddings):
    """Texts by how often they have some letters."""

    def embed_documents(self, texts):
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text):
        return [float(text.count(letter)) + 0.1 for letter in "aeiou"]


@contextmanager
def opened(server, client, name, **arguments):
    store = Milvus(Letters(), collection_name=name, connection_args={"uri": server.uri}, auto_id=True, **arguments)
    # langchain-milvus looks its collection up by the ORM, to which newer pymilvus no longer tells a client's alias
    connections.connect(store.alias, uri=server.uri)
    yield store
    connections.disconnect(store.alias)
    client.drop_collection(name)


@pytest.fixture
def store(server, client, name):
    with opened(server, client, name) as store:
        yield store


def test_langchain(store):
    ids = store.add_texts(
        ["banana", "kiwi", "plum", "orange"],
        metadatas=[{"kind": "berry", "weight": i} for i in range(4)],
    )
    assert len(ids) == 4
    assert [found.page_content for found in store.similarity_search("bananas", k=1)] == ["banana"]
    found = store.similarity_search_with_score("iii", k=2, expr="weight > 0")
    assert found[0][0].page_content == "kiwi"
    assert found[0][1] <= found[1][1]
    retriever = store.as_retriever(search_type="mmr", search_kwargs={"k": 2})
    assert len(retriever.invoke("banana")) == 2
    store.delete(ids=[ids[0]])
    assert "banana" not in [found.page_content for found in store.similarity_search("banana", k=4)]


def test_langchain_with_full_text(server, client, name):
    bm25 = BM25BuiltInFunction()
    with opened(server, client, name, builtin_function=bm25, vector_field=["dense", "sparse"]) as store:
        store.add_texts(
            [
                "The heron stands in shallow water.",
                "An eyrie is the nest of an eagle.",
                "Vectors lie near what means the same.",
            ]
        )
        best = store.similarity_search(
            "eagle", k=1, ranker_type="weighted", ranker_params={"weights": [0.0, 1.0]}
        )
        assert [found.page_content for found in best] == ["An eyrie is the nest of an eagle."]
        fused = store.similarity_search("shallow water", k=3, ranker_type="rrf", ranker_params={"k": 10})
        assert fused[0].page_content == "The heron stands in shallow water."
        assert len(fused) == 3

"""The programs that the connection of a cluster shows, run as they are."""

import os
import subprocess
import sys

import pytest

# What a reader has to bring, as the snippet's own comment says.
EMBEDDINGS = """
from langchain_core.embeddings import DeterministicFakeEmbedding
embeddings = DeterministicFakeEmbedding(size=8)
"""


@pytest.fixture
def run(owner, cluster, key):
    shown = {s["name"]: s["code"] for s in owner.get(f"/clusters/{cluster['id']}/connection")["snippets"]}

    def ran(name, program, before=""):
        done = subprocess.run(
            [*program, before + shown[name]],
            env=os.environ | {"AERIE_TOKEN": key["secret"]},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return ran


def test_pymilvus_lists_the_collections(run, collection):
    assert collection in run("pymilvus", [sys.executable, "-c"])


def test_curl_lists_the_collections(run, collection):
    assert collection in run("curl", ["bash", "-c"])


def test_langchain_adds_a_text(run, client):
    run("langchain", [sys.executable, "-c"], EMBEDDINGS)

    try:
        assert client.query("documents", filter="", limit=10, output_fields=["text"])[0]["text"] == "A first document."
    finally:
        client.drop_collection("documents")

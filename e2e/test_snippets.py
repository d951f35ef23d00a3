"""The programs that the connection of a cluster shows, run as they are."""

import os
import subprocess
import sys

import pytest

from support import java

# What a reader has to bring, as the snippet's own comment says.
EMBEDDINGS = """
from langchain_core.embeddings import DeterministicFakeEmbedding
embeddings = DeterministicFakeEmbedding(size=8)
"""


@pytest.fixture
def snippets(owner, cluster):
    return {s["name"]: s["code"] for s in owner.get(f"/clusters/{cluster['id']}/connection")["snippets"]}


@pytest.fixture
def run(key):
    def ran(*program):
        done = subprocess.run(
            program,
            env=os.environ | {"AERIE_TOKEN": key["secret"]},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return ran


def test_pymilvus_lists_the_collections(run, snippets, collection):
    assert collection in run(sys.executable, "-c", snippets["pymilvus"])


def test_curl_lists_the_collections(run, snippets, collection):
    assert collection in run("bash", "-c", snippets["curl"])


def test_java_lists_the_collections(run, snippets, collection, tmp_path):
    program = tmp_path / "Snippet.java"
    program.write_text(java.source(snippets["java"]))

    assert collection in run(java.launcher(), "-cp", java.classpath(tmp_path), str(program))


def test_langchain_adds_a_text(run, snippets, client):
    run(sys.executable, "-c", EMBEDDINGS + snippets["langchain"])

    try:
        assert client.query("documents", filter="", limit=10, output_fields=["text"])[0]["text"] == "A first document."
    finally:
        client.drop_collection("documents")

"""Collections of small vectors that every test can predict."""

import random

from pymilvus import MilvusClient, MilvusException

from support.waiting import eventually

DIMENSION = 8
KEY_SECONDS = 5  # a change of keys is in force in a running cluster within this time


def milvus(endpoint, secret, **options):
    """A client with a connection of its own: a port may come again for another cluster, and pymilvus
    would go on with a connection to the one before."""
    return MilvusClient(uri=endpoint, token=secret, dedicated=True, **options)


def connect(cluster, secret, within=120):
    """A client of a cluster, when the cluster lets this key in."""
    client = None

    def attempt():
        nonlocal client
        client = milvus(uri(cluster), secret, timeout=10)
        client.list_collections()
        return True

    eventually(attempt, within, f"{cluster['name']} answers at {cluster['endpoint']}")
    return client


def uri(cluster):
    endpoint = cluster["endpoint"]
    return endpoint if "://" in endpoint else f"http://{endpoint}"


def vector(number):
    """The vector of a row: always the same for the same number."""
    source = random.Random(number)
    return [source.uniform(-1, 1) for _ in range(DIMENSION)]


def rows(first, count):
    return [{"id": n, "vector": vector(n), "parity": "even" if n % 2 == 0 else "odd", "weight": n / 10}
            for n in range(first, first + count)]


def collection(client, name, count=0):
    """A new collection with AUTOINDEX and dynamic fields, holding rows 0 … count-1."""
    if client.has_collection(name):
        client.drop_collection(name)
    client.create_collection(name, dimension=DIMENSION, metric_type="COSINE", consistency_level="Strong")
    if count:
        client.insert(name, rows(0, count))
    return name


def ids(client, name, expression=""):
    """The ids of all rows, or of those a filter keeps."""
    found = client.query(name, filter=expression or "id >= 0", output_fields=["id"], consistency_level="Strong", limit=16384)
    return {row["id"] for row in found}


def nearest(client, name, number, limit=3, **options):
    """The ids nearest to the vector of a row."""
    hits = client.search(name, data=[vector(number)], limit=limit, consistency_level="Strong", **options)[0]
    return [hit["id"] for hit in hits]


def refusal(call):
    """The text of the error a call ends with; a call that succeeds is a failure."""
    try:
        answer = call()
    except MilvusException as error:
        return str(error)
    raise AssertionError(f"not refused, but answered {answer!r}")


def is_refused_with(cluster, secret):
    """What the cluster says to this key instead of letting it in."""
    return refusal(lambda: milvus(uri(cluster), secret, timeout=10).list_collections())


def is_refused(client):
    """Whether the cluster refuses the client's key."""
    try:
        client.list_collections(timeout=5)
    except MilvusException as error:
        return "auth" in str(error).lower()
    return False
